export * from './steps/policy';
