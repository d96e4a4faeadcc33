import type { DecisionQuery } from '@torv/shared/decisions';

/** What of a query chooses decisions; the rest says how they are shown. */
export type DecisionFilter = Partial<Omit<DecisionQuery, 'after' | 'limit' | 'sort' | 'count'>>;

/** How many of the decisions that a party, a goal or a word leads to are looked at, the newest first. */
export const mostCandidates = 1000;

const timezone = '(SELECT timezone FROM places_network WHERE id = $1)';
const dayStart = (day: string) => `((${day})::timestamp AT TIME ZONE ${timezone})`;
const idsOf = (candidates: string) => `d.id = ANY (ARRAY(${candidates}))`;
const newest = (most: number | string) => `ORDER BY x.decided_at DESC, x.id DESC LIMIT ${most}`;

const bodyOf = (key: string) => `(SELECT id FROM bodies_body WHERE network_id = $1 AND key = ${key})`;
/** Later decisions after which an earlier one no longer stands. */
const ending = `SELECT c.changes_id FROM decisions_decision c WHERE c.network_id = $1 AND c.changes_id IS NOT NULL
  AND c.changes_kind IN ('supersedes', 'revokes')`;
const binding = (
  whom: string,
) => `SELECT x.id FROM decisions_decision x WHERE x.network_id = $1 AND x.outcome = 'adopted'
  AND EXISTS (SELECT FROM jsonb_array_elements(x.positions) p WHERE p->>'stance' IN ('endorse', 'reserve') AND ${whom}) ${newest(mostCandidates)}`;
const serving = (goals: string) => `SELECT x.id FROM proposals_goal pg
  JOIN decisions_decision x ON x.network_id = pg.network_id AND x.proposal_id = pg.proposal_id
  WHERE pg.network_id = $1 AND pg.goal_id IN (${goals}) ${newest(mostCandidates)}`;
const themed = (key: string) => `SELECT gt.goal_id FROM strategies_theme t
  JOIN strategies_goal_theme gt ON gt.network_id = t.network_id AND gt.theme_id = t.id WHERE t.network_id = $1 AND t.key = ${key}`;
const mine = `(p->'organisation'->>'id')::uuid IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'organisation')`;
const owed = `SELECT f.decision_id FROM decisions_follow_up f WHERE f.network_id = $1 AND f.state = 'owed'
  ORDER BY f.decision_id DESC LIMIT ${mostCandidates}`;
/** The newest of each body in which the reader sits, so that it costs what is shown. */
const ofMyBodies = (most: number | string, past: string) => `SELECT x.id
  FROM (SELECT DISTINCT g.scope_id AS body_id FROM platform_grant g WHERE g.network_id = $1 AND g.scope = 'body') s
  CROSS JOIN LATERAL (SELECT d.id FROM decisions_decision d WHERE d.network_id = $1 AND d.body_id = s.body_id ${past}
    ORDER BY d.decided_at DESC, d.id DESC LIMIT ${most}) x`;

/** A filter as SQL over `d`, each condition led to by an index; $1 is the network. */
export interface Chosen {
  conditions: string[];
  /** Which they are, for a statement's name. */
  names: string[];
  /** Those that the search for words takes too, as its arguments. */
  ofWords: string[];
}

/**
 * @param values the statement's values; those of the filter are added
 * @param past the keyset's condition, when the page begins after a place
 * @param most how many the page asks for
 */
export function chosenBy(filter: DecisionFilter, values: unknown[], past: string, most: number | string): Chosen {
  const conditions: string[] = [];
  const names: string[] = [];
  const ofWords: string[] = [];
  const also = (name: string, condition: string, word?: string) => {
    names.push(name);
    conditions.push(condition);
    if (word) ofWords.push(word);
  };
  const given = (value: unknown) => `$${values.push(value)}`;
  if (filter.body !== undefined) {
    const body = bodyOf(given(filter.body));
    also('body', `d.body_id = ${body}`, `of_body => ${body}`);
  }
  if (filter.meeting !== undefined) also('meeting', `d.meeting_id = ${given(filter.meeting)}`);
  if (filter.outcome !== undefined) {
    const outcome = given(filter.outcome);
    also('outcome', `d.outcome = ${outcome}`, `with_outcome => ${outcome}`);
  }
  if (filter.year !== undefined) {
    const year = `${given(filter.year)}::int`;
    const [first, next] = [dayStart(`make_date(${year}, 1, 1)`), dayStart(`make_date(${year} + 1, 1, 1)`)];
    also('year', `d.decided_at >= ${first} AND d.decided_at < ${next}`);
  }
  if (filter.from !== undefined) {
    const from = dayStart(`${given(filter.from)}::date`);
    also('from', `d.decided_at >= ${from}`, `since => ${from}`);
  }
  if (filter.to !== undefined) {
    const to = dayStart(`${given(filter.to)}::date + 1`);
    also('to', `d.decided_at < ${to}`, `until => ${to}`);
  }
  if (filter.binds !== undefined) also('binds', idsOf(binding(`p->'organisation'->>'key' = ${given(filter.binds)}`)));
  if (filter.ours) also('ours', idsOf(binding(mine)));
  if (filter.goal !== undefined) {
    const goal = `SELECT g.id FROM strategies_goal g WHERE g.network_id = $1 AND g.key = ${given(filter.goal)}`;
    also('goal', idsOf(serving(goal)));
  }
  if (filter.theme !== undefined) also('theme', idsOf(serving(themed(given(filter.theme)))));
  if (filter.open) also('open', idsOf(owed));
  if (filter.superseded === 'yes') also('superseded', idsOf(`${ending} LIMIT ${mostCandidates}`));
  if (filter.superseded === 'no') also('standing', `NOT EXISTS (${ending} AND c.changes_id = d.id)`);
  if (filter.since !== undefined) {
    const happened = `SELECT e.subject_id FROM platform_event e WHERE e.network_id = $1 AND e.seq > ${given(filter.since)}
      AND e.subject_kind = 'decision' ORDER BY e.seq DESC LIMIT ${mostCandidates}`;
    also('since', idsOf(happened));
  }
  if (filter.mine) {
    const alone = conditions.length === 0 && filter.q === undefined;
    also('mine', idsOf(ofMyBodies(alone ? most : mostCandidates, past)));
  }
  return { conditions, names, ofWords };
}
