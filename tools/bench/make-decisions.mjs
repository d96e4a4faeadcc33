// Decisions by the thousand, the same for the same seed: shape and visibility as a network of some years has them.

/** Small and repeatable: mulberry32. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const words =
  'bydel beboere skole forening plads møde indsats partner område bolig drift plan ansøgning sommer lokale unge'.split(
    ' ',
  );

/**
 * Fills a network with decisions of one body, each with its item and its leaf.
 *
 * @param client connected as torv_owner
 * @returns ids of the network, the body and the chair
 */
export async function makeDecisions(client, { count, seed }) {
  const random = randomFrom(seed);
  const text = (many) => Array.from({ length: many }, () => words[Math.floor(random() * words.length)]).join(' ');
  const { rows } = await client.query(`
    SELECT n.id AS network, b.id AS body, s.person_id AS chair, p.name AS name FROM places_network n
    JOIN bodies_body b ON b.network_id = n.id AND b.key = 'styregruppen'
    JOIN bodies_seat s ON s.network_id = n.id AND s.body_id = b.id AND s.role = 'chair'
    JOIN identity_person p ON p.id = s.person_id WHERE n.key = 'aalborg-oest'`);
  const { network, body, chair, name } = rows[0];
  const organisations = (
    await client.query('SELECT id, key FROM organisations_organisation WHERE network_id = $1 ORDER BY key', [network])
  ).rows;
  await client.query('BEGIN');
  const meeting = (
    await client.query(
      `INSERT INTO meetings_meeting (network_id, body_id, title, state, starts_at, ends_at, visibility)
       VALUES ($1, $2, 'Bench', 'open', '2020-01-01T10:00Z', '2020-01-01T12:00Z', 'network') RETURNING id`,
      [network, body],
    )
  ).rows[0].id;
  for (let n = 1; n <= count; n += 1) {
    const title = text(6);
    const visibility = random() < 0.6 ? 'network' : random() < 0.5 ? 'public' : random() < 0.7 ? 'body' : 'closed';
    const responsible = organisations[Math.floor(random() * organisations.length)];
    await client.query(
      `INSERT INTO decisions_series VALUES ($1, $2, 2020, $3)
       ON CONFLICT (network_id, body_id, year) DO UPDATE SET last = excluded.last`,
      [network, body, n],
    );
    const item = (
      await client.query(
        `INSERT INTO meetings_item (network_id, meeting_id, position, title, kind, minutes, visibility, body_id)
         VALUES ($1, $2, $3, $4, 'decision', 5, 'network', $5) RETURNING id`,
        [network, meeting, n, title, body],
      )
    ).rows[0].id;
    const decision = (
      await client.query(
        `INSERT INTO decisions_decision (network_id, number, body_id, meeting_id, item_id, title, outcome, text, rationale, summary, visibility,
           positions, reservations, follow_up, responsible_id, due, decided_at, recorded_by, recorded_as)
         VALUES ($1, $2, $3, $4, $5, $6, 'adopted', $7, $8, $9, $10, '[]', 0, $11, $12, '2026-01-01',
           timestamptz '2020-01-01T10:00Z' + $13 * interval '1 hour', $14, $15)
         RETURNING id`,
        [
          network,
          `styregruppen-2020-${n}`,
          body,
          meeting,
          item,
          title,
          text(60),
          text(30),
          text(25),
          visibility,
          JSON.stringify({ organisation: responsible.key, task: 'Opgave', due: '2026-01-01' }),
          responsible.id,
          n,
          chair,
          name,
        ],
      )
    ).rows[0].id;
    const leaf = JSON.stringify({ at: 'bench', fields: {}, kind: 'decision', subject: decision, v: 1 });
    await client.query('SELECT log_append($1, $2)', [
      network,
      JSON.stringify([{ kind: 'decision', subjectId: decision, leaf, salts: {}, visibility, bodyId: body }]),
    ]);
  }
  await client.query('COMMIT');
  return { network, body, chair };
}
