import type { Client } from 'pg';

/** What of a network grows for as long as it lives; a hot read may look at few rows of these, however many there are. */
export const growing = [
  'decisions_bound',
  'decisions_decision',
  'decisions_follow_up',
  'initiatives_commitment',
  'log_leaf',
  'log_node',
  'log_opening',
  'meetings_attendance',
  'meetings_item',
  'meetings_meeting',
  'platform_event',
  'platform_idempotency',
  'proposals_position',
  'proposals_proposal',
];

/**
 * Fills a network with what some years of one body leave: a meeting for every ten decisions, each with its item, its
 * proposal, three positions, a follow-up, a leaf and three events, at the visibilities that a network has. Rows only,
 * past every guard: it is for reading plans, not for what the records say.
 *
 * @param admin the superuser's connection
 */
export async function fillWithYears(
  admin: Client,
  networkId: string,
  bodyKey: string,
  decisions: number,
): Promise<void> {
  await admin.query('SET session_replication_role = replica');
  await admin.query(
    "CREATE TEMP TABLE years AS SELECT n, uuidv7() AS meeting, uuidv7() AS item, uuidv7() AS proposal, uuidv7() AS decision, (ARRAY['public', 'network', 'network', 'network', 'body', 'closed'])[1 + n % 6] AS seen, now() - interval '3 hours' * ($1 - n) AS at FROM generate_series(1, $1::int) n",
    [decisions],
  );
  await admin.query('UPDATE years y SET meeting = f.meeting FROM years f WHERE f.n = y.n - y.n % 10 + 1');
  const here = `FROM years y JOIN bodies_body b ON b.network_id = $1 AND b.key = $2
    JOIN bodies_seat s ON s.network_id = $1 AND s.body_id = b.id AND s.role = 'chair'`;
  const fill = (sql: string) => admin.query(sql, [networkId, bodyKey]);
  await fill(`INSERT INTO meetings_meeting (network_id, id, body_id, title, state, starts_at, ends_at, visibility)
    SELECT DISTINCT ON (y.meeting) $1, y.meeting, b.id, 'Møde ' || y.n, 'closed', y.at, y.at + interval '2 hours', 'network' ${here}`);
  await fill(`INSERT INTO meetings_item (network_id, id, meeting_id, position, title, kind, minutes, subject_kind, subject_id, visibility, body_id)
    SELECT $1, y.item, y.meeting, y.n, 'Punkt ' || y.n, 'decision', 5, 'proposal', y.proposal, y.seen, b.id ${here}`);
  await fill(`INSERT INTO meetings_attendance (network_id, meeting_id, seat_id, presence)
    SELECT DISTINCT $1::uuid, y.meeting, p.id, 'room' ${here} JOIN bodies_seat p ON p.network_id = $1 AND p.body_id = b.id`);
  await fill(`INSERT INTO proposals_proposal (network_id, id, body_id, title, text, visibility, state, author_id, created_at, meeting_id, item_id)
    SELECT $1, y.proposal, b.id, 'Indstilling ' || y.n, 'Vi gør det.', y.seen, 'decided', s.person_id, y.at, y.meeting, y.item ${here}`);
  await fill(`INSERT INTO proposals_position (network_id, proposal_id, organisation_id, revision, stance, on_version, stated_by)
    SELECT $1, y.proposal, o.id, 1, 'endorse', 1, s.person_id ${here}
    CROSS JOIN LATERAL (SELECT o.id FROM organisations_organisation o WHERE o.network_id = $1 ORDER BY o.key LIMIT 3) o`);
  await fill(`INSERT INTO decisions_decision (network_id, id, number, body_id, meeting_id, item_id, proposal_id, title, outcome, text, rationale, summary,
      visibility, positions, reservations, decided_at, recorded_by, recorded_as)
    SELECT $1, y.decision, $2 || '-2020-' || y.n, b.id, y.meeting, y.item, y.proposal, 'Punkt ' || y.n, 'adopted',
      CASE WHEN y.n % 50 = 0 THEN 'Skolen bygges om. ' ELSE 'Vi gør det. ' END || repeat('Bydelen mødes om det fælles. ', 10), 'r', 's', y.seen, '[]', 0, y.at,
      s.person_id, 'Forperson' ${here}`);
  await fill(`INSERT INTO decisions_bound (network_id, decision_id, organisation_id, standing, decided_at, visibility, body_id)
    SELECT $1, y.decision, o.id, 'bound', y.at, y.seen, b.id ${here}
    CROSS JOIN LATERAL (SELECT o.id FROM organisations_organisation o WHERE o.network_id = $1 ORDER BY o.key = 'lokale-foreninger' DESC, o.key LIMIT 3) o`);
  await fill(`INSERT INTO decisions_follow_up (network_id, decision_id, organisation_id, task, due, state)
    SELECT $1, y.decision, s.organisation_id, 'Gør det', y.at::date, CASE WHEN y.n % 100 = 0 THEN 'owed' ELSE 'done' END ${here}`);
  await fill(`INSERT INTO log_leaf (network_id, idx, kind, subject_id, leaf, leaf_hash)
    SELECT $1, 10 + y.n, 'decision', y.decision, '{}', sha256(y.n::text::bytea) ${here}`);
  await fill(
    `INSERT INTO log_opening (network_id, idx, salts, visibility, body_id) SELECT $1, 10 + y.n, '{}', y.seen, b.id ${here}`,
  );
  await fill(`INSERT INTO platform_event (network_id, seq, kind, subject_kind, subject_id, actor_id, word, visibility, body_id, occurred_at)
    SELECT $1, 1000 + 3 * y.n + e.n, e.kind, e.subject, e.id, s.person_id, e.word, y.seen, b.id, y.at ${here}
    CROSS JOIN LATERAL (VALUES (0, 'proposals.placed', 'proposal', y.proposal, NULL), (1, 'proposals.position-stated', 'proposal', y.proposal, 'endorse'),
      (2, 'decisions.recorded', 'decision', y.decision, 'adopted')) AS e (n, kind, subject, id, word)`);
  await fill(
    `UPDATE platform_counter SET log_size = 11 + (SELECT count(*) FROM years), last_event = 1010 + 3 * (SELECT count(*) FROM years) WHERE network_id = $1 AND $2 <> ''`,
  );
  await admin.query('SET session_replication_role = origin');
  await admin.query('DROP TABLE years');
  await admin.query('ANALYZE');
}
