import { Client } from 'pg';
import { migrate } from '../../platform/database/migrate';
import { demoFile, demoFileNames } from './demo-files';
import { edited, reference } from './faulty-reference';
import { importFile } from './import-file';

/** A server on which this spec may make a database of its own. */
const server = process.env['TORV_TEST_ADMIN_URL'];
const database = `torv_import_${process.pid}`;
let adminUrl: string;
let admin: Client;

const put = (text: string | Buffer, fileName = 'file.yaml') =>
  importFile({ adminUrl, bytes: Buffer.from(text as string), fileName });

const rows = async <T extends object>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await admin.query<T>(sql, values)).rows;

/** Every row of every table with the transaction that wrote it: equal only if nothing was written. */
async function everyRow(but: string[] = []): Promise<Record<string, string>> {
  const tables = await rows<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1",
  );
  const digests: Record<string, string> = {};
  for (const { name } of tables.filter((table) => !but.includes(table.name))) {
    const [found] = await rows<{ digest: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t.xmin || t::text, '|' ORDER BY t.xmin || t::text)), '') AS digest FROM ${name} t`,
    );
    digests[name] = found!.digest;
  }
  return digests;
}

beforeAll(async () => {
  if (!server) throw new Error('Set TORV_TEST_ADMIN_URL to a PostgreSQL 18 on which this spec may make a database.');
  const first = new Client({ connectionString: server });
  await first.connect();
  await first.query(`CREATE DATABASE ${database}`);
  await first.end();
  adminUrl = Object.assign(new URL(server), { pathname: `/${database}` }).href;
  await migrate(adminUrl);
  admin = new Client({ connectionString: adminUrl });
  await admin.connect();
}, 60_000);

afterAll(async () => {
  await admin?.end();
  const last = new Client({ connectionString: server });
  await last.connect();
  await last.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await last.end();
});

describe('the demonstration', () => {
  it('has no overlay before it has a network', async () => {
    const before = await everyRow();
    expect(await put(demoFile('aalborg-oest-overlay.yaml'))).toMatchObject({
      ok: false,
      kind: 'overlay',
      findings: [{ code: 'INTEROP.DANGLING_REFERENCE', path: 'network' }],
    });
    expect(await everyRow()).toEqual(before);
  });

  it('is placed whole, and what no room takes yet is told', async () => {
    const said: string[] = [];
    const bytes = demoFile('aalborg-oest.yaml');
    const result = await importFile({ adminUrl, bytes, fileName: 'aalborg-oest.yaml', say: (line) => said.push(line) });
    expect(result).toEqual({
      ok: true,
      kind: 'network',
      network: 'aalborg-oest',
      nothingToDo: false,
      changed: {
        network: 1,
        areas: 8,
        overlaps: 1,
        facilities: 10,
        organisations: 25,
        parents: 10,
        bodies: 7,
        bodyLinks: 6,
        seats: 16,
        strategies: 2,
        objectives: 5,
        themes: 3,
        goals: 6,
        goalLinks: 28,
        initiatives: 13,
        partners: 13,
        initiativeGoals: 15,
      },
      notPlacedYet: [
        { section: 'forecasts', count: 2, room: 'strategies' },
        { section: 'plans', count: 5, room: 'initiatives' },
        { section: 'recommendations', count: 10, room: 'overview' },
        { section: 'phases', count: 5, room: 'involvement' },
        { section: 'threshold_rules', count: 7, room: 'overview' },
      ],
      signIns: [],
      findings: [],
      findingsInAll: 0,
    });
    expect(said).toHaveLength(1);
    const kept = await rows<{ bytes: Buffer }>('SELECT bytes FROM interop_import');
    expect(kept).toHaveLength(1);
    expect(kept[0]!.bytes.equals(bytes)).toBe(true);
  });

  it('keeps what the source says, and nothing that it does not', async () => {
    expect(
      await rows(`SELECT a.name, a.residents, a.social_dwellings, p.key AS parent FROM places_area a
        LEFT JOIN places_area p ON p.id = a.parent_id WHERE a.key IN ('aalborg', 'nordlige') ORDER BY a.key`),
    ).toEqual([
      { name: 'Aalborg', residents: 140000, social_dwellings: null, parent: null },
      { name: 'Det nordlige Aalborg Øst', residents: null, social_dwellings: 3200, parent: 'aalborg-oest' },
    ]);
    expect(await rows("SELECT status, facts FROM places_facility WHERE key = 'kvartershuset'")).toEqual([
      { status: 'existing', facts: { opened: 2012, floor_area_m2: 2500, weekly_visitors_and_staff: [3000, 4000] } },
    ]);
    expect(
      await rows(`SELECT i.kind, i.state, i.example, i.status_note, l.key AS lead, f.key AS facility, i.recommendations,
          array(SELECT o.key FROM initiatives_partner p JOIN organisations_organisation o ON o.id = p.organisation_id
            WHERE p.initiative_id = i.id ORDER BY o.key) AS partners
        FROM initiatives_initiative i JOIN organisations_organisation l ON l.id = i.lead_id LEFT JOIN places_facility f ON f.id = i.facility_id
        WHERE i.key IN ('groen-arena-inddragelse', 'skolerenovering') ORDER BY i.key`),
    ).toEqual([
      {
        kind: 'joint',
        state: 'idea',
        example: false,
        status_note: null,
        lead: 'center-for-samskabelse',
        facility: 'groen-arena',
        recommendations: [2, 8],
        partners: ['aalborg-kommune', 'lokale-foreninger', 'realdania'],
      },
      {
        kind: 'joint',
        state: 'idea',
        example: false,
        status_note: 'in-no-plan',
        lead: 'aalborg-kommune',
        facility: null,
        recommendations: [],
        partners: [],
      },
    ]);
    expect(await rows('SELECT FROM bodies_seat WHERE person_id IS NOT NULL')).toEqual([]);
    expect(
      await rows("SELECT indicator FROM strategies_objective WHERE key IN ('jobs-2030', 'vidensby') ORDER BY key"),
    ).toEqual([
      { indicator: { unit: 'jobs', baseline_year: 2015, target_year: 2030, change: 20000 } },
      { indicator: null },
    ]);
  });

  it('imports the other files: seats are filled, not doubled', async () => {
    for (const name of demoFileNames.slice(1)) expect(await put(demoFile(name), name)).toMatchObject({ ok: true });
    expect(
      await rows(`SELECT s.role, o.key AS organisation, s.voting, p.email FROM bodies_seat s JOIN bodies_body b ON b.id = s.body_id
        JOIN organisations_organisation o ON o.id = s.organisation_id LEFT JOIN identity_person p ON p.id = s.person_id
        WHERE b.key = 'styregruppen' ORDER BY s.role, o.key`),
    ).toEqual([
      { role: 'chair', organisation: 'himmerland', voting: false, email: 'chair@demo.torv.test' },
      { role: 'member', organisation: 'aalborg-kommune', voting: true, email: 'member.municipality@demo.torv.test' },
      { role: 'member', organisation: 'erhvervslivet', voting: true, email: 'member.business@demo.torv.test' },
      { role: 'member', organisation: 'himmerland', voting: true, email: 'member.housing@demo.torv.test' },
      { role: 'member', organisation: 'lokale-foreninger', voting: true, email: 'member.civil@demo.torv.test' },
      { role: 'secretary', organisation: 'center-for-samskabelse', voting: false, email: 'facilitator@demo.torv.test' },
    ]);
    expect(
      await rows(`SELECT m.version, m.remit, m.rule, m.quorum, m.required_sectors, m.demonstration FROM bodies_mandate m
        JOIN bodies_body b ON b.id = m.body_id WHERE b.key = 'styregruppen'`),
    ).toEqual([
      {
        version: 1,
        remit: 'decides',
        rule: 'consent',
        quorum: 3,
        required_sectors: ['municipality', 'housing', 'civil-society'],
        demonstration: true,
      },
    ]);
    expect(await rows('SELECT DISTINCT demonstration FROM places_network')).toEqual([{ demonstration: true }]);
  });

  it.each([
    ['chair@demo.torv.test', ['aalborg-oest'], []],
    [
      'member.municipality@demo.torv.test',
      ['aalborg-oest'],
      ['aalborg-kommune commitments', 'aalborg-kommune positions', 'aalborg-kommune ratifications'],
    ],
    ['facilitator@demo.torv.test', ['aalborg-oest', 'naboby-demo'], []],
    ['manager@demo.torv.test', ['aalborg-oest'], []],
    ['outsider@demo.torv.test', ['naboby-demo'], ['nabokommunen commitments', 'nabokommunen positions']],
  ])('through row security %s sees and binds no more than meant', async (email, networks, binds) => {
    const [person] = await rows<{ id: string }>('SELECT id FROM identity_person WHERE email = $1', [email]);
    await admin.query('BEGIN');
    await admin.query('SET LOCAL ROLE torv_app');
    await admin.query("SELECT set_config('torv.person', $1, true)", [person!.id]);
    const seen = await rows<{ key: string }>(
      `SELECT DISTINCT n.key FROM places_network n JOIN organisations_organisation o ON o.network_id = n.id ORDER BY 1`,
    );
    const bound = await rows<{ word: string }>(
      `SELECT o.key || ' ' || b.subject AS word FROM organisations_bound_by_actor b
       JOIN organisations_organisation o ON o.id = b.organisation_id ORDER BY 1`,
    );
    await admin.query('ROLLBACK');
    expect([seen.map((one) => one.key), bound.map((one) => one.word)]).toEqual([networks, binds]);
  });
});

describe('what an import tells', () => {
  const told = (): Promise<object[]> =>
    rows(`SELECT n.key AS network, e.seq::int AS seq, e.kind, e.subject_kind, e.subject_id = n.id AS itself, e.word, e.visibility, e.actor_id
      FROM platform_event e JOIN places_network n ON n.id = e.network_id WHERE n.key = 'aalborg-oest' ORDER BY e.seq`);

  it('is one event for each file that changed something, numbered with all others, in nobody’s name', async () => {
    const event = { network: 'aalborg-oest', kind: 'interop.imported', subject_kind: 'network', itself: true };
    const ours = { ...event, visibility: 'network', actor_id: null };
    expect(await told()).toEqual([
      { ...ours, seq: 1, word: 'network' },
      { ...ours, seq: 2, word: 'overlay' },
    ]);
  });
});

describe('imported again', () => {
  it.each(demoFileNames)('%s writes nothing and says so', async (name) => {
    const before = await everyRow();
    expect(await put(demoFile(name), name)).toMatchObject({ ok: true, nothingToDo: true, changed: {} });
    expect(await everyRow()).toEqual(before);
  });

  it.each(demoFileNames)('%s with another comment changes no row but the kept file', async (name) => {
    const before = await everyRow(['interop_import']);
    expect(await put(`${demoFile(name).toString('utf8')}# a comment\n`, name)).toMatchObject({
      ok: true,
      nothingToDo: false,
      changed: {},
    });
    expect(await everyRow(['interop_import'])).toEqual(before);
  });

  it('an edited file changes what differs, and the one before brings it back', async () => {
    const other = edited('name: Blå Ressourcer,', 'name: Blå ressourcer, recurs: yearly,')
      .text.replace('parties: [himmerland, jobcentret]', 'parties: [jobcentret, lejerbo]')
      .replace('residents: 20000', 'residents: 20001');
    expect((await put(other)).changed).toEqual({ areas: 1, initiatives: 1, goalLinks: 2 });
    expect(
      await rows("SELECT name, version, recurs FROM initiatives_initiative WHERE key = 'blaa-ressourcer'"),
    ).toEqual([{ name: 'Blå ressourcer', version: 2, recurs: 'yearly' }]);
    expect((await put(reference, 'aalborg-oest.yaml')).changed).toEqual({ areas: 1, initiatives: 1, goalLinks: 2 });
    expect(await put(reference)).toMatchObject({ nothingToDo: true });
  });

  it('a mandate that differs is the next version', async () => {
    const overlay = demoFile('aalborg-oest-overlay.yaml').toString('utf8');
    expect((await put(overlay.replace('quorum: 3', 'quorum: 4'))).changed).toEqual({ mandates: 1 });
    expect((await put(overlay)).changed).toEqual({ mandates: 1 });
    expect(
      await rows(`SELECT m.version, m.quorum FROM bodies_mandate m JOIN bodies_body b ON b.id = m.body_id
        WHERE b.key = 'styregruppen' ORDER BY 1`),
    ).toEqual([
      { version: 1, quorum: 3 },
      { version: 2, quorum: 4 },
      { version: 3, quorum: 3 },
    ]);
  });
});

