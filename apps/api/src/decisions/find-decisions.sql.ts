import { mostCounted } from '@torv/shared/decisions';
import type { Query } from '../platform/database/query';
import { type Chosen, chosenBy, type DecisionFilter, mostCandidates } from './chosen-decisions.sql';
import { decisionRowJoins, decisionRowJson } from './decisions.sql';

/** How many of the newest that match are put in order of how well they do. */
const mostRanked = 400;

/** A number as people write it: `styregruppen-2026-3`. */
const aNumber = /^[a-z0-9][a-z0-9-]*-\d{4}-\d{1,6}$/i;

const whereAll = (conditions: readonly string[]) => conditions.map((one) => `AND ${one}`).join(' ');

/** What holds the words that are asked for: ids with a rank, of those that the reader may see. */
const holding = (q: string, asked: string, cap: number | string, chosen: Chosen, more: string[] = []): string =>
  aNumber.test(q)
    ? `SELECT n.id, 0 AS rank FROM decisions_decision n WHERE n.network_id = $1 AND n.number = lower(${asked})`
    : `SELECT w.id, w.rank FROM decisions_found($1, ${asked}, ${[cap, ...chosen.ofWords, ...more].join(', ')}) w`;

/**
 * The list with filters: a statement of its own for each set of them, so that each is planned by its own index. Prepared
 * where it is one that people ask for often.
 *
 * @param after time and id of the decision after which the page begins
 */
const decisionsChosen = (
  networkId: string,
  filter: DecisionFilter,
  after: (string | number)[] | null,
  limit: number,
) => {
  const values: unknown[] = [networkId, limit + 1, ...(after ?? [])];
  const past = after ? '(d.decided_at, d.id) < ($3::timestamptz, $4::uuid)' : '';
  const { conditions, names } = chosenBy(filter, values, past && `AND ${past}`, '$2');
  if (past) {
    conditions.push(past);
    names.push('after');
  }
  return {
    ...(names.length <= 2 ? { name: `decisions-by-${names.join('-')}` } : {}),
    text: `SELECT d.id, d.decided_at::text AS decided, ${decisionRowJson}::text AS json
         FROM decisions_decision d ${decisionRowJoins}
         WHERE d.network_id = $1 ${whereAll(conditions)}
         ORDER BY d.decided_at DESC, d.id DESC LIMIT $2`,
    values,
  };
};

/**
 * Those that hold words, with the words marked on what is shown. The search gives candidates, each then asked for by its
 * key through row security.
 *
 * @param after rank, time and id of the decision after which the page begins
 */
const decisionsHolding = (
  networkId: string,
  filter: DecisionFilter & { q: string },
  after: (string | number)[] | null,
  limit: number,
  best: boolean,
) => {
  const values: unknown[] = [networkId, limit + 1, filter.q, ...(after ?? [])];
  const before = best ? [] : ['before_at => $5::timestamptz', 'before_id => $6::uuid'];
  const chosen = chosenBy(filter, values, '', '$2');
  const { conditions, ofWords } = chosen;
  // The search takes these filters itself; with others it must look at more than it shows.
  const alone = conditions.length === ofWords.length;
  const cap = best ? `${mostRanked}, ranked => true` : alone ? '$2' : mostCandidates;
  const found = holding(filter.q, '$3::text', cap, chosen, after ? before : []);
  const past = after ? ['(f.rank, d.decided_at, d.id) < ($4::integer, $5::timestamptz, $6::uuid)'] : [];
  return {
    text: `SELECT p.id, p.rank, p.decided, (p.json || jsonb_build_object('found', jsonb_build_object(
           'title', ts_headline('danish', p.title, p.sought, ${marks} || ', HighlightAll=true'),
           'snippet', CASE WHEN s.snippet LIKE '%' || chr(2) || '%' THEN s.snippet END)))::text AS json
         FROM (SELECT d.id, f.rank, d.decided_at, d.decided_at::text AS decided, ${decisionRowJson}::jsonb AS json, d.title,
             concat_ws(E'\\n', d.summary, d.text, d.rationale) AS said, decisions_words_asked($3) AS sought
           FROM (${found}) f
           CROSS JOIN LATERAL (SELECT * FROM decisions_decision x WHERE x.network_id = $1 AND x.id = f.id OFFSET 0) d ${decisionRowJoins}
           WHERE true ${whereAll([...conditions, ...past])}
           ORDER BY f.rank DESC, d.decided_at DESC, d.id DESC LIMIT $2) p
         CROSS JOIN LATERAL (SELECT ts_headline('danish', p.said, p.sought, ${marks} || ', MaxFragments=2, MaxWords=16, MinWords=8, FragmentDelimiter=" … "') AS snippet) s
         ORDER BY p.rank DESC, p.decided_at DESC, p.id DESC`,
    values,
  };
};

const marks = `'StartSel=' || chr(2) || ', StopSel=' || chr(3)`;

/** What a page's cursor holds: time and id, and before them the rank where words were searched for. */
export const placesOfCursor = (filter: DecisionFilter): 2 | 3 => (filter.q === undefined ? 2 : 3);

/**
 * The list with filters.
 *
 * @param after what the cursor held: `placesOfCursor` values
 * @param sort with words: the newest first, or those that match best of the newest
 */
export function decisionsMatching(
  networkId: string,
  filter: DecisionFilter,
  after: (string | number)[] | null,
  limit: number,
  sort: 'newest' | 'best' = 'newest',
): Query {
  const { q } = filter;
  return q === undefined
    ? decisionsChosen(networkId, filter, after, limit)
    : decisionsHolding(networkId, { ...filter, q }, after, limit, sort === 'best');
}

/** How many there are, as far as is counted. */
export function countOfDecisions(networkId: string, filter: DecisionFilter): Query {
  const values: unknown[] = [networkId, mostCounted + 1];
  const chosen = chosenBy(filter, values, '', '$2');
  const conditions = [...chosen.conditions];
  if (filter.q !== undefined) {
    const found = holding(filter.q, `$${values.push(filter.q)}::text`, mostCandidates, chosen);
    conditions.unshift(`d.id = ANY (ARRAY(SELECT f.id FROM (${found}) f))`);
  }
  return {
    text: `SELECT count(*)::int AS many FROM (SELECT FROM decisions_decision d WHERE d.network_id = $1 ${whereAll(conditions)} LIMIT $2) c`,
    values,
  };
}

/** What was probably meant by words that find nothing; null when there is no telling. */
export const meantBy = (networkId: string, q: string): Query => ({
  name: 'decisions-meant',
  text: 'SELECT decisions_meant($1, $2) AS meant',
  values: [networkId, q],
});
