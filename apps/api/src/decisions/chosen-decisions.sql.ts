import type { DecisionQuery } from '@torv/shared/decisions';

/** What of a query chooses decisions; the rest says how they are shown. */
export type DecisionFilter = Partial<Omit<DecisionQuery, 'after' | 'limit' | 'sort' | 'count'>>;

/** How many of the decisions that a party, a goal or a word leads to are looked at, the newest first. */
export const mostCandidates = 1000;

const timezone = '(SELECT timezone FROM places_network WHERE id = $1)';
const dayStart = (day: string) => `((${day})::timestamp AT TIME ZONE ${timezone})`;
const idsOf = (candidates: string) => `d.id = ANY (ARRAY(${candidates}))`;

const bodyOf = (key: string) => `(SELECT id FROM bodies_body WHERE network_id = $1 AND key = ${key})`;
/** Later decisions after which an earlier one no longer stands. */
const ending = `SELECT c.changes_id FROM decisions_decision c WHERE c.network_id = $1 AND c.changes_id IS NOT NULL
  AND c.changes_kind IN ('supersedes', 'revokes')`;
/** The newest that bind each of some organisations, so that it costs what is shown; `past` is the keyset's condition. */
const bindingOn =
  (organisations: string) => (most: number | string, past: string) => `SELECT x.id FROM (${organisations}) o
  CROSS JOIN LATERAL (SELECT d.id FROM (SELECT *, decision_id AS id FROM decisions_bound) d
    WHERE d.network_id = $1 AND d.organisation_id = o.id AND d.binding ${past} ORDER BY d.decided_at DESC, d.id DESC LIMIT ${most}) x`;
const organisationOf = (key: string) =>
  `SELECT p.id FROM organisations_organisation p WHERE p.network_id = $1 AND p.key = ${key}`;
const organisationsOfReader = `SELECT DISTINCT g.scope_id AS id FROM platform_grant g WHERE g.network_id = $1 AND g.scope = 'organisation'`;
/** Decisions on proposals that are linked to something. */
const linkedTo = (what: 'goal' | 'area', ids: string) => `SELECT x.id FROM proposals_${what} l
  JOIN decisions_decision x ON x.network_id = l.network_id AND x.proposal_id = l.proposal_id
  WHERE l.network_id = $1 AND l.${what}_id IN (${ids}) ORDER BY x.decided_at DESC, x.id DESC LIMIT ${mostCandidates}`;
/** An area and all that lie in it. */
const within = (
  key: string,
) => `WITH RECURSIVE part AS (SELECT a.id FROM places_area a WHERE a.network_id = $1 AND a.key = ${key}
  UNION SELECT a.id FROM places_area a JOIN part ON a.parent_id = part.id WHERE a.network_id = $1) SELECT part.id FROM part`;
const themed = (key: string) => `SELECT gt.goal_id FROM strategies_theme t
  JOIN strategies_goal_theme gt ON gt.network_id = t.network_id AND gt.theme_id = t.id WHERE t.network_id = $1 AND t.key = ${key}`;
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
  if (filter.proposal !== undefined) also('proposal', `d.proposal_id = ${given(filter.proposal)}`);
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
  // These give the newest in the list's order: as many as are shown when no other filter takes any away.
  const alone = Object.values(filter).filter((one) => one !== undefined).length === 1;
  const newestOf = (candidates: (most: number | string, past: string) => string) =>
    idsOf(alone ? candidates(most, past) : candidates(mostCandidates, past));
  if (filter.binds !== undefined) also('binds', newestOf(bindingOn(organisationOf(given(filter.binds)))));
  if (filter.ours) also('ours', newestOf(bindingOn(organisationsOfReader)));
  if (filter.mine) also('mine', newestOf(ofMyBodies));
  if (filter.goal !== undefined) {
    const goal = `SELECT g.id FROM strategies_goal g WHERE g.network_id = $1 AND g.key = ${given(filter.goal)}`;
    also('goal', idsOf(linkedTo('goal', goal)));
  }
  if (filter.theme !== undefined) also('theme', idsOf(linkedTo('goal', themed(given(filter.theme)))));
  if (filter.area !== undefined) also('area', idsOf(linkedTo('area', within(given(filter.area)))));
  if (filter.open) also('open', idsOf(owed));
  if (filter.superseded === 'yes') also('superseded', idsOf(`${ending} LIMIT ${mostCandidates}`));
  if (filter.superseded === 'no') also('standing', `NOT EXISTS (${ending} AND c.changes_id = d.id)`);
  if (filter.since !== undefined) {
    const happened = `SELECT e.subject_id FROM platform_event e WHERE e.network_id = $1 AND e.seq > ${given(filter.since)}
      AND e.subject_kind = 'decision' ORDER BY e.seq DESC LIMIT ${mostCandidates}`;
    also('since', idsOf(happened));
  }
  return { conditions, names, ofWords };
}
