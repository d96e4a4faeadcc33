import { bodyJson } from '../bodies/body-json';
import { reviewsDue } from '../decisions/chain.sql';
import { decisionRowJson, decisionRowJoins } from '../decisions/decisions.sql';
import { stateNow } from '../initiatives/initiatives.sql';
import { meetingRowJson } from '../meetings/meetings.sql';
import { organisationJson } from '../organisations/organisation-json';
import type { Query } from '../platform/database/query';
import { isDue } from '../proposals/procedures.sql';

/** How far the reader has read; null before their first visit. */
export const visitOfActor = (networkId: string): Query => ({
  name: 'visit-of-actor',
  text: `SELECT c.last_event AS up_to, v.seen, v.seen_at FROM platform_counter c
         LEFT JOIN overview_visit v ON v.network_id = c.network_id AND v.person_id = platform_actor() WHERE c.network_id = $1`,
  values: [networkId],
});

export const markVisit = (networkId: string, seq: number): Query => ({
  text: `INSERT INTO overview_visit (network_id, person_id, seen)
         SELECT network_id, platform_actor(), least($2::bigint, last_event) FROM platform_counter WHERE network_id = $1
         ON CONFLICT (network_id, person_id) DO UPDATE SET seen = excluded.seen, seen_at = now()`,
  values: [networkId, seq],
});

/** It only wakes pages: what is new is for some to see and for the others nothing. */
export const awaits = 'proposals.position-awaits';

/**
 * What happened after `since`, oldest first. The subject is joined through its own row security, so a happening
 * whose subject the reader may not see is left out whole. That someone's word waits for a second is for their own
 * organisation: it wakes pages, and says nobody's name.
 */
export const happeningsSince = (networkId: string, since: number, limit: number): Query => ({
  name: 'happenings-since',
  text: `SELECT json_build_object('seq', e.seq, 'kind', e.kind, 'at', e.occurred_at, 'by', CASE WHEN e.kind = '${awaits}' THEN NULL ELSE p.name END,
           'subject', json_build_object('kind', e.subject_kind, 'id', e.subject_id, 'key', s.key, 'title', s.title),
           'organisation', CASE WHEN o.id IS NULL THEN NULL ELSE ${organisationJson('o')} END, 'word', e.word) AS json
         FROM platform_event e
         CROSS JOIN LATERAL (
           SELECT m.title, NULL AS key FROM meetings_meeting m WHERE e.subject_kind = 'meeting' AND m.network_id = e.network_id AND m.id = e.subject_id
           UNION ALL SELECT p.title, NULL FROM proposals_proposal p WHERE e.subject_kind = 'proposal' AND p.network_id = e.network_id AND p.id = e.subject_id
           UNION ALL SELECT d.title, d.number FROM decisions_decision d WHERE e.subject_kind = 'decision' AND d.network_id = e.network_id AND d.id = e.subject_id
           UNION ALL SELECT b.name, b.key FROM bodies_body b WHERE e.subject_kind = 'body' AND b.network_id = e.network_id AND b.id = e.subject_id
           UNION ALL SELECT i.name, i.key FROM initiatives_initiative i WHERE e.subject_kind = 'initiative' AND i.network_id = e.network_id AND i.id = e.subject_id
           UNION ALL SELECT o.name, o.key FROM organisations_organisation o WHERE e.subject_kind = 'organisation' AND o.network_id = e.network_id AND o.id = e.subject_id) s
         LEFT JOIN identity_person p ON p.id = e.actor_id
         LEFT JOIN organisations_organisation o ON o.network_id = e.network_id AND o.id = e.organisation_id
         WHERE e.network_id = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3`,
  values: [networkId, since, limit],
});

/** Decisions recorded after `since`, newest first. */
export const decisionsSince = (networkId: string, since: number): Query => ({
  name: 'decisions-since',
  // From the newest event backwards, each decision by its key: OFFSET 0 keeps the planner from reading all decisions at once.
  text: `SELECT ${decisionRowJson} AS json FROM platform_event e
         CROSS JOIN LATERAL (SELECT * FROM decisions_decision d WHERE d.network_id = e.network_id AND d.id = e.subject_id OFFSET 0) d ${decisionRowJoins}
         WHERE e.network_id = $1 AND e.seq > $2 AND e.kind = 'decisions.recorded' ORDER BY e.seq DESC LIMIT 20`,
  values: [networkId, since],
});

const bound = (subject: string) =>
  `(SELECT x.organisation_id FROM organisations_bound_by_actor x WHERE x.subject = '${subject}')`;

/** Once a statement, not once a row. */
const today = '(SELECT places_today($1))';
const ofBodiesRun = `d.body_id = ANY (ARRAY(SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run'))`;

