import { randomBytes } from 'node:crypto';
import { atOnce, hashAtOnce } from './steps/at-once';
import * as steps from './steps/leaf';

export { canonicalJson, fieldsDropped, leafText, parseLeaf } from './steps/leaf';
export type { Leaf, LeafKind, Salts } from './steps/leaf';

export const commitField = hashAtOnce(steps.commitField);
export const hashOfLeafText = hashAtOnce(steps.hashOfLeafText);
export const fieldsThatDoNotOpen = atOnce(steps.fieldsThatDoNotOpen);

/** Commits to each field of a record under a fresh salt of its own. */
export function commitFields(record: Readonly<Record<string, unknown>>): {
  fields: Record<string, string>;
  salts: steps.Salts;
} {
  const fields: Record<string, string> = {};
  const salts: steps.Salts = {};
  const entries = Object.entries(record);
  const random = randomBytes(32 * entries.length);
  for (const [n, [name, value]] of entries.entries()) {
    const salt = random.subarray(32 * n, 32 * n + 32);
    salts[name] = salt.toString('base64');
    fields[name] = commitField(name, value, salt).toString('base64');
  }
  return { fields, salts };
}
