import type { Visibility } from '@torv/shared/kernel';
import type { Query } from '../platform/database/query';

/** True when the reader runs the body of the decision `d`. */
export const runByReader = `d.body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run')`;

/** The later decision after which `d` no longer stands, where the reader may see it. */
export const endedJson = `(SELECT json_build_object('kind', c.changes_kind, 'number', c.number) FROM decisions_decision c
  WHERE c.network_id = d.network_id AND c.changes_id = d.id AND c.changes_kind IN ('supersedes', 'revokes') LIMIT 1)`;

/** What `d` changes (`ChainLink`): its number stands in the record, its title is for who may read it. */
export const changesJson = `CASE WHEN d.changes_id IS NULL THEN NULL ELSE (SELECT json_build_object('kind', d.changes_kind, 'number', d.changes_number,
  'title', e.title, 'decidedAt', e.decided_at) FROM (SELECT) one
  LEFT JOIN decisions_decision e ON e.network_id = d.network_id AND e.id = d.changes_id) END`;

/** What changed `d`, in time. */
export const changedByJson = `coalesce((SELECT json_agg(json_build_object('kind', c.changes_kind, 'number', c.number, 'title', c.title,
  'decidedAt', c.decided_at) ORDER BY c.decided_at) FROM decisions_decision c WHERE c.network_id = d.network_id AND c.changes_id = d.id), '[]')`;

/** How long before its date a review is called for. */
export const daysAhead = 30;

/**
 * True when nothing later has looked at `d` again: what supersedes, revokes or confirms it has; what amends it has when
 * it came with a date of its own, or as the review was due.
 */
export const reviewWaits = `NOT EXISTS (SELECT FROM decisions_decision c WHERE c.network_id = d.network_id AND c.changes_id = d.id
  AND (c.changes_kind <> 'amends' OR c.review_on IS NOT NULL OR c.decided_at >= d.review_on - ${daysAhead}))`;

/** The item on which `d` stands to be looked at again, in a meeting that is not over. */
const placedItem = `FROM meetings_item ri JOIN meetings_meeting rm ON rm.network_id = ri.network_id AND rm.id = ri.meeting_id
  WHERE ri.network_id = d.network_id AND ri.subject_id = d.id AND ri.subject_kind = 'decision' AND rm.state IN ('planned', 'called', 'open')`;

/** When `d` is looked at again (`ReviewView`). */
export const reviewJson = `CASE WHEN d.review_on IS NULL THEN NULL ELSE json_build_object('on', d.review_on, 'waiting', ${reviewWaits},
  'soon', d.review_on <= places_today(d.network_id) + ${daysAhead},
  'placed', (SELECT json_build_object('id', rm.id, 'title', rm.title, 'startsAt', rm.starts_at) ${placedItem} ORDER BY rm.starts_at LIMIT 1),
  'mayPlace', ${runByReader} AND ${reviewWaits}) END`;

/** Decisions `d` whose review is called for, and stands on no agenda yet. */
export const reviewsDue = (today: string): string => `d.review_on <= ${today} + ${daysAhead} AND d.outcome = 'adopted'
  AND ${reviewWaits} AND NOT EXISTS (SELECT ${placedItem})`;

/** What the rules of changing an earlier decision look at. */
export interface EarlierDecision {
  id: string;
  number: string;
  title: string;
  outcome: string;
  decided_at: string;
  ended: boolean;
  visibility: Visibility;
  body_id: string;
  /** It is of the body, or of one that reports to it. */
  ours: boolean;
}

/** The earlier decision under a number, for an item of a meeting; none when the reader may not see it. */
export const earlierDecision = (networkId: string, number: string, meetingId: string | null): Query => ({
  name: 'earlier-decision',
  text: `SELECT d.id, d.number, d.title, d.outcome, d.visibility, d.body_id, to_json(d.decided_at) #>> '{}' AS decided_at, ${endedJson} IS NOT NULL AS ended,
           d.body_id = m.body_id OR EXISTS (SELECT FROM bodies_link l WHERE l.network_id = d.network_id AND l.kind = 'reports-to'
             AND l.body_id = d.body_id AND l.other_body_id = m.body_id) AS ours
         FROM decisions_decision d JOIN meetings_meeting m ON m.network_id = d.network_id AND m.id = $3
         WHERE d.network_id = $1 AND d.number = $2`,
  values: [networkId, number, meetingId],
});
