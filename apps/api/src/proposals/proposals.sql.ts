import type { Visibility } from '@torv/shared/kernel';
import type { OrganisationRef } from '@torv/shared/organisations';
import type { Stance } from '@torv/shared/proposals';
import { bodyJson } from '../bodies/body-json';
import { organisationJson } from '../organisations/organisation-json';
import type { Query } from '../platform/database/query';
import { goalJson } from '../strategies/goal-json';

/** The current word of each organisation: its latest revision. Alias `p` is the proposal. */
const currentPositions = `SELECT DISTINCT ON (x.organisation_id) x.* FROM proposals_position x
  WHERE x.network_id = p.network_id AND x.proposal_id = p.id ORDER BY x.organisation_id, x.revision DESC`;

const asked = `SELECT DISTINCT s.organisation_id FROM bodies_seat s WHERE s.network_id = p.network_id AND s.body_id = p.body_id
  AND s.voting AND s.valid_from <= now() AND s.valid_until > now()`;

const runByActor = `p.body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run')`;

/** True when the actor may state a position for the organisation, alone or with another. */
const mayState = (organisation: string) =>
  `${organisation} IN (SELECT b.organisation_id FROM organisations_authority_of_actor b WHERE b.subject = 'positions')`;

/** Names of those who may state a position for the organisation `o` today. */
const boundBy = `coalesce((SELECT json_agg(DISTINCT i.name) FROM organisations_authority a JOIN identity_person i ON i.id = a.person_id
  JOIN organisations_affiliation f ON f.network_id = a.network_id AND f.organisation_id = a.organisation_id AND f.person_id = a.person_id
    AND f.valid_from <= now() AND f.valid_until > now()
  WHERE a.network_id = o.network_id AND a.organisation_id = o.id AND a.subject = 'positions'
    AND a.valid_from <= now() AND a.valid_until > now()), '[]')`;

/** What the organisation said before its current word `c`, newest first: nothing said is lost. */
const earlierWords = `coalesce((SELECT json_agg(json_build_object('stance', e.stance, 'text', e.text, 'statedBy', coalesce(ei.name, ''),
    'statedAt', e.stated_at) ORDER BY e.revision DESC)
  FROM proposals_position e LEFT JOIN identity_person ei ON ei.id = e.stated_by
  WHERE e.network_id = c.network_id AND e.proposal_id = c.proposal_id AND e.organisation_id = c.organisation_id AND e.revision < c.revision), '[]')`;

