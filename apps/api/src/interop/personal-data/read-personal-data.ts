import type { PersonalData } from '@torv/shared/interop';
import type { ClientBase } from 'pg';
import { notAnswered, placesOfPeople } from './where-people-stand';

/** Where something was comes first. */
const where = ['network', 'organisation', 'body', 'meeting'];
const inOrder = (row: Record<string, unknown>, order: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(order.flatMap((field) => (field in row ? [[field, row[field]]] : [])));

/**
 * Reads all that stands about a person, over all networks.
 *
 * @param client as the worker or the owner: rows about oneself stand also where one may no longer read
 */
export async function readPersonalData(client: Pick<ClientBase, 'query'>, personId: string): Promise<PersonalData> {
  const { rows } = await client.query<{ found: Record<string, Record<string, unknown>[]> }>(
    'SELECT interop_rows_about($1, $2) AS found',
    [personId, JSON.stringify(placesOfPeople)],
  );
  const found = rows[0]!.found;
  return {
    format: 'torv-personal-data/1',
    madeAt: new Date().toISOString(),
    sections: placesOfPeople.flatMap(({ section, table, column, fields }) => {
      const about = found[`${table}.${column}`] ?? [];
      const rows = about.map((row) => inOrder(row, [...where, ...fields]));
      return rows.length > 0 ? [{ section, table, rows }] : [];
    }),
    leftOut: Object.entries(notAnswered).map(([what, why]) => ({ what, why })),
  };
}
