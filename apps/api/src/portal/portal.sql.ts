import { erasedWords } from '@torv/shared/kernel';
import type { Query } from '../platform/database/query';

const publicDecision = `json_build_object('number', d.number, 'title', d.title, 'outcome', d.outcome, 'summary', coalesce(d.summary, '${erasedWords}'), 'text', coalesce(d.text, '${erasedWords}'),
  'rationale', coalesce(d.rationale, '${erasedWords}'), 'decidedAt', d.decided_at, 'body', json_build_object('key', b.key, 'name', b.name),
  'positions', (SELECT coalesce(json_agg(json_build_object('organisation', p->'organisation'->>'name', 'stance', p->>'stance', 'text', p->>'text')), '[]')
    FROM jsonb_array_elements(d.positions) p))`;

/** Public decisions, newest first; asked as nobody, and said again here so that a signed-in reader gets the same. */
export const publicDecisions = (networkId: string, after: (string | number)[] | null, limit: number): Query => ({
  name: 'public-decisions',
  text: `SELECT d.id, d.decided_at::text AS decided, ${publicDecision}::text AS json
         FROM decisions_decision d JOIN bodies_body b ON b.network_id = d.network_id AND b.id = d.body_id
         WHERE d.network_id = $1 AND d.visibility = 'public' AND ($2::timestamptz IS NULL OR (d.decided_at, d.id) < ($2, $3::uuid))
         ORDER BY d.decided_at DESC, d.id DESC LIMIT $4`,
  values: [networkId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
});

export const publicDecisionByNumber = (networkId: string, number: string): Query => ({
  name: 'public-decision',
  text: `SELECT ${publicDecision}::text AS json FROM decisions_decision d JOIN bodies_body b ON b.network_id = d.network_id AND b.id = d.body_id
         WHERE d.network_id = $1 AND d.number = $2 AND d.visibility = 'public'`,
  values: [networkId, number],
});
