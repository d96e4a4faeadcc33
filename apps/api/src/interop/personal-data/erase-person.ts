import type { ClientBase } from 'pg';

/** How many decisions in the log lost a name, and the networks that the person belonged to. */
export interface Erased {
  decisions: number;
  networks: string[];
}

/**
 * Erases a person: name and address, everything that lets them in, and what they act by. What they did for an
 * organisation stays, by nobody's name; in the log the name is dropped with its salt, and a redaction entry says so.
 *
 * @param client as the worker or the owner: no request's role may
 * @returns null when there is nobody, or nobody any more
 */
export async function erasePerson(client: Pick<ClientBase, 'query'>, personId: string): Promise<Erased | null> {
  const { rows } = await client.query<{ erased: Erased | null }>('SELECT interop_erase_person($1) AS erased', [
    personId,
  ]);
  return rows[0]!.erased;
}
