export * from './course-file';
export * from './exports';
export * from './import-result';
export * from './network-file';
export * from './overlay-file';
export * from './personal-data';
