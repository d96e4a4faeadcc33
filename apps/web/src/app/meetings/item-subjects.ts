import { InjectionToken, type Type } from '@angular/core';

/** A component of a higher room, fetched when it is first needed. */
export type LazyComponent = () => Promise<Type<unknown>>;

/** What may stand on an agenda item, by the kind of its subject; each is given `subjectId`. Filled where rooms meet. */
export const SUBJECT_VIEWS = new InjectionToken<Readonly<Record<string, LazyComponent>>>('what stands on an item', {
  factory: () => ({}),
});

/** What stands at the foot of every agenda item; it is given `meeting` and `item`. Filled where rooms meet. */
export const ITEM_FOOT = new InjectionToken<LazyComponent | null>('what stands at the foot of an item', {
  factory: () => null,
});
