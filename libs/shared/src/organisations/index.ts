export * from './authority';
export * from './contract';
export * from './cvr';
