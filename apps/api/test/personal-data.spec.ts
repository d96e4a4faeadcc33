import { PersonalData } from '@torv/shared/interop';
import { erasedPerson } from '@torv/shared/kernel';
import {
  type LogExport,
  parseReceipt,
  verifyExport,
  verifyReceipt,
  verifyReceiptAgainstExport,
} from '@torv/shared/log';
import type { Client } from 'pg';
import { eraseUser } from '../src/interop/commands/erase-user';
import { readSettings } from '../src/platform/config/read-settings';
import { pageOfPersonalData } from '../src/interop/personal-data/personal-data-page';
import { fieldWords, sectionWords } from '../src/interop/personal-data/personal-data-words';
import { notAnswered, placesOfPeople } from '../src/interop/personal-data/where-people-stand';
import { type Ask, startDemoTorv, type DemoTorv } from './demo-network';
import { draftProposal, recordPlainDecision } from './decision-steps';

// What Torv holds about a person, answered whole and to them alone; and their erasure, after which every proof still holds.

let torv: DemoTorv;
beforeAll(async () => {
  torv = await startDemoTorv();
}, 60_000);
afterAll(() => torv?.close());

const dataOf = async (ask: Ask): Promise<PersonalData> => (await ask('GET', '/api/v1/me/data')).as(PersonalData);
const rowsOf = (data: PersonalData, section: string) =>
  data.sections.flatMap((one) => (one.section === section ? one.rows : []));
const exportNow = async (ask: Ask): Promise<LogExport> => (await ask('GET', 'log/export')).json();
const address = (seat: string) => `${seat}@demo.torv.test`;
const nameOf = async (seat: string): Promise<string> =>
  (await torv.admin.query('SELECT name FROM identity_person WHERE email = $1', [address(seat)])).rows[0].name;

describe('the catalogue of people', () => {
  it('every column that names a person or an address is answered, or stands on the list of exceptions with its reason', async () => {
    const { rows } = await torv.admin.query<{ place: string }>(`
      SELECT c.relname || '.' || a.attname AS place FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND (
        a.attname ~ '(^|_)(email|mail|recipient|address|person_id|actor_id|author_id)$' OR a.attname ~ '_by$'
        OR EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid = 'identity_person'::regclass AND a.attnum = ANY (k.conkey)))
      ORDER BY 1`);
    expect(rows.length).toBeGreaterThan(25);
    const known = new Set([
      ...placesOfPeople.map((one) => `${one.table}.${one.column}`),
      ...Object.keys(notAnswered),
      'identity_person.email',
    ]);
    expect(rows.map((row) => row.place).filter((place) => !known.has(place))).toEqual([]);
  });

  it('what is answered is there: no field of a table that exists is misspelt, none is a secret, and each has its word', async () => {
    const { rows } = await torv.admin.query<{ place: string; kind: string }>(`
      SELECT c.relname || '.' || a.attname AS place, format_type(a.atttypid, NULL) AS kind FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace`);
    const kinds = new Map(rows.map((row) => [row.place, row.kind]));
    const tables = new Set(rows.map((row) => row.place.split('.')[0]));
    for (const { table, column, fields, section } of placesOfPeople) {
      expect({ section, word: sectionWords[section]?.length }).toEqual({ section, word: 2 });
      for (const field of fields) expect({ field, word: fieldWords[field]?.length }).toEqual({ field, word: 2 });
      expect([table, tables.has(table)]).toEqual([table, true]);
      for (const field of [column, ...fields])
        expect([`${table}.${field}`, kinds.has(`${table}.${field}`)]).toEqual([`${table}.${field}`, true]);
      expect(
        fields.filter((field) => kinds.get(`${table}.${field}`) === 'bytea' || /hash|secret|salt/.test(field)),
      ).toEqual([]);
    }
  });
});

