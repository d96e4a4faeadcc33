import type * as z from 'zod';
import { below, contractAt, expectationOf, keyContract, knownKeys, knownWords } from './contract-shape';
import { type Findings, shown } from './findings';
import { withNearest } from './nearest-word';
import { pathOf } from './source-places';

type Parts = readonly PropertyKey[];

/**
 * Checks that a file's data have the shape of its contract: known keys only, nothing missing, each value of its kind.
 *
 * @returns the data as the contract reads them, or null when there were findings
 */
export function checkShape<T>(contract: z.ZodType<T>, value: unknown, findings: Findings): T | null {
  const before = findings.count;
  findUnknownKeys(contract, value, [], findings);
  const read = contract.safeParse(value);
  if (!read.success) {
    const told = new Set<string>();
    for (const issue of read.error.issues) {
      // Found above, with the nearest known key, and also where zod looks away (`__proto__`).
      if (issue.code === 'unrecognized_keys' || issue.code === 'invalid_key') continue;
      const path = pathOf(issue.path);
      if (told.has(path)) continue;
      told.add(path);
      tell(contract, issue.path, value, findings);
    }
    // A refusal that none of the above put into words is still a refusal with a place.
    const [first] = read.error.issues;
    if (findings.count === before && first) tell(contract, first.path, value, findings);
  }
  return read.success && findings.count === before ? read.data : null;
}

function findUnknownKeys(contract: z.core.$ZodType, value: unknown, path: Parts, findings: Findings): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => descend(contract, item, [...path, index], index, findings));
  } else if (typeof value === 'object' && value !== null) {
    const known = knownKeys(contract);
    const free = keyContract(contract);
    for (const [key, item] of Object.entries(value)) {
      const at = [...path, key];
      if ((known && !known.includes(key)) || (free && !fits(free, key))) {
        const expected = known ? expectedKey(known, key, item) : `as key ${expectationOf(free!)}`;
        findings.addAtKey('INTEROP.UNKNOWN_KEY', pathOf(at), `\`${key}\` is not a key here.`, expected);
      } else {
        descend(contract, item, at, key, findings);
      }
    }
  }
}

/** `{ name: A house, for all }` reads as two entries: what looks like the rest of a sentence is told as such. */
const expectedKey = (known: string[], key: string, item: unknown): string =>
  item === null && key.includes(' ')
    ? `one of the keys ${known.join(', ')}; a text with a comma in it stands in quotes`
    : withNearest(`one of the keys ${known.join(', ')}`, key, known);

function descend(contract: z.core.$ZodType, item: unknown, path: Parts, part: PropertyKey, findings: Findings): void {
  const next = below(contract, part);
  if (next) findUnknownKeys(next, item, path, findings);
}

function tell(contract: z.core.$ZodType, parts: Parts, value: unknown, findings: Findings): void {
  const path = pathOf(parts);
  const at = contractAt(contract, parts);
  const expected = at ? expectationOf(at) : 'another value';
  const found = valueAt(value, parts);
  if (found === undefined) {
    const holder = pathOf(parts.slice(0, -1));
    const message = `\`${String(parts.at(-1))}\` is missing.`;
    return findings.add('INTEROP.MISSING_KEY', holder, message, `\`${String(parts.at(-1))}\`: ${expected}`);
  }
  const words = at && knownWords(at);
  const suggestion = words && typeof found === 'string' ? withNearest(expected, found, words) : expected;
  findings.add('INTEROP.WRONG_VALUE', path, `Found ${shown(found)}.`, suggestion);
}

const fits = (keys: z.core.$ZodType, key: string): boolean => (keys as z.ZodType).safeParse(key).success;

function valueAt(value: unknown, parts: Parts): unknown {
  return parts.reduce<unknown>(
    (at, part) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, part)
        ? (at as Record<PropertyKey, unknown>)[part]
        : undefined,
    value,
  );
}
