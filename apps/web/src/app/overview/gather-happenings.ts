import type { Happening } from '@torv/shared/overview';

/** Everything that happened to one thing, as one row to read: its latest word first. */
export interface Gathered {
  subject: Happening['subject'];
  /** Newest first; each kind by each party once, the latest time it happened. */
  happenings: Happening[];
}

/**
 * Gathers what happened by the thing it happened to, so that a busy proposal is one row and not twelve. The thing that
 * something happened to last stands first; a kind that the same party did again counts once.
 */
export function gatherHappenings(items: readonly Happening[]): Gathered[] {
  const bySubject = new Map<string, Happening[]>();
  for (const one of [...items].sort((a, b) => b.seq - a.seq)) {
    const known = bySubject.get(one.subject.id);
    if (known) known.push(one);
    else bySubject.set(one.subject.id, [one]);
  }
  return [...bySubject.values()].map((all) => {
    const said = new Set<string>();
    const happenings = all.filter((one) => {
      const name = `${one.kind} ${one.organisation?.id ?? ''}`;
      return !said.has(name) && said.add(name);
    });
    return { subject: happenings[0]!.subject, happenings };
  });
}
