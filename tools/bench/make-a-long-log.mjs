// Decisions by the hundred thousand, for measuring how a log's length tells: the same for the same count.

const words =
  'bydel beboere skole forening plads møde indsats partner område bolig drift plan ansøgning sommer lokale unge'.split(
    ' ',
  );
/** How many texts there are; each decision has one of them and a word of its own. */
const texts = 10_007;

/** Words out of a row's number `n`, by hash: repeatable, and unlike its neighbour's. */
const text = (many, salt) =>
  `(SELECT string_agg(w.word, ' ') FROM generate_series(1, ${many}) k
    JOIN unnest($1::text[]) WITH ORDINALITY w (word, place) ON w.place = 1 + abs(hashtext('${salt}' || n || ':' || k)::bigint) % ${words.length})`;

/**
 * Gives a network a long log: rows of decisions as years of meetings leave them, without their leaves, for nothing that
 * is measured here reads those. Guards and foreign keys rest meanwhile: a million rows would be asked a dozen questions each.
 *
 * @param admin connected as superuser
 * @param key of the network
 */
export async function makeALongLog(admin, { key, count }) {
  await admin.query('BEGIN');
  await admin.query('SET LOCAL session_replication_role = replica');
  await admin.query(
    `CREATE TEMP TABLE made_text ON COMMIT DROP AS SELECT n, ${text(6, 'title')} AS title, ${text(40, 'text')} AS text,
       ${text(20, 'why')} AS rationale, ${text(15, 'plain')} AS summary FROM generate_series(0, ${texts - 1}) n`,
    [words],
  );
  await admin.query('CREATE UNIQUE INDEX ON made_text (n)');
  await admin.query(
    `WITH at AS (SELECT n.id AS network, b.id AS body, s.person_id AS chair FROM places_network n
         JOIN bodies_body b ON b.network_id = n.id AND b.key = 'styregruppen'
         JOIN bodies_seat s ON s.network_id = n.id AND s.body_id = b.id AND s.role = 'chair' WHERE n.key = $1),
       met AS (INSERT INTO meetings_meeting (network_id, body_id, title, state, starts_at, ends_at, visibility)
         SELECT network, body, 'Bench', 'closed', '2000-01-01T10:00Z', '2000-01-01T12:00Z', 'network' FROM at RETURNING id),
       party AS (SELECT array_agg(o.id ORDER BY o.key) AS ids, count(*)::int AS many FROM organisations_organisation o JOIN at ON at.network = o.network_id)
     INSERT INTO decisions_decision (network_id, number, body_id, meeting_id, item_id, title, outcome, text, rationale, summary, visibility,
       positions, reservations, responsible_id, decided_at, recorded_by, recorded_as)
     SELECT at.network, 'styregruppen-2000-' || g.n, at.body, met.id, uuidv7(), t.title, (ARRAY['adopted', 'rejected', 'noted', 'postponed'])[1 + g.n % 4],
       t.text || ' sag' || g.n, t.rationale, t.summary, (ARRAY['network', 'network', 'network', 'public', 'body', 'closed'])[1 + abs(hashtext('v' || g.n)::bigint) % 6],
       '[]', 0, party.ids[1 + g.n % party.many], timestamptz '2000-01-01T10:00Z' + g.n * interval '10 minutes', at.chair, 'Forperson'
     FROM generate_series(1, $2::int) g (n) JOIN made_text t ON t.n = g.n % ${texts} CROSS JOIN at CROSS JOIN met CROSS JOIN party`,
    [key, count],
  );
  await admin.query('COMMIT');
  // As it has been for years: what waits in the search index is in it, and rows are known to be seen by all.
  await admin.query('VACUUM ANALYZE decisions_decision');
}

/** Where page `page` of a network's log begins, as the list's own cursor counts: the last row before it. */
export async function lastRowBefore(admin, { key, page }) {
  const { rows } = await admin.query(
    `SELECT d.decided_at::text AS decided, d.id FROM decisions_decision d JOIN places_network n ON n.id = d.network_id
     WHERE n.key = $1 ORDER BY d.decided_at DESC, d.id DESC OFFSET $2 LIMIT 1`,
    [key, (page - 1) * 25 - 1],
  );
  return [rows[0].decided, rows[0].id];
}