describe('a bad file changes nothing', () => {
  it.each([
    ['an unknown key', edited('name: Humlebakken,', 'nmae: x, name: Humlebakken,').text, 'INTEROP.UNKNOWN_KEY'],
    [
      'a dangling reference',
      edited('recommendations: [7]', 'recommendations: [11]').text,
      'INTEROP.DANGLING_REFERENCE',
    ],
    ['a duplicate', edited('{ key: sporthangar, ', '{ key: sportsfaciliteter, ').text, 'INTEROP.DUPLICATE'],
    [
      'a wrong sector',
      edited('sector: housing }\n  - { key: alabu', 'sector: huosing }\n  - { key: alabu').text,
      'INTEROP.WRONG_VALUE',
    ],
    ['broken YAML', `${reference}\n  - : [`, 'INTEROP.BROKEN_FILE'],
    ['a false claim to be active', edited('status: in-no-plan', 'status: active').text, 'INITIATIVES.PARTNER_REQUIRED'],
    [
      'an unknown seat',
      demoFile('aalborg-oest-overlay.yaml').toString('utf8').replace('body: ledergruppen, ', 'body: ledergruppe,'),
      'INTEROP.DANGLING_REFERENCE',
    ],
    ['neither file', 'hello: there\n', 'INTEROP.MISSING_KEY'],
  ])('%s', async (_name, text, code) => {
    const before = await everyRow();
    const result = await put(text);
    expect(result).toMatchObject({ ok: false, changed: {}, nothingToDo: false });
    expect(result.findings.map((one) => one.code)).toContain(code);
    expect(result.findingsInAll).toBe(result.findings.length);
    expect(await everyRow()).toEqual(before);
  });
});

