export * from './contract';
export * from './transitions';
export * from './partner-rule';
