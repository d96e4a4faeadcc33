export * from './contract';
export * from './transitions';
