export * from './contract';
export * from './transitions';
export * from './for-approval';
