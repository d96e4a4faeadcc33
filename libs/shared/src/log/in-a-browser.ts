// What a browser needs to check a log by itself: no Node, no contract. The web app and the page that checks receipts
// import from here.
export type { LogExport } from './contract';
export { takeByWebCrypto } from './steps/by-web-crypto';
export { parseCheckpoint } from './steps/checkpoint';
export { cosignersOf, type Cosigned, type Witnessing } from './steps/cosignature';
export type { Finding, Verdict } from './steps/finding';
export { judgeFiles, lackingFor, type Lacking } from './steps/judge-files';
export { readPolicy, type Policy } from './steps/policy';
export { parseReceipt, type Receipt } from './steps/receipt';
export { noFiles, sortFile, type SortedFiles } from './steps/sort-files';
export { keysInExport, verifyReceipt } from './steps/verify';