/** What waits for the reader: their organisations' words, bids and debts, the meetings they run, their drafts. */
export const needsOfActor = (networkId: string): Query => ({
  name: 'needs-of-actor',
  text: `SELECT json FROM (
      SELECT 1 AS rank, coalesce(p.asked_by::text, m.starts_at::text) AS due, json_build_object('kind', 'position', 'proposal', json_build_object('id', p.id, 'title', p.title),
          'organisation', ${organisationJson('o')},
          'again', EXISTS (SELECT FROM proposals_position x WHERE x.network_id = p.network_id AND x.proposal_id = p.id AND x.organisation_id = o.id),
          'askedBy', p.asked_by, 'meeting', CASE WHEN m.id IS NULL THEN NULL ELSE json_build_object('id', m.id, 'startsAt', m.starts_at) END) AS json
        FROM proposals_proposal p JOIN organisations_organisation o ON o.network_id = p.network_id
        LEFT JOIN meetings_meeting m ON m.network_id = p.network_id AND m.id = p.meeting_id
        WHERE p.network_id = $1 AND p.state IN ('open', 'on-agenda') AND o.id IN (SELECT x.organisation_id FROM organisations_authority_of_actor x WHERE x.subject = 'positions')
          AND NOT EXISTS (SELECT FROM proposals_pending w WHERE w.network_id = p.network_id AND w.proposal_id = p.id AND w.organisation_id = o.id
            AND w.ended_at IS NULL AND w.stated_by = platform_actor())
          AND EXISTS (SELECT FROM bodies_seat s WHERE s.network_id = p.network_id AND s.body_id = p.body_id AND s.organisation_id = o.id
            AND s.voting AND s.valid_from <= now() AND s.valid_until > now())
          AND NOT EXISTS (SELECT FROM proposals_position x WHERE x.network_id = p.network_id AND x.proposal_id = p.id AND x.organisation_id = o.id
            AND x.on_version >= p.text_version)
      UNION ALL
      SELECT 2, f.due::text, json_build_object('kind', 'follow-up', 'followUp', json_build_object('id', f.id, 'task', f.task, 'due', f.due, 'decision', d.number),
          'organisation', ${organisationJson('o')})
        FROM decisions_follow_up f JOIN decisions_decision d ON d.network_id = f.network_id AND d.id = f.decision_id
        JOIN organisations_organisation o ON o.network_id = f.network_id AND o.id = f.organisation_id
        WHERE f.network_id = $1 AND f.state = 'owed' AND f.organisation_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'organisation')
      UNION ALL
      SELECT 2, f.due::text, json_build_object('kind', 'overdue', 'followUp', json_build_object('id', f.id, 'task', f.task, 'due', f.due, 'decision', d.number),
          'organisation', ${organisationJson('o')})
        FROM decisions_follow_up f JOIN decisions_decision d ON d.network_id = f.network_id AND d.id = f.decision_id
        JOIN organisations_organisation o ON o.network_id = f.network_id AND o.id = f.organisation_id
        WHERE f.network_id = $1 AND f.state = 'owed' AND f.due < ${today} AND ${ofBodiesRun}
          AND f.organisation_id NOT IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'organisation')
      UNION ALL
      SELECT 2, d.review_on::text, json_build_object('kind', 'review', 'decision', json_build_object('number', d.number, 'title', d.title, 'reviewOn', d.review_on),
          'body', ${bodyJson('b')})
        FROM decisions_decision d JOIN bodies_body b ON b.network_id = d.network_id AND b.id = d.body_id
        WHERE d.network_id = $1 AND ${ofBodiesRun} AND ${reviewsDue(today)}
      UNION ALL
      SELECT 1, r.due::text, json_build_object('kind', 'ratification', 'decision', json_build_object('number', d.number, 'title', d.title), 'organisation', ${organisationJson('o')}, 'by', r.due)
        FROM decisions_ratification r JOIN decisions_decision d ON d.network_id = r.network_id AND d.id = r.decision_id
        JOIN organisations_organisation o ON o.network_id = r.network_id AND o.id = r.organisation_id
        WHERE r.network_id = $1 AND r.answer IS NULL AND r.organisation_id IN ${bound('ratifications')}
          AND r.decision_id NOT IN (SELECT x.subject_id FROM platform_exclusion x)
      UNION ALL
      SELECT 1, r.answered_on::text, json_build_object('kind', 'came-back', 'decision', json_build_object('number', d.number, 'title', d.title), 'organisation', ${organisationJson('o')}, 'answer', r.answer)
        FROM decisions_ratification r JOIN decisions_decision d ON d.network_id = r.network_id AND d.id = r.decision_id
        JOIN organisations_organisation o ON o.network_id = r.network_id AND o.id = r.organisation_id
        WHERE r.network_id = $1 AND r.answer IN ('declines', 'reserves') AND r.body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run')
          AND r.decision_id NOT IN (SELECT x.subject_id FROM platform_exclusion x)
          AND NOT EXISTS (SELECT FROM decisions_taken_up t JOIN decisions_ratification_answer a ON a.network_id = t.network_id AND a.id = t.answer_id
            WHERE a.network_id = r.network_id AND a.ratification_id = r.id AND a.revision = r.version - 1)
      UNION ALL
      SELECT 3, NULL, json_build_object('kind', 'commitment', 'initiative', json_build_object('key', i.key, 'name', i.name), 'organisation', ${organisationJson('o')})
        FROM initiatives_partner ip JOIN initiatives_initiative i ON i.network_id = ip.network_id AND i.id = ip.initiative_id
        JOIN organisations_organisation o ON o.network_id = ip.network_id AND o.id = ip.organisation_id
        WHERE ip.network_id = $1 AND ip.organisation_id IN ${bound('commitments')} AND i.state IN ('proposed', 'ready', 'idea', 'paused')
          AND EXISTS (SELECT FROM initiatives_proposal l JOIN proposals_proposal p ON p.network_id = l.network_id AND p.id = l.proposal_id
            WHERE l.network_id = i.network_id AND l.initiative_id = i.id AND p.state IN ('open', 'on-agenda', 'decided'))
          AND NOT EXISTS (SELECT FROM initiatives_commitment c WHERE c.network_id = ip.network_id AND c.initiative_id = i.id
            AND c.organisation_id = ip.organisation_id AND c.withdrawn_at IS NULL AND c.valid_until >= places_today(c.network_id))
      UNION ALL
      SELECT 0, m.starts_at::text, json_build_object('kind', 'meeting', 'meeting', json_build_object('id', m.id, 'title', m.title, 'startsAt', m.starts_at, 'state', m.state), 'body', ${bodyJson('b')})
        FROM meetings_meeting m JOIN bodies_body b ON b.network_id = m.network_id AND b.id = m.body_id
        WHERE m.network_id = $1 AND m.body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run')
          AND (m.state = 'open' OR (m.state IN ('planned', 'called') AND m.starts_at < now() + interval '1 day'))
      UNION ALL
      SELECT 1, c.due::text, json_build_object('kind', 'consideration', 'proposal', json_build_object('id', p.id, 'title', p.title), 'body', ${bodyJson('b')}, 'due', c.due)
        FROM proposals_consideration c JOIN proposals_proposal p ON p.network_id = c.network_id AND p.id = c.proposal_id
        JOIN bodies_body b ON b.network_id = c.network_id AND b.id = c.body_id
        WHERE c.network_id = $1 AND c.state = 'waiting' AND c.body_id = ANY (ARRAY(SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run'))
          AND c.proposal_id NOT IN (SELECT x.subject_id FROM platform_exclusion x)
      UNION ALL
      SELECT 1, x.deadline::text, json_build_object('kind', 'procedure', 'proposal', json_build_object('id', p.id, 'title', p.title), 'procedure', x.id)
        FROM proposals_procedure x JOIN proposals_proposal p ON p.network_id = x.network_id AND p.id = x.proposal_id
        WHERE x.network_id = $1 AND x.ended_at IS NULL AND ${isDue} AND x.body_id = ANY (ARRAY(SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'chair'))
          AND x.proposal_id NOT IN (SELECT e.subject_id FROM platform_exclusion e)
      UNION ALL
      SELECT 4, NULL, json_build_object('kind', 'draft', 'proposal', json_build_object('id', p.id, 'title', p.title), 'body', ${bodyJson('b')})
        FROM proposals_proposal p JOIN bodies_body b ON b.network_id = p.network_id AND b.id = p.body_id
        WHERE p.network_id = $1 AND p.state = 'draft' AND p.author_id = platform_actor()
    ) n ORDER BY rank, due NULLS LAST LIMIT 50`,
  values: [networkId],
});

/** The next meeting of a body the reader sits in, else of the network. */
export const nextMeeting = (networkId: string): Query => ({
  name: 'next-meeting',
  text: `SELECT ${meetingRowJson} AS json FROM meetings_meeting m JOIN bodies_body b ON b.network_id = m.network_id AND b.id = m.body_id
         WHERE m.network_id = $1 AND m.state IN ('called', 'open')
         ORDER BY (m.body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'body')) DESC, m.starts_at LIMIT 1`,
  values: [networkId],
});

export const goalsInBrief = (networkId: string): Query => ({
  name: 'goals-in-brief',
  text: `SELECT json_build_object('id', g.id, 'key', g.key, 'name', g.name, 'initiatives', count(i.id), 'active', count(i.id) FILTER (WHERE ${stateNow} = 'active')) AS json
         FROM strategies_goal g LEFT JOIN initiatives_goal ig ON ig.network_id = g.network_id AND ig.goal_id = g.id
         LEFT JOIN initiatives_initiative i ON i.network_id = ig.network_id AND i.id = ig.initiative_id
         WHERE g.network_id = $1 GROUP BY g.id, g.key, g.name ORDER BY g.name LIMIT 50`,
  values: [networkId],
});
