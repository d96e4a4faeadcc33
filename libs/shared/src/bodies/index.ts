export * from './changes';
export * from './contract';
export * from './key-of-name';
export * from './mandate-changes';
export * from './mandate-of-kind';
