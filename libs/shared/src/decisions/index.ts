export * from './contract';
export * from './record';
