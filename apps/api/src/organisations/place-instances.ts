import type { ClientBase } from 'pg';

/** `nextOn`: the day it meets next. */
export interface InstanceToPlace {
  organisation: string;
  name: string;
  kind: string;
  nextOn: string | null;
}

/**
 * Makes or updates the approving instances of organisations by their names; what the list does not name stays.
 *
 * @returns how many changed
 */
export async function placeInstances(client: ClientBase, networkId: string, all: InstanceToPlace[]): Promise<number> {
  const placed = await client.query(
    `INSERT INTO organisations_instance AS i (network_id, organisation_id, name, kind, next_on)
     SELECT $1, o.id, x.name, x.kind, x."nextOn" FROM jsonb_to_recordset($2::jsonb) AS x(organisation text, name text, kind text, "nextOn" date)
     JOIN organisations_organisation o ON o.network_id = $1 AND o.key = x.organisation
     ON CONFLICT (network_id, organisation_id, name) WHERE dissolved_at IS NULL DO UPDATE SET kind = excluded.kind, next_on = excluded.next_on
     WHERE (i.kind, i.next_on) IS DISTINCT FROM (excluded.kind, excluded.next_on)`,
    [networkId, JSON.stringify(all)],
  );
  return placed.rowCount ?? 0;
}
