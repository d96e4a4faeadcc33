/**
 * A statement with its values. With a `name` it is prepared once a connection and then only executed: hot reads have
 * one, and no two statements share a name.
 */
export interface Query {
  name?: string;
  text: string;
  values?: unknown[];
}
