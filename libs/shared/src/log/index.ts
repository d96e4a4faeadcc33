export * from './checkpoint';
export * from './contract';
export type { Finding, Verdict } from './finding';
export * from './leaf';
export * from './merkle-tree';
export * from './receipt';
export * from './verify';