describe('my data', () => {
  it('is nobody else’s: without a session there is none', async () => {
    for (const path of ['/api/v1/me/data', '/api/v1/me/data.html'])
      expect((await torv.as(null)('GET', path)).status).toBe(401);
  });

  it('holds what I am and what I did, by the names of where I did it, and nothing of others', async () => {
    await recordPlainDecision(torv, 'closed');
    const data = await dataOf(torv.as('chair'));
    expect(rowsOf(data, 'person')).toMatchObject([{ email: address('chair'), language: 'da' }]);
    expect(rowsOf(data, 'affiliation')).toMatchObject([
      { network: 'Aalborg Øst', organisation: 'Himmerland Boligforening' },
    ]);
    expect(rowsOf(data, 'seat')).toMatchObject([{ body: 'Styregruppen for Center for Samskabelse', role: 'chair' }]);
    expect(rowsOf(data, 'attendance')).toMatchObject([{ presence: 'room' }]);
    expect(rowsOf(data, 'decision')).toMatchObject([{ recorded_as: await nameOf('chair') }]);
    expect(rowsOf(data, 'event').length).toBeGreaterThan(1);
    expect(rowsOf(data, 'session').length).toBeGreaterThan(0);
    const other = await dataOf(torv.as('member.civil'));
    expect(rowsOf(other, 'decision')).toEqual([]);
    expect(
      rowsOf(other, 'authority')
        .map((row) => row['subject'])
        .sort(),
    ).toEqual(['commitments', 'positions', 'ratifications']);
    for (const secret of ['password_hash', 'secret_hash']) expect(JSON.stringify([data, other])).not.toContain(secret);
    expect(JSON.stringify(other)).not.toContain(await nameOf('chair'));
  });

  it('still holds what I did in a network that I have left', async () => {
    const before = rowsOf(await dataOf(torv.as('manager')), 'affiliation');
    await torv.admin.query(
      'UPDATE organisations_affiliation SET valid_until = now() WHERE person_id = (SELECT id FROM identity_person WHERE email = $1)',
      [address('manager')],
    );
    const after = rowsOf(await dataOf(torv.as('manager')), 'affiliation');
    expect(after).toHaveLength(before.length);
    expect(after).toMatchObject([{ organisation: 'Aalborg Kommune' }]);
  });

  it('says that a mail was sent, and not the link in it, which would sign in whoever reads it here', async () => {
    await torv.admin.query(
      `INSERT INTO platform_mail (kind, recipient, language, subject, body_text, body_html)
       VALUES ('identity.proeve', $1, 'da', 'Log ind på Torv', 'hemmeligt-link', 'hemmeligt-link')`,
      [address('admin')],
    );
    const data = await dataOf(torv.as('admin'));
    expect(rowsOf(data, 'mail')).toMatchObject([{ subject: 'Log ind på Torv' }]);
    expect(JSON.stringify(data)).not.toContain('hemmeligt-link');
    expect(rowsOf(await dataOf(torv.as('chair')), 'mail')).toEqual([]);
  });

  it('can be read as a page that runs nothing, whatever somebody has written', async () => {
    const answer = await torv.as('chair')('GET', '/api/v1/me/data.html');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^;]+'; base-uri 'none'/,
    );
    expect(answer.text).toContain('Styregruppen for Center for Samskabelse');
    const nasty = '<img src=x onerror=alert(1)>"&';
    const page = pageOfPersonalData(
      {
        format: 'torv-personal-data/1',
        madeAt: '2026-01-01T00:00:00Z',
        leftOut: [],
        sections: [{ section: 'position', table: 't', rows: [{ text: nasty, [nasty]: nasty }] }],
      },
      'en',
    );
    expect(page).not.toContain('<img');
    expect(page).toContain('Positions you stated');
  });

  it('no request’s role can ask the database for it, nor erase anyone', async () => {
    const calls = [
      "SELECT interop_rows_about(platform_actor(), '[]')",
      'SELECT interop_erase_person(platform_actor())',
      'SELECT decisions_erase_recorder(platform_actor())',
    ];
    for (const sql of calls)
      await expect(torv.bySql('chair', (client) => client.query(sql))).rejects.toMatchObject({ code: '42501' });
  });
});

