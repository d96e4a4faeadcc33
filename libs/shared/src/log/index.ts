export * from './checkpoint';
export * from './contract';
export * from './cosignature';
export type { Finding, Verdict } from './steps/finding';
export * from './leaf';
export * from './merkle-tree';
export * from './receipt';
export * from './verify';
