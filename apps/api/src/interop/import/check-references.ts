import { type Findings, shown } from './findings';
import { nearestWord } from './nearest-word';
import { inside } from './source-places';

/** A value in a file that nothing was checked of yet, and its path. */
export interface Located {
  path: string;
  value: unknown;
}

/** What a reference may point at: its name in a sentence, and the keys that exist. */
export interface Target {
  is: string;
  keys: ReadonlySet<string>;
}

/**
 * The values that a pattern points at: `areas[].parent`, `bodies[].seats[]`, `recommendations.*.theme`. What has
 * another shape is passed over: the check of shapes tells it.
 */
export function valuesAt(root: unknown, pattern: string): Located[] {
  const steps = pattern.match(/\[\]|\*|[^.[\]*]+/g) ?? [];
  return steps.reduce<Located[]>((found, step) => found.flatMap((one) => next(one, step)), [{ path: '', value: root }]);
}

function next({ path, value }: Located, step: string): Located[] {
  if (step === '[]') {
    return Array.isArray(value) ? value.map((item, index) => ({ path: `${path}[${index}]`, value: item })) : [];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  if (step === '*') return Object.entries(value).map(([key, item]) => ({ path: inside(path, key), value: item }));
  return Object.hasOwn(value, step)
    ? [{ path: inside(path, step), value: (value as Record<string, unknown>)[step] }]
    : [];
}

/** A key or a number that names something, as text; null for what cannot name anything. */
export const nameOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;

/** The names that stand at a pattern. */
export const namesAt = (root: unknown, pattern: string): Set<string> =>
  new Set(valuesAt(root, pattern).flatMap(({ value }) => nameOf(value) ?? []));

/** Finds references to what is not there. */
export function checkReferences(root: unknown, pattern: string, target: Target, findings: Findings): void {
  for (const { path, value } of valuesAt(root, pattern)) {
    const name = nameOf(value);
    if (name === null || target.keys.has(name)) continue;
    findings.add(
      'INTEROP.DANGLING_REFERENCE',
      path,
      `There is no ${target.is} ${shown(value)}.`,
      expectedOf(target, name),
    );
  }
}

/** Few names are all told; of many, the nearest. */
function expectedOf({ is, keys }: Target, name: string): string {
  if (keys.size === 0) return `no reference: there is no ${is} at all`;
  const nearest = nearestWord(name, keys);
  const many = keys.size > 12 ? `the key of one of the ${keys.size} of that kind` : `one of ${[...keys].join(', ')}`;
  return nearest === null ? many : `${many}; did you mean \`${nearest}\`?`;
}

/** Finds names that stand twice where each must stand once; `group` names what one comparison spans. */
export function checkTwice(located: readonly Located[], findings: Findings, group: (path: string) => string): void {
  const first = new Map<string, string>();
  for (const { path, value } of located) {
    const name = nameOf(value);
    if (name === null) continue;
    const known = JSON.stringify([group(path), name]);
    const earlier = first.get(known);
    if (earlier === undefined) first.set(known, path);
    else
      findings.add(
        'INTEROP.DUPLICATE',
        path,
        `${shown(value)} stands a second time; first at ${earlier}.`,
        'each once',
      );
  }
}

/** The list that an entry's path belongs to: `bodies[1].seats[0]` is in `bodies[1].seats`. */
export const listOfEntry = (path: string): string => path.slice(0, path.lastIndexOf('['));

/**
 * Finds circles among parents: each is told once, at the entry that closes it.
 *
 * @param parents of each key, the parents and where each is named
 */
export function checkCircles(parents: ReadonlyMap<string, readonly Located[]>, findings: Findings): void {
  const done = new Set<string>();
  for (const start of parents.keys()) {
    // Walked with a list of its own: a chain of parents may be longer than the call stack is deep.
    const trail: { key: string; rest: Located[] }[] = [{ key: start, rest: [...(parents.get(start) ?? [])] }];
    const onTrail = new Set([start]);
    while (trail.length > 0) {
      const at = trail.at(-1)!;
      const up = at.rest.shift();
      if (up === undefined || done.has(at.key)) {
        done.add(at.key);
        onTrail.delete(at.key);
        trail.pop();
        continue;
      }
      const parent = nameOf(up.value);
      if (parent === null || done.has(parent) || !parents.has(parent)) continue;
      if (onTrail.has(parent)) {
        const circle = [...trail.map(({ key }) => key).slice(trail.findIndex(({ key }) => key === parent)), parent];
        const found = `This closes a circle: ${circle.join(' → ')}.`;
        findings.add('INTEROP.CIRCLE', up.path, found, 'a parent that does not lie below it');
      } else {
        onTrail.add(parent);
        trail.push({ key: parent, rest: [...(parents.get(parent) ?? [])] });
      }
    }
  }
}
