export * from './steps/receipt';