describe('what came about in Torv stays', () => {
  const active = "SELECT state FROM initiatives_initiative WHERE key = 'groen-arena-inddragelse'";

  beforeAll(async () => {
    await admin.query(`INSERT INTO initiatives_commitment (network_id, initiative_id, organisation_id, kind, amount, valid_from, valid_until, given_by)
      SELECT i.network_id, i.id, o.id, 'staff-hours', 5, current_date, current_date + 365, (SELECT id FROM identity_person WHERE email = 'member.municipality@demo.torv.test')
      FROM initiatives_initiative i JOIN organisations_organisation o ON o.network_id = i.network_id AND o.key = 'aalborg-kommune'
      WHERE i.key = 'groen-arena-inddragelse'`);
    await admin.query("UPDATE initiatives_initiative SET state = 'active' WHERE key = 'groen-arena-inddragelse'");
  });

  it('a state and a seat holder, when the file comes back with another name', async () => {
    const renamed = edited('name: Inddragelse i forarbejdet til Grøn Arena', 'name: Inddragelse i Grøn Arena').text;
    expect((await put(renamed)).changed).toEqual({ initiatives: 1 });
    expect(await rows(active)).toEqual([{ state: 'active' }]);
    expect(await rows('SELECT FROM bodies_seat WHERE person_id IS NOT NULL')).toHaveLength(20);
    expect(await rows('SELECT DISTINCT demonstration FROM places_network')).toEqual([{ demonstration: true }]);
  });

  it('and who sat before has sat, when a file names another, and back again', async () => {
    const overlay = demoFile('aalborg-oest-overlay.yaml').toString('utf8');
    const seat =
      '{ body: styregruppen,   organisation: erhvervslivet,          role: member,    voting: true,  person: ';
    const other = overlay.replace(`${seat}member-business,     from: 2025`, `${seat}advisory-business,   from: 2026`);
    expect(other).not.toBe(overlay);
    const sat = () =>
      rows(`SELECT p.email, s.valid_from::date::text AS from, s.valid_until = 'infinity' AS sits, count(*) OVER (PARTITION BY s.place_id)::int AS of_place
        FROM bodies_seat s JOIN bodies_body b ON b.id = s.body_id JOIN organisations_organisation o ON o.id = s.organisation_id
        LEFT JOIN identity_person p ON p.id = s.person_id WHERE b.key = 'styregruppen' AND o.key = 'erhvervslivet' ORDER BY s.valid_from`);
    const before = { email: 'member.business@demo.torv.test', from: '2024-12-31', sits: false, of_place: 2 };
    const now = { from: '2025-12-31', sits: true, of_place: 2 };
    expect((await put(other)).changed).toEqual({ seats: 1 });
    expect(await sat()).toEqual([before, { ...now, email: 'advisory.business@demo.torv.test' }]);
    expect((await put(overlay)).changed).toEqual({ seats: 1 });
    expect(await sat()).toEqual([before, { ...now, email: 'member.business@demo.torv.test' }]);
  });

  it('and a seat that was filled in Torv, whatever a file says of it', async () => {
    const overlay = demoFile('aalborg-oest-overlay.yaml').toString('utf8');
    await admin.query(
      `UPDATE bodies_seat SET by_hand = true, person_id = NULL WHERE organisation_id IN (SELECT id FROM organisations_organisation WHERE key = 'lejerbo')`,
    );
    expect((await put(`${overlay}# another comment\n`)).changed).toEqual({});
  });

  it('but no file makes the committed partner one of the lead’s own family', async () => {
    const before = await everyRow();
    const family = reference.replace(
      'sector: housing }\n  - { key: alabu',
      'sector: housing, parent: aalborg-kommune }\n  - { key: alabu',
    );
    expect(await put(family)).toMatchObject({
      ok: false,
      findings: [{ code: 'INITIATIVES.PARTNER_REQUIRED', path: 'initiatives[0]', line: 160 }],
    });
    expect(await everyRow()).toEqual(before);
    expect(await rows(active)).toEqual([{ state: 'active' }]);
  });

  it('and two imports at once wait for each other', async () => {
    const both = await Promise.all([put(reference), put(`${reference}# other\n`), put(reference)]);
    expect(both.map((one) => one.ok)).toEqual([true, true, true]);
    expect(both.filter((one) => one.changed['initiatives'] === 1)).toHaveLength(1);
  });
});
