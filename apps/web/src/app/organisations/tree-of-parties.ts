import type { OrganisationView } from '@torv/shared/organisations';

/** A party in the tree of who stands under whom. */
export interface TreeRow {
  party: OrganisationView;
  depth: number;
  /** It stands under several, and is written out under another. */
  again: boolean;
}

/**
 * Who stands under whom, as indented rows: those that stand under nobody first, each followed by what is under it. One
 * with several parents stands under each; what is below it is written once.
 */
export function treeOfParties(parties: readonly OrganisationView[]): TreeRow[] {
  const known = new Set(parties.map((one) => one.key));
  const rows: TreeRow[] = [];
  const written = new Set<string>();
  const write = (party: OrganisationView, depth: number): void => {
    const again = written.has(party.key);
    rows.push({ party, depth, again });
    if (again) return;
    written.add(party.key);
    for (const below of parties) if (below.parents.includes(party.key)) write(below, depth + 1);
  };
  for (const party of parties) if (!party.parents.some((parent) => known.has(parent))) write(party, 0);
  return rows;
}

/** The parties whose names hold the words, in any case. */
export function partiesNamed(parties: readonly OrganisationView[], words: string): OrganisationView[] {
  const wanted = words.trim().toLocaleLowerCase('da');
  return parties.filter((one) => one.name.toLocaleLowerCase('da').includes(wanted));
}
