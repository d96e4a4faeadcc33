import { bodyJson } from '../bodies/body-json';
import { mandateInForce } from '../bodies/mandates.sql';
import { counts, steppingIn } from '../bodies/sittings.sql';
import { organisationJson } from '../organisations/organisation-json';
import type { Query } from '../platform/database/query';

const row = `'id', m.id, 'title', m.title, 'state', m.state, 'startsAt', m.starts_at, 'endsAt', m.ends_at,
  'place', m.place, 'visibility', m.visibility, 'body', ${bodyJson('b')}`;

/** One meeting as a row of a list (`MeetingRow`), over the aliases `m` and `b`. */
export const meetingRowJson = `json_build_object(${row},
  'items', (SELECT count(*) FROM meetings_item i WHERE i.network_id = m.network_id AND i.meeting_id = m.id))`;

/** Upcoming (what is not over, soonest first) or past (latest first), keyset on start and id. */
export const meetingsOfNetwork = (
  networkId: string,
  filter: { body?: string | undefined; when: 'upcoming' | 'past' },
  after: (string | number)[] | null,
  limit: number,
): Query => {
  const upcoming = filter.when === 'upcoming';
  return {
    name: `meetings-${filter.when}`,
    text: `SELECT m.id, m.starts_at::text AS starts, ${meetingRowJson}::text AS json
           FROM meetings_meeting m JOIN bodies_body b ON b.network_id = m.network_id AND b.id = m.body_id
           WHERE m.network_id = $1 AND m.state ${upcoming ? "IN ('planned', 'called', 'open')" : "IN ('closed', 'cancelled')"}
             AND ($2::text IS NULL OR b.key = $2)
             AND ($3::timestamptz IS NULL OR (m.starts_at, m.id) ${upcoming ? '>' : '<'} ($3, $4::uuid))
           ORDER BY m.starts_at ${upcoming ? '' : 'DESC'}, m.id ${upcoming ? '' : 'DESC'} LIMIT $5`,
    values: [networkId, filter.body ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  };
};

/** A meeting is held under the mandate of its own time; one that is not over yet, under the one in force now. */
const heldUnder = mandateInForce(
  'm.network_id',
  'm.body_id',
  "(CASE WHEN m.state = 'closed' THEN least(m.ends_at, now()) ELSE now() END)",
);

/**
 * Counted in voting organisations: one is present when any of its voting seats is, whoever sits in it.
 *
 * @param item the item it is counted for, as SQL: whoever was ruled conflicted on it does not count
 */
const quorumOf = (
  item: string | null,
): string => `(SELECT json_build_object('present', q.present, 'needed', q.needed, 'of', q.total, 'missingSectors', q.missing,
    'met', q.present >= q.needed AND cardinality(q.missing) = 0)
  FROM (SELECT count(DISTINCT s.organisation_id) AS total,
      count(DISTINCT s.organisation_id) FILTER (WHERE a.presence IN ('room', 'online')) AS present,
      coalesce(max(md.quorum), 0) AS needed,
      coalesce((SELECT array_agg(r) FROM unnest((array_agg(md.required_sectors::text))[1]::text[]) r
        WHERE r <> ALL (coalesce(array_agg(so.sector) FILTER (WHERE a.presence IN ('room', 'online')), '{}'))), '{}') AS missing
    FROM bodies_seat s JOIN organisations_organisation so ON so.network_id = s.network_id AND so.id = s.organisation_id
    LEFT JOIN meetings_attendance a ON a.network_id = s.network_id AND a.seat_id = s.id AND a.meeting_id = m.id${
      item
        ? ` AND NOT EXISTS (SELECT FROM meetings_conflict x
      WHERE x.network_id = s.network_id AND x.item_id = ${item} AND x.person_id = coalesce((SELECT sub.id FROM (${steppingIn('s', 'm.starts_at')}) sub), s.person_id) AND x.ruling = 'conflicted')`
        : ''
    }
    LEFT JOIN LATERAL (${heldUnder}) md ON true
    WHERE s.network_id = m.network_id AND s.body_id = m.body_id AND s.voting AND s.valid_from <= m.starts_at AND s.valid_until > m.starts_at) q)`;

/** Whether a meeting has its quorum for one of its items, alone (`QuorumView`). */
export const quorumForItem = (networkId: string, id: string, itemId: string): Query => ({
  name: 'quorum-for-item',
  text: `SELECT ${quorumOf('$3::uuid')} AS quorum FROM meetings_meeting m WHERE m.network_id = $1 AND m.id = $2`,
  values: [networkId, id, itemId],
});

const conflictsOfItem = `coalesce((SELECT json_agg(json_build_object('id', x.id, 'personName', coalesce(xp.name, ''), 'ground', x.ground,
      'declaredAt', x.recorded_at, 'ruling', x.ruling, 'mayRead', x.may_read, 'ruledAt', x.ruled_at, 'mine', x.person_id = platform_actor())
      ORDER BY x.recorded_at, x.id)
    FROM meetings_conflict x LEFT JOIN identity_person xp ON xp.id = x.person_id WHERE x.network_id = i.network_id AND x.item_id = i.id), '[]')`;
const participantsOfItem = `coalesce((SELECT json_agg(json_build_object('id', x.person_id, 'name', coalesce(xp.name, '')) ORDER BY xp.name)
    FROM meetings_participant x LEFT JOIN identity_person xp ON xp.id = x.person_id WHERE x.network_id = i.network_id AND x.item_id = i.id), '[]')`;

/** One meeting whole (`MeetingView`), with its version. */
export const meetingById = (networkId: string, id: string): Query => ({
  name: 'meeting-by-id',
  text: `SELECT m.version, json_build_object(${row}, 'version', m.version, 'onlineLink', m.online_link,
           'items', coalesce((SELECT json_agg(json_build_object('id', i.id, 'position', i.position, 'title', i.title, 'kind', i.kind,
               'minutes', i.minutes, 'text', i.text, 'subject', CASE WHEN i.subject_id IS NULL THEN NULL
                 ELSE json_build_object('kind', i.subject_kind, 'id', i.subject_id) END, 'visibility', i.visibility,
               'conflicts', ${conflictsOfItem}, 'participants', ${participantsOfItem}) ORDER BY i.position)
             FROM meetings_item i WHERE i.network_id = m.network_id AND i.meeting_id = m.id), '[]'),
           'attendance', coalesce((SELECT json_agg(json_build_object('seatId', s.id, 'role', s.role, 'voting', s.voting,
               'organisation', ${organisationJson('so')}, 'personName', coalesce(sub.name, p.name),
               'insteadOf', CASE WHEN sub.id IS NOT NULL THEN p.name END,
               'mine', coalesce(sub.id, p.id) IS NOT DISTINCT FROM platform_actor(), 'presence', coalesce(a.presence, 'absent'))
               ORDER BY array_position('{chair,vice-chair,secretary,member,observer}', s.role), so.name)
             FROM bodies_seat s JOIN organisations_organisation so ON so.network_id = s.network_id AND so.id = s.organisation_id
             LEFT JOIN identity_person p ON p.id = s.person_id AND ${counts('s', 'least(m.starts_at, now())')}
             LEFT JOIN LATERAL (${steppingIn('s', 'm.starts_at')}) sub ON true
             LEFT JOIN meetings_attendance a ON a.network_id = s.network_id AND a.seat_id = s.id AND a.meeting_id = m.id
             WHERE s.network_id = m.network_id AND s.body_id = m.body_id AND s.valid_from <= m.starts_at AND s.valid_until > m.starts_at), '[]'),
           'quorum', ${quorumOf(null)},
           'minutes', (SELECT json_build_object('logIndex', l.idx) FROM meetings_minutes k
             JOIN log_leaf l ON l.network_id = k.network_id AND l.kind = 'minutes' AND l.subject_id = k.id
             WHERE k.network_id = m.network_id AND k.meeting_id = m.id),
           'withheld', (SELECT count(*) FROM meetings_conflict x WHERE x.network_id = m.network_id AND x.meeting_id = m.id
             AND x.person_id = platform_actor() AND x.ruling = 'conflicted' AND NOT x.may_read),
           'may', (SELECT coalesce(json_agg(w.word), '[]') FROM (VALUES ('meetings.run', 'run'), ('meetings.declare', 'body'), ('decisions.record', 'chair')) AS w (word, scope)
             WHERE m.body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = w.scope)))::text AS json
         FROM meetings_meeting m JOIN bodies_body b ON b.network_id = m.network_id AND b.id = m.body_id
         WHERE m.network_id = $1 AND m.id = $2`,
  values: [networkId, id],
});
