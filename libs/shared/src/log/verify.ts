import { atOnce } from './steps/at-once';
import * as steps from './steps/verify';

export { keysInExport } from './steps/verify';

export const verifyExport = atOnce(steps.verifyExport);
export const verifyReceipt = atOnce(steps.verifyReceipt);
export const verifyReceiptAgainstExport = atOnce(steps.verifyReceiptAgainstExport);
export const verifyCheckpoints = atOnce(steps.verifyCheckpoints);
