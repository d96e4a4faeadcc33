/** What stands between an initiative and being active. */
export type PartnerHindrance = 'no-partner-named' | 'no-partner-committed' | 'only-own-family-committed';

/** An organisation and its parents, by id. */
export type Parents = ReadonlyMap<string, readonly string[]>;

/** The organisation and everything that `next` leads to from it. */
function reachedFrom(organisation: string, next: Parents): Set<string> {
  const found = new Set<string>();
  const open = [organisation];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (found.has(one)) continue;
    found.add(one);
    open.push(...(next.get(one) ?? []));
  }
  return found;
}

function childrenOf(parents: Parents): Parents {
  const children = new Map<string, string[]>();
  for (const [child, above] of parents)
    for (const parent of above) children.set(parent, [...(children.get(parent) ?? []), child]);
  return children;
}

const meet = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean => [...one].some((it) => other.has(it));

/**
 * True when two organisations are of one family: they share an ancestor or a descendant, or one is above the other.
 * (Two that keep an office together share a descendant.)
 */
export function sameFamily(one: string, other: string, parents: Parents): boolean {
  const children = childrenOf(parents);
  return [parents, children].some((next) => meet(reachedFrom(one, next), reachedFrom(other, next)));
}

/**
 * The partner rule (constitution, 1): a joint initiative is active only with a committed partner that is not of the
 * lead's own family. An organisation's own activity is not bound by it.
 *
 * @param initiative its kind, lead, named partners and those with a commitment in force, by organisation id
 * @param parents every organisation's parents
 * @returns what hinders it from being active, or null when nothing does
 */
export function partnerHindrance(
  initiative: { kind: 'joint' | 'own'; lead: string; named: readonly string[]; committed: readonly string[] },
  parents: Parents,
): PartnerHindrance | null {
  if (initiative.kind === 'own') return null;
  if (initiative.committed.some((partner) => !sameFamily(partner, initiative.lead, parents))) return null;
  if (initiative.committed.length > 0) return 'only-own-family-committed';
  return initiative.named.length === 0 ? 'no-partner-named' : 'no-partner-committed';
}