describe('erasure', () => {
  const run =
    (...statements: string[]) =>
    async (client: Client) => {
      for (const sql of statements) await client.query(sql);
    };

  it('a name leaves a decision only with the log saying so, and nothing else leaves with it', async () => {
    const erasing = "SELECT set_config('torv.erases', 'recordedBy', true)";
    const sealed = { code: '23001' };
    for (const sql of [
      'UPDATE decisions_decision SET recorded_as = NULL',
      `UPDATE decisions_decision SET recorded_as = 'En anden'`,
      `UPDATE decisions_decision SET recorded_as = NULL, text = 'Noget andet'`,
      'UPDATE decisions_decision SET title = title',
      'DELETE FROM decisions_decision',
    ])
      for (const before of [[], [erasing]])
        await expect(torv.bySql(null, run(...before, sql), 'torv_owner')).rejects.toMatchObject(sealed);
    await expect(
      torv.bySql(null, run(erasing, 'UPDATE decisions_decision SET recorded_as = NULL'), 'torv_owner'),
    ).rejects.toMatchObject({ message: 'DECISIONS.ERASED_UNSAID' });
  });

  it('asks for one’s own address, typed once more', async () => {
    const answer = await torv.as('chair')('POST', '/api/v1/me/erasure', { body: { email: address('facilitator') } });
    expect(answer.refusal()).toMatchObject({
      status: 422,
      code: 'INTEROP.ANOTHER_ADDRESS',
      errors: [{ path: 'email' }],
    });
    expect((await torv.as('chair')('GET', '/api/v1/session')).status).toBe(200);
  });

  it('takes name, address and sign-in away; seats fall vacant; decisions and every proof hold', async () => {
    const { decision } = await recordPlainDecision(torv, 'network');
    await draftProposal(torv.as('chair'));
    const member = torv.as('member.civil');
    const receipt = parseReceipt((await member('GET', `decisions/${decision.number}/receipt`)).text)!;
    const before = await exportNow(member);
    expect(verifyExport(before)).toMatchObject({ ok: true });
    const name = await nameOf('chair');
    const { id } = (await torv.admin.query('SELECT id FROM identity_person WHERE email = $1', [address('chair')]))
      .rows[0];

    const erased = await torv.as('chair')('POST', '/api/v1/me/erasure', { body: { email: 'Chair@demo.torv.test' } });
    expect({ status: erased.status, answer: erased.json() }).toEqual({ status: 200, answer: { decisions: 2 } });
    expect(String(erased.headers['set-cookie'])).toContain('torv_session=;');

    // Signed out everywhere, and no way back in.
    expect((await torv.as('chair')('GET', '/api/v1/session')).status).toBe(401);
    const again = await torv.as(null)('POST', '/api/v1/session', {
      body: { email: address('chair'), password: 'torv-demo-1' },
    });
    expect(again.status).toBe(401);

    // The decision stands, by nobody's name; so does the body, without its chair.
    const shown = (await member('GET', `decisions/${decision.number}`)).json() as { recordedBy: string; text: string };
    expect(shown).toMatchObject({ recordedBy: erasedPerson, text: decision.text });
    const picture = (await member('GET', 'overview/network')).json() as {
      bodies: { key: string; seats: { role: string; person: unknown }[] }[];
    };
    const seats = picture.bodies.find((one) => one.key === 'styregruppen')!.seats;
    expect(seats.filter((seat) => seat.role === 'chair').map((seat) => seat.person)).toEqual([null]);

    // The whole log, the new receipt and the one from before.
    const after = await exportNow(member);
    expect(verifyExport(after)).toMatchObject({ ok: true, findings: [] });
    expect(after.entries.length).toBe(before.entries.length + 2);
    expect(after.entries.filter((entry) => entry.leaf.includes('"kind":"redaction"'))).toHaveLength(2);
    const old = verifyReceiptAgainstExport(receipt, after);
    expect(old).toMatchObject({ ok: true, findings: [] });
    expect(old.facts).toContainEqual(expect.stringContaining('"recordedBy"'));
    const fresh = parseReceipt((await member('GET', `decisions/${decision.number}/receipt`)).text)!;
    expect(fresh.opened.record['recordedBy']).toBeNull();
    expect(verifyReceiptAgainstExport(fresh, after)).toMatchObject({ ok: true, findings: [] });
    const keys = after.entries.flatMap(
      (entry) => (JSON.parse(entry.leaf) as { clear?: { vkey?: string } }).clear?.vkey ?? [],
    );
    expect(verifyReceipt(fresh, keys)).toMatchObject({ ok: true });

    // Without the redaction entries the same export is found out.
    const silent = { ...after, entries: after.entries.filter((entry) => !entry.leaf.includes('"kind":"redaction"')) };
    expect(verifyExport(silent).findings.map((one) => one.code)).toContain('LOG.FIELD_DROPPED');

    // Neither name nor address stands anywhere in the database, in no table and no column.
    const { rows: columns } = await torv.admin.query<{ t: string; c: string }>(`
      SELECT c.relname AS t, a.attname AS c FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.atttypid IN ('text'::regtype, 'jsonb'::regtype, 'text[]'::regtype, 'bytea'::regtype)`);
    const found: string[] = [];
    for (const { t, c } of columns) {
      const text = `CASE WHEN pg_typeof("${c}")::text = 'bytea' THEN encode("${c}"::text::bytea, 'escape') ELSE "${c}"::text END`;
      const { rows } = await torv.admin.query(
        `SELECT 1 FROM "${t}" WHERE position($1 IN ${text}) > 0 OR ${text} ~ $2 LIMIT 1`,
        [name, `(^|[^.])${address('chair')}`],
      );
      if (rows.length > 0) found.push(`${t}.${c}`);
    }
    expect(found).toEqual([]);
    const drafts = await torv.admin.query(
      "SELECT count(*)::int AS n FROM proposals_proposal WHERE author_id = $1 AND state = 'draft'",
      [id],
    );
    expect(drafts.rows[0].n).toBe(0);
    const grants = await torv.admin.query(
      'SELECT count(*)::int AS n FROM platform_grant WHERE person_id = $1 AND valid_until > now()',
      [id],
    );
    expect(grants.rows[0].n).toBe(0);
    // What is left about them answers to nobody, and erasing twice erases nothing.
    const twice = await torv.bySql(
      null,
      async (client) => (await client.query('SELECT interop_erase_person($1) AS e', [id])).rows[0].e,
      'torv_worker',
    );
    expect(twice).toBeNull();
  });

  it('the command line erases a person too, and says what it did', async () => {
    const said: string[] = [];
    const erase = (email: string) =>
      eraseUser(torv.database.adminUrl, email, readSettings({ TORV_DATA: '/nonexistent', PORT: '0' }), (line) =>
        said.push(line),
      );
    await expect(erase('nobody@demo.torv.test')).rejects.toThrow('No person has the address');
    await erase(address('member.civil').toUpperCase());
    expect(said).toEqual([expect.stringContaining('is erased')]);
    expect((await torv.as('member.civil')('GET', '/api/v1/session')).status).toBe(401);
    await expect(erase(address('member.civil'))).rejects.toThrow('No person has the address');
  });
});
