import { atOnce } from './steps/at-once';
import * as steps from './steps/judge-files';

export { lackingFor } from './steps/judge-files';
export { noFiles, sortFile } from './steps/sort-files';
export type { SortedFiles } from './steps/sort-files';

export const judgeFiles = atOnce(steps.judgeFiles);
