export * from './actor';
export * from './paging';
export * from './problem';
export * from './values';
export * from './transitions';
