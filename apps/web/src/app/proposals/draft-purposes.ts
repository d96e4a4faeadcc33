import { InjectionToken } from '@angular/core';

/** What a draft is written for in a room above, e.g. the initiative that a body is asked to start. */
export interface DraftPurpose {
  /** As the reader knows it. */
  name: string;
  /** Keys of the goals it serves: suggested for the draft. */
  goals: readonly string[];
  /** Joins the draft to it. Throws `ApiProblem` when that is refused; the draft stands all the same. */
  join(draftId: string): Promise<void>;
}

/**
 * By the query parameter of `proposals/new` that names it (`initiative`): how it is found, called in an injection
 * context. A link belongs to the upper room, so that room makes it; the shell fills the list.
 */
export const DRAFT_PURPOSES = new InjectionToken<
  Readonly<Record<string, () => Promise<(key: string) => Promise<DraftPurpose>>>>
>('DRAFT_PURPOSES');