/** Newest first, keyset on creation and id. */
export const proposalsOfNetwork = (
  networkId: string,
  filter: { body?: string | undefined; state?: string | undefined },
  after: (string | number)[] | null,
  limit: number,
): Query => ({
  name: 'proposals-of-network',
  text: `SELECT p.id, p.created_at::text AS created, json_build_object('id', p.id, 'title', p.title, 'state', p.state, 'body', ${bodyJson('b')},
           'visibility', p.visibility, 'meetingId', p.meeting_id, 'askedBy', p.asked_by, 'createdAt', p.created_at,
           'asked', (SELECT count(*) FROM (${asked}) a),
           'stated', (SELECT count(DISTINCT x.organisation_id) FROM proposals_position x WHERE x.network_id = p.network_id AND x.proposal_id = p.id))::text AS json
         FROM proposals_proposal p JOIN bodies_body b ON b.network_id = p.network_id AND b.id = p.body_id
         WHERE p.network_id = $1 AND ($2::text IS NULL OR b.key = $2) AND ($3::text IS NULL OR p.state = $3 OR ($3 = 'open' AND p.state = 'on-agenda'))
           AND ($4::timestamptz IS NULL OR (p.created_at, p.id) < ($4, $5::uuid))
         ORDER BY p.created_at DESC, p.id DESC LIMIT $6`,
  values: [networkId, filter.body ?? null, filter.state ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
});

/** One proposal whole (`ProposalView`), with its version. */
export const proposalById = (networkId: string, id: string): Query => ({
  name: 'proposal-by-id',
  text: `SELECT p.version, json_build_object('id', p.id, 'title', p.title, 'state', p.state, 'version', p.version, 'body', ${bodyJson('b')},
           'text', p.text, 'background', p.background, 'visibility', p.visibility,
           'goals', coalesce((SELECT json_agg(${goalJson('g')} ORDER BY g.name) FROM proposals_goal pg
             JOIN strategies_goal g ON g.network_id = pg.network_id AND g.id = pg.goal_id
             WHERE pg.network_id = p.network_id AND pg.proposal_id = p.id), '[]'),
           'areas', coalesce((SELECT json_agg(json_build_object('key', a.key, 'name', a.name) ORDER BY a.name) FROM proposals_area pa
             JOIN places_area a ON a.network_id = pa.network_id AND a.id = pa.area_id
             WHERE pa.network_id = p.network_id AND pa.proposal_id = p.id), '[]'),
           'objectives', coalesce((SELECT json_agg(json_build_object('key', x.key, 'name', x.name, 'strategyKey', s.key, 'strategyName', s.name) ORDER BY s.name, x.name)
             FROM proposals_objective po JOIN strategies_objective x ON x.network_id = po.network_id AND x.id = po.objective_id
             JOIN strategies_strategy s ON s.network_id = x.network_id AND s.id = x.strategy_id
             WHERE po.network_id = p.network_id AND po.proposal_id = p.id), '[]'),
           'author', coalesce(w.name, ''), 'createdAt', p.created_at,
           'meeting', CASE WHEN m.id IS NULL THEN NULL ELSE json_build_object('id', m.id, 'title', m.title, 'startsAt', m.starts_at, 'itemId', p.item_id) END,
           'withdrawnReason', p.withdrawn_reason, 'askedBy', p.asked_by,
           'versions', (SELECT count(*) FROM proposals_version v WHERE v.network_id = p.network_id AND v.proposal_id = p.id),
           'asked', coalesce((SELECT json_agg(json_build_object('organisation', ${organisationJson('o')}, 'boundBy', ${boundBy}) ORDER BY o.name) FROM organisations_organisation o
             WHERE o.network_id = p.network_id AND o.id IN (${asked})), '[]'),
           'positions', coalesce((SELECT json_agg(json_build_object('id', c.id, 'organisation', ${organisationJson('o')}, 'stance', c.stance, 'text', c.text,
               'statedBy', coalesce(i.name, ''), 'statedWith', iw.name, 'recordedBy', ir.name, 'terms', c.terms, 'statedAt', c.stated_at, 'revision', c.revision,
               'onVersion', c.on_version, 'onEarlierText', c.on_version < p.text_version, 'earlier', ${earlierWords}) ORDER BY o.name)
             FROM (${currentPositions}) c JOIN organisations_organisation o ON o.network_id = c.network_id AND o.id = c.organisation_id
             LEFT JOIN identity_person i ON i.id = c.stated_by LEFT JOIN identity_person iw ON iw.id = c.with_id
             LEFT JOIN identity_person ir ON ir.id = c.recorded_by), '[]'),
           'pending', CASE WHEN p.state NOT IN ('open', 'on-agenda') THEN '[]' ELSE coalesce((SELECT json_agg(json_build_object('id', w.id, 'organisation', ${organisationJson('o')},
               'stance', w.stance, 'text', w.text, 'statedBy', coalesce(i.name, ''), 'statedAt', w.stated_at, 'onEarlierText', w.on_version < p.text_version,
               'mine', w.stated_by = platform_actor(), 'mayConfirm', w.stated_by <> platform_actor() AND ${mayState('w.organisation_id')}) ORDER BY o.name)
             FROM proposals_pending w JOIN organisations_organisation o ON o.network_id = w.network_id AND o.id = w.organisation_id
             LEFT JOIN identity_person i ON i.id = w.stated_by
             WHERE w.network_id = p.network_id AND w.proposal_id = p.id AND w.ended_at IS NULL), '[]') END,
           'statesAs', CASE WHEN p.state NOT IN ('open', 'on-agenda') THEN '[]' ELSE coalesce((SELECT json_agg(json_build_object('organisation', o.key, 'alone', NOT b.together,
               'instances', coalesce((SELECT json_agg(json_build_object('id', y.id, 'name', y.name, 'on', y.next_on) ORDER BY y.name) FROM organisations_instance y
                 WHERE y.network_id = o.network_id AND y.organisation_id = o.id AND y.dissolved_at IS NULL), '[]'),
               'approval', CASE WHEN x.id IS NULL THEN NULL ELSE json_build_object('instance', x.name, 'kind', x.kind, 'on', x.next_on) END) ORDER BY o.name)
             FROM (SELECT DISTINCT ON (b.organisation_id) b.* FROM organisations_authority_of_actor b WHERE b.network_id = p.network_id AND b.subject = 'positions'
               ORDER BY b.organisation_id, b.together, b.instance_id IS NOT NULL, b.id) b
             JOIN organisations_organisation o ON o.network_id = b.network_id AND o.id = b.organisation_id
             LEFT JOIN organisations_instance x ON x.network_id = b.network_id AND x.id = b.instance_id
             WHERE o.id IN (${asked})), '[]') END,
           'mayStateFor', CASE WHEN p.state NOT IN ('open', 'on-agenda') THEN '[]' ELSE coalesce((SELECT json_agg(o.key ORDER BY o.name) FROM organisations_organisation o
             WHERE o.network_id = p.network_id AND o.id IN (${asked})
               AND ${mayState('o.id')}), '[]') END,
           'may', CASE WHEN p.state NOT IN ('decided', 'withdrawn') THEN (SELECT coalesce(json_agg(w.word), '[]') FROM (VALUES
               ('proposals.edit', p.author_id = platform_actor() OR ${runByActor}),
               ('proposals.place', p.state IN ('draft', 'open') AND ${runByActor}),
               ('proposals.ask', p.state IN ('draft', 'open', 'on-agenda') AND ${runByActor})) AS w (word, given) WHERE w.given) ELSE '[]' END)::text AS json
         FROM proposals_proposal p JOIN bodies_body b ON b.network_id = p.network_id AND b.id = p.body_id
         LEFT JOIN identity_person w ON w.id = p.author_id
         LEFT JOIN meetings_meeting m ON m.network_id = p.network_id AND m.id = p.meeting_id
         WHERE p.network_id = $1 AND p.id = $2`,
  values: [networkId, id],
});

/** What a proposal has said since others could read it (`ProposalVersions`), newest first. */
export const versionsOfProposal = (networkId: string, id: string): Query => ({
  name: 'versions-of-proposal',
  text: `SELECT p.version, json_build_object('items', coalesce((SELECT json_agg(v.json ORDER BY v.number DESC) FROM (
             SELECT x.number, json_build_object('number', x.number, 'title', x.title, 'text', x.text, 'background', x.background,
               'writtenBy', coalesce(w.name, ''), 'writtenAt', x.written_at) AS json
             FROM proposals_version x LEFT JOIN identity_person w ON w.id = x.written_by
             WHERE x.network_id = p.network_id AND x.proposal_id = p.id ORDER BY x.number DESC LIMIT 200) v), '[]'))::text AS json
         FROM proposals_proposal p WHERE p.network_id = $1 AND p.id = $2`,
  values: [networkId, id],
});

/** Each organisation's word on the proposal `p` as it stands now, by key. */
export const standingPositions = `coalesce((SELECT json_agg(json_build_object('organisation', ${organisationJson('o')}, 'stance', c.stance, 'text', c.text) ORDER BY o.key)
  FROM (${currentPositions}) c JOIN organisations_organisation o ON o.network_id = c.network_id AND o.id = c.organisation_id), '[]')`;

/** The open proposal that stands on an agenda item, with each organisation's word as it stands now. */
export interface ProposalOnItem {
  id: string;
  text: string;
  visibility: Visibility;
  positions: { organisation: OrganisationRef; stance: Stance; text: string | null }[];
}
export const proposalOnItem = (networkId: string, itemId: string): Query => ({
  name: 'proposal-on-item',
  text: `SELECT p.id, p.text, p.visibility, ${standingPositions} AS positions
         FROM proposals_proposal p WHERE p.network_id = $1 AND p.item_id = $2 AND p.state = 'on-agenda'`,
  values: [networkId, itemId],
});

/** Takes a proposal off its agenda: what was postponed is open, and can be placed again. */
export const returnProposal = (networkId: string, id: string): Query => ({
  name: 'return-proposal',
  text: `UPDATE proposals_proposal SET state = 'open', meeting_id = NULL, item_id = NULL, version = version + 1 WHERE network_id = $1 AND id = $2`,
  values: [networkId, id],
});

/** Marks a proposal decided, for good. */
export const settleProposal = (networkId: string, id: string): Query => ({
  name: 'settle-proposal',
  text: `UPDATE proposals_proposal SET state = 'decided', version = version + 1 WHERE network_id = $1 AND id = $2`,
  values: [networkId, id],
});
