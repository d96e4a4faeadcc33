import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal } from '../platform/errors/refusal';

/** What a proposal is linked to, by key. */
export interface Concerns {
  goals?: string[] | undefined;
  areas?: string[] | undefined;
  objectives?: string[] | undefined;
}

const links = {
  goals: {
    table: 'proposals_goal',
    column: 'goal_id',
    of: 'strategies_goal',
    da: 'ingen fælles målsætning',
    en: 'goal',
  },
  areas: { table: 'proposals_area', column: 'area_id', of: 'places_area', da: 'intet område', en: 'area' },
  objectives: {
    table: 'proposals_objective',
    column: 'objective_id',
    of: 'strategies_objective',
    da: 'ingen målsætning i en strategi',
    en: 'objective',
  },
} as const;

/**
 * Links the proposal to exactly what is named; a kind that is not named keeps its links.
 *
 * @throws Refusal PLATFORM.NOT_FOUND at `goals`, `areas` or `objectives`, naming each key that there is none of
 */
export async function linkWhatItConcerns(work: Work, proposalId: string, concerns: Concerns): Promise<void> {
  for (const kind of ['goals', 'areas', 'objectives'] as const) {
    const keys = concerns[kind];
    if (!keys) continue;
    const { table, column, of, da, en } = links[kind];
    await work.row({
      text: `DELETE FROM ${table} WHERE network_id = $1 AND proposal_id = $2`,
      values: [work.networkId, proposalId],
    });
    const linked = await work.rows<{ key: string }>({
      text: `WITH found AS (SELECT id, key FROM ${of} WHERE network_id = $1 AND key = ANY ($3)),
               linked AS (INSERT INTO ${table} (network_id, proposal_id, ${column}) SELECT $1, $2, id FROM found)
             SELECT key FROM found`,
      values: [work.networkId, proposalId, keys],
    });
    const unknown = keys.filter((key) => !linked.some((row) => row.key === key));
    if (unknown.length === 0) continue;
    throw new Refusal(
      notFound,
      unknown.map((key) => ({
        path: kind,
        message: { da: `Der er ${da} »${key}« i netværket.`, en: `There is no ${en} "${key}" in this network.` },
      })),
    );
  }
}
