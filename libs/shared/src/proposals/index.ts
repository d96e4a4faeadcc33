export * from './contract';
export * from './transitions';
export * from './for-approval';
export * from './considerations';
export * from './procedures';
