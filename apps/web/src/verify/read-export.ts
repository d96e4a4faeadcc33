import type { LogExport } from '@torv/shared/log/in-a-browser';

type Entry = LogExport['entries'][number];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An export of a log by its shape, or a sentence why it is none. What it says is what the checking is for. */
export function readExport(json: unknown): LogExport | string {
  if (!isObject(json) || json['format'] !== 'torv-log-export/1') return '';
  const { network, checkpoints, entries } = json;
  const whole =
    isObject(network) &&
    typeof network['id'] === 'string' &&
    Array.isArray(checkpoints) &&
    checkpoints.length > 0 &&
    checkpoints.every((one) => typeof one === 'string') &&
    Array.isArray(entries) &&
    entries.every(isEntry);
  return whole ? (json as LogExport) : '';
}

function isEntry(one: unknown): one is Entry {
  if (!isObject(one)) return false;
  const { index, leafHash, leaf, salts, record } = one;
  return (
    Number.isSafeInteger(index) &&
    typeof leafHash === 'string' &&
    typeof leaf === 'string' &&
    (salts === null || (isObject(salts) && Object.values(salts).every((salt) => typeof salt === 'string'))) &&
    (record === null || isObject(record))
  );
}
