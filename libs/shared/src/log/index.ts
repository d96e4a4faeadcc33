export * from './checkpoint';
export * from './contract';
export * from './leaf';
export * from './merkle-tree';
export * from './receipt';
export * from './verify';
