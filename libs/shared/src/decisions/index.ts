export * from './contract';
export * from './mandates';
export * from './record';
export * from './rule/apply-rule';
export * from './rule/count-words';
export * from './rule/say-tally';
export * from './rule/tally';
export * from './finding';
