/** An append of one element: `at` is its index once it was acknowledged, null while nobody knows. Times in any one unit. */
export interface Append {
  element: string;
  invoked: number;
  acknowledged: number | null;
  at: number | null;
}

/** A read of the whole list. */
export interface Read {
  invoked: number;
  answered: number;
  list: readonly string[];
}

/**
 * What in a history contradicts that one list grew by appends, each taking effect at one moment between its invocation
 * and its acknowledgement (linearizability of a list-append register; Kingsbury and Alvaro, "Elle", VLDB 2020, section 3,
 * where elements are unique and every read names the order of what it saw).
 *
 * @returns sentences; none when the history holds
 */
export function contradictions(appends: readonly Append[], reads: readonly Read[]): string[] {
  const found: string[] = [];
  const ordered = [...reads].sort((a, b) => a.list.length - b.list.length);
  const final = ordered.at(-1)?.list ?? [];
  for (const { list } of ordered) {
    const other = list.findIndex((element, n) => element !== final[n]);
    if (other >= 0) found.push(`A read has ${list[other]} at ${other}, a longer one ${final[other]}.`);
    if (new Set(list).size !== list.length) found.push(`A read of ${list.length} has an element twice.`);
  }
  const place = new Map(final.map((element, n) => [element, n]));
  for (const { element, acknowledged, at } of appends) {
    if (acknowledged === null) continue;
    if (!place.has(element)) found.push(`${element} was acknowledged and is lost.`);
    else if (at !== null && place.get(element) !== at)
      found.push(`${element} was told to be at ${at} and is at ${place.get(element)}.`);
  }
  const known = new Set(appends.map((one) => one.element));
  for (const element of final) if (!known.has(element)) found.push(`${element} was appended by nobody.`);
  // Real time: what was acknowledged before another began stands before it, and in every read that began later.
  const done = appends.filter((one) => one.acknowledged !== null && place.has(one.element));
  for (const early of done)
    for (const late of appends)
      if (early.acknowledged! < late.invoked && (place.get(late.element) ?? Infinity) < place.get(early.element)!)
        found.push(`${late.element} began after ${early.element} was acknowledged, and stands before it.`);
  for (const read of reads) {
    for (const one of done)
      if (one.acknowledged! < read.invoked && place.get(one.element)! >= read.list.length)
        found.push(`A read of ${read.list.length} misses ${one.element}, acknowledged before it.`);
    for (const one of appends)
      if (one.invoked > read.answered && (place.get(one.element) ?? Infinity) < read.list.length)
        found.push(`A read of ${read.list.length} has ${one.element} before it was begun.`);
  }
  return found;
}
