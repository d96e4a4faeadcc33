import type { ClientBase } from 'pg';

export interface PersonToPlace {
  email: string;
  name: string;
  language: string;
}

/**
 * Makes or renames the people of a demonstration by their addresses. The language is given once: it is theirs to
 * change. It gives nobody a password.
 *
 * @returns each person's id by address, and how many changed
 */
export async function placePeople(
  client: ClientBase,
  people: PersonToPlace[],
): Promise<{ ids: Map<string, string>; changed: number }> {
  const placed = await client.query(
    `INSERT INTO identity_person AS p (email, name, language, demo)
     SELECT x.email, x.name, x.language, true FROM jsonb_to_recordset($1::jsonb) AS x(email text, name text, language text)
     ON CONFLICT (email) DO UPDATE SET name = excluded.name, demo = true WHERE (p.name, p.demo) IS DISTINCT FROM (excluded.name, true)`,
    [JSON.stringify(people)],
  );
  const found = await client.query<{ id: string; email: string }>(
    'SELECT id, email FROM identity_person WHERE email = ANY ($1)',
    [people.map((one) => one.email)],
  );
  return { ids: new Map(found.rows.map((one) => [one.email, one.id])), changed: placed.rowCount ?? 0 };
}
