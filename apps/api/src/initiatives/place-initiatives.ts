import type { ClientBase } from 'pg';
import { placeLinks } from '../platform/database/place-links';

/** `status` is a state of the initiative or the source's own word; null: the source says nothing, an idea. */
export interface InitiativeToPlace {
  key: string;
  name: string;
  kind: 'joint' | 'own';
  status: string | null;
  lead: string;
  partners: string[];
  core_task_owner: string | null;
  goals: string[];
  facility: string | null;
  recommendations: number[];
  example: boolean;
  recurs: string | null;
}

/** The source's word for what nobody has planned yet. It is an idea, and the word is kept beside it. */
const noPlan = 'in-no-plan';

/**
 * Makes or updates initiatives by their keys, names their partners and sets their goals. A new one begins in the state
 * that the source gives; one that is there keeps its state, and partners named in Torv stay named.
 *
 * @returns how many initiatives changed, how many partners were named and how many goals linked
 */
export async function placeInitiatives(
  client: ClientBase,
  networkId: string,
  initiatives: InitiativeToPlace[],
): Promise<{ initiatives: number; partners: number; initiativeGoals: number }> {
  const given = initiatives.map((one) => ({
    ...one,
    state: one.status === null || one.status === noPlan ? 'idea' : one.status,
    status_note: one.status === noPlan ? noPlan : null,
  }));
  const placed = await client.query(
    `INSERT INTO initiatives_initiative AS i (network_id, key, name, kind, state, lead_id, example, status_note, recurs, facility_id, recommendations)
     SELECT $1, x.key, x.name, x.kind, x.state, o.id, x.example, x.status_note, x.recurs, f.id, x.recommendations
     FROM jsonb_to_recordset($2::jsonb) AS x(key text, name text, kind text, state text, lead text, example boolean, status_note text,
       recurs text, facility text, recommendations integer[])
     JOIN organisations_organisation o ON o.network_id = $1 AND o.key = x.lead
     LEFT JOIN places_facility f ON f.network_id = $1 AND f.key = x.facility
     ON CONFLICT (network_id, key) DO UPDATE SET version = i.version + 1, name = excluded.name, kind = excluded.kind,
       lead_id = excluded.lead_id, example = excluded.example, status_note = excluded.status_note, recurs = excluded.recurs,
       facility_id = excluded.facility_id, recommendations = excluded.recommendations
     WHERE (i.name, i.kind, i.lead_id, i.example, i.status_note, i.recurs, i.facility_id, i.recommendations) IS DISTINCT FROM
       (excluded.name, excluded.kind, excluded.lead_id, excluded.example, excluded.status_note, excluded.recurs, excluded.facility_id,
        excluded.recommendations)`,
    [networkId, JSON.stringify(given)],
  );
  const partners = initiatives.flatMap(({ key, partners: named, core_task_owner: owner }) =>
    named.map((organisation) => ({ key, organisation, owner: organisation === owner })),
  );
  const named = await client.query(
    `INSERT INTO initiatives_partner AS p (network_id, initiative_id, organisation_id, core_task_owner)
     SELECT $1, i.id, o.id, x.owner FROM jsonb_to_recordset($2::jsonb) AS x(key text, organisation text, owner boolean)
     JOIN initiatives_initiative i ON i.network_id = $1 AND i.key = x.key
     JOIN organisations_organisation o ON o.network_id = $1 AND o.key = x.organisation
     ON CONFLICT (network_id, initiative_id, organisation_id) DO UPDATE SET core_task_owner = excluded.core_task_owner
     WHERE p.core_task_owner IS DISTINCT FROM excluded.core_task_owner`,
    [networkId, JSON.stringify(partners)],
  );
  const goals = await placeLinks(
    client,
    networkId,
    {
      table: 'initiatives_goal',
      from: { table: 'initiatives_initiative', column: 'initiative_id' },
      to: { table: 'strategies_goal', column: 'goal_id' },
    },
    initiatives.map(({ key, goals: to }) => ({ key, to })),
  );
  return { initiatives: placed.rowCount ?? 0, partners: named.rowCount ?? 0, initiativeGoals: goals };
}

/**
 * Joint initiatives that are active although no partner is committed: what a change of kind, lead or family may leave
 * behind, and the partner rule (constitution, 1) forbids.
 *
 * @returns their keys
 */
export async function activeWithoutPartner(client: ClientBase, networkId: string): Promise<string[]> {
  const { rows } = await client.query<{ key: string }>(
    `SELECT i.key FROM initiatives_initiative i WHERE i.network_id = $1 AND i.state = 'active' AND i.kind = 'joint'
       AND NOT initiatives_has_partner(i.network_id, i.id) ORDER BY i.key`,
    [networkId],
  );
  return rows.map((one) => one.key);
}
