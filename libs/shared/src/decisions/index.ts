export * from './contract';
export * from './mandates';
export * from './record';
