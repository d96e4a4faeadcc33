import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The demonstration's files, in the order in which they are imported. */
export const demoFileNames = [
  'aalborg-oest.yaml',
  'aalborg-oest-overlay.yaml',
  'naboby.yaml',
  'naboby-overlay.yaml',
] as const;

/** Bytes of a demonstration file. The folder lies beside `apps` in the sources, and `root` says where those are. */
export const demoFile = (name: (typeof demoFileNames)[number], root = join(__dirname, '../../../../..')): Buffer =>
  readFileSync(join(root, 'tools/demo', name));
