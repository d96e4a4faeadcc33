import type { LogExport } from '../contract';
import { fieldsDropped, fieldsThatDoNotOpen, parseLeaf, type Leaf, type Salts } from './leaf';
import type { Steps } from './steps';

/** Something that does not hold, and where: the entry's index, its number when it is known, the field. */
export interface Finding {
  code: string;
  message: string;
  index?: number;
  number?: string;
  field?: string;
}

/** `facts` are sentences of what was checked and held. */
export interface Verdict {
  ok: boolean;
  facts: string[];
  findings: Finding[];
}

/** What was checked and what was found; ok when nothing was. */
export const verdict = (facts: string[], findings: Finding[]): Verdict => ({
  ok: findings.length === 0,
  facts,
  findings,
});

/** A record's number, where it has one, as a part of a finding. */
export const numberOf = (record: Record<string, unknown> | null | undefined): { number?: string } =>
  typeof record?.['number'] === 'string' ? { number: record['number'] } : {};

/** An entry as a sentence names it. */
export const nameOf = (index: number, record: Record<string, unknown> | null | undefined): string =>
  typeof record?.['number'] === 'string' ? `entry ${index} (${record['number']})` : `entry ${index}`;

/** A finding for each field of a record that does not open its commitment. */
export function* changedFields(
  leaf: Leaf,
  record: Record<string, unknown>,
  salts: Salts,
  index: number,
): Steps<Finding[]> {
  return (yield* fieldsThatDoNotOpen(leaf, record, salts)).map((field) => ({
    code: 'LOG.FIELD_CHANGED',
    index,
    ...numberOf(record),
    field,
    message: `The field "${field}" of ${nameOf(index, record)} is not what was recorded.`,
  }));
}

/** What redaction entries say was erased, as `<index> <field>`. */
export function redactionsOf(entries: LogExport['entries']): ReadonlySet<string> {
  return new Set(
    entries.flatMap((entry) => {
      const leaf = parseLeaf(entry.leaf);
      const { index, fields } = ((leaf?.kind === 'redaction' && leaf.clear) || {}) as {
        index?: unknown;
        fields?: unknown;
      };
      // Only what was there already can have been erased.
      if (typeof index !== 'number' || index >= entry.index || !Array.isArray(fields)) return [];
      return fields.map((field) => `${index} ${String(field)}`);
    }),
  );
}

/** A finding for each field that is gone while no redaction entry says that it was erased. */
export function droppedFields(
  leaf: Leaf,
  record: Record<string, unknown>,
  salts: Salts,
  index: number,
  redacted: ReadonlySet<string>,
): Finding[] {
  return fieldsDropped(leaf, record, salts)
    .filter((field) => !redacted.has(`${index} ${field}`))
    .map((field) => ({
      code: 'LOG.FIELD_DROPPED',
      index,
      ...numberOf(record),
      field,
      message: `The field "${field}" of ${nameOf(index, record)} is gone, and no redaction entry says that it was erased.`,
    }));
}

/** Entries that are gone, come twice or stand before an earlier one, by the indices that they bear. */
export function misplaced(entries: LogExport['entries']): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<number>();
  let highest = -1;
  for (const { index, record } of entries) {
    const at = { index, ...numberOf(record) };
    if (seen.has(index))
      findings.push({ code: 'LOG.INSERTED', ...at, message: `There is more than one ${nameOf(index, record)}.` });
    else if (index < highest)
      findings.push({
        code: 'LOG.OUT_OF_ORDER',
        ...at,
        message: `${nameOf(index, record)} stands after entry ${highest}: entries were moved.`,
      });
    seen.add(index);
    highest = Math.max(highest, index);
  }
  for (let index = 0, gaps = highest + 1 - seen.size; gaps > 0 && findings.length < 100; index += 1) {
    if (seen.has(index)) continue;
    gaps -= 1;
    findings.push({ code: 'LOG.REMOVED', index, message: `Entry ${index} is no longer in the log.` });
  }
  return findings;
}

/**
 * Decisions whose number does not grow with their place: a body numbers its decisions of a year one by one, each as it
 * is appended, so that leaves which changed places are named even where nobody had the log signed between.
 *
 * @param named what was found already: a number that was changed says nothing, and no entry is named twice for its place
 */
export function outOfNumber(entries: LogExport['entries'], named: readonly Finding[]): Finding[] {
  const spoken = new Set(
    named
      .filter(({ code, field }) => field === 'number' || code === 'LOG.OUT_OF_ORDER' || code === 'LOG.INSERTED')
      .map((one) => one.index),
  );
  const highest = new Map<string, number>();
  return entries.flatMap(({ index, record }) => {
    if (spoken.has(index)) return [];
    const number = typeof record?.['number'] === 'string' ? record['number'] : '';
    const [, series, n] = /^(.+)-(\d+)$/.exec(number) ?? [];
    if (series === undefined || parseInt(n!, 10) > (highest.get(series) ?? 0)) {
      if (series !== undefined) highest.set(series, parseInt(n!, 10));
      return [];
    }
    return [
      {
        code: 'LOG.OUT_OF_ORDER',
        index,
        number,
        message: `entry ${index} (${number}) stands after ${series}-${highest.get(series)}: entries were moved, or one was put in.`,
      },
    ];
  });
}
