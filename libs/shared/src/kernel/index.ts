export * from './actor';
export * from './erased-person';
export * from './paging';
export * from './problem';
export * from './spell-key';
export * from './values';
export * from './transitions';
