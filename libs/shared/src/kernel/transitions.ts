/**
 * A state machine as a table: from each state, the states that may follow. The API allows by it; the web shows the
 * next steps from it. Tables import nothing but types, so that a browser which takes one takes no schema with it
 * (`libs/shared` is marked free of side effects).
 */
export type Transitions<S extends string> = Readonly<Record<S, readonly S[]>>;

/** True when `table` lets a thing in state `from` go to state `to`. */
export function mayGo<S extends string>(table: Transitions<S>, from: S, to: S): boolean {
  return table[from].includes(to);
}
