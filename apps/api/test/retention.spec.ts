import { bases, keptAboutPeople } from '@torv/shared/identity';
import { ForgetWhatIsOver } from '../src/identity/forget-what-is-over';
import { startDemoTorv, type DemoTorv } from './demo-network';

// What the page about privacy promises is what the daily cleaning does: one list says both.

let torv: DemoTorv;
let person: string;
beforeAll(async () => {
  torv = await startDemoTorv();
  person = await torv.idOf("SELECT id FROM identity_person WHERE email = 'manager@demo.torv.test'");
}, 60_000);
afterAll(() => torv?.close());

const daysOf = (key: string): number => keptAboutPeople.find((one) => one.key === key)!.days!;
const count = async (table: string, condition: string): Promise<number> =>
  (await torv.admin.query(`SELECT count(*)::int AS n FROM ${table} WHERE ${condition}`)).rows[0].n;

/** A row that was over `days` days and an hour or minus an hour ago, for each thing that is removed. */
const made: Record<string, { table: string; over: string; insert: (age: string) => string }> = {
  sessions: {
    table: 'identity_session',
    over: "person_id = $person AND agent = 'prøve'",
    insert: (
      age,
    ) => `INSERT INTO identity_session (person_id, secret_hash, expires_at, last_seen_at, idle, methods, agent)
      VALUES ($person, sha256(gen_random_uuid()::text::bytea), now() - ${age}, now() - ${age}, '1 year', '{password}', 'prøve')`,
  },
  requests: {
    table: 'platform_idempotency',
    over: "person_id = $person AND ref = 'prøve'",
    insert: (age) => `INSERT INTO platform_idempotency (network_id, person_id, key, request_hash, ref, created_at)
      SELECT id, $person, gen_random_uuid()::text, sha256('x'), 'prøve', now() - ${age} FROM places_network WHERE key = 'aalborg-oest'`,
  },
  mails: {
    table: 'platform_mail',
    over: "recipient = 'proeve@demo.torv.test'",
    insert: (age) => `INSERT INTO platform_mail (kind, recipient, language, subject, body_text, sent_at)
      VALUES ('identity.proeve', 'proeve@demo.torv.test', 'da', 'Prøve', 'Prøve', now() - ${age})`,
  },
  attempts: {
    table: 'identity_attempt',
    over: "what = 'address' AND failures = 77",
    insert: (age) =>
      `INSERT INTO identity_attempt VALUES ('address', sha256(gen_random_uuid()::text::bytea), 77, now() - ${age}, '-infinity')`,
  },
  tokens: {
    table: 'identity_token',
    over: "name = 'prøve'",
    insert: (age) => `INSERT INTO identity_token (person_id, secret_hash, name, scopes, created_at, expires_at)
      VALUES ($person, sha256(gen_random_uuid()::text::bytea), 'prøve', '{read}', now() - interval '100 days', now() - ${age})`,
  },
  links: {
    table: 'identity_ticket',
    over: "data ->> 'for' = 'prøve'",
    insert: (age) => `INSERT INTO identity_ticket (purpose, secret_hash, person_id, data, expires_at)
      VALUES ('sign-in', sha256(gen_random_uuid()::text::bytea), $person, '{"for": "prøve"}', now() - ${age})`,
  },
  visits: {
    table: 'overview_visit',
    over: 'person_id = $person AND seen = 0',
    insert: (age) => `INSERT INTO overview_visit (network_id, person_id, seen, seen_at)
      SELECT id, $person, 0, now() - ${age} FROM places_network WHERE key = 'aalborg-oest' ON CONFLICT (network_id, person_id) DO UPDATE SET seen_at = excluded.seen_at, seen = 0`,
  },
};

describe('what is kept, and for how long', () => {
  it('is said in both languages, with why, how long and by what right', () => {
    for (const one of keptAboutPeople)
      for (const said of [one.what, one.why, one.howLong, bases[one.basis]])
        for (const text of [said.da, said.en]) expect(text.length).toBeGreaterThan(5);
    expect(new Set(keptAboutPeople.map((one) => one.key)).size).toBe(keptAboutPeople.length);
  });

  it('a number of days that is promised is the number that is said', () => {
    for (const { key, days, howLong } of keptAboutPeople) {
      if (days === null || days === 0 || days % 365 === 0) continue;
      expect([key, howLong.da.includes(String(days)), howLong.en.includes(String(days))]).toEqual([key, true, true]);
    }
  });

  it('the cleaning does everything that has an end, and tells how much', async () => {
    const gone = await torv.app.get(ForgetWhatIsOver).run();
    expect(Object.keys(gone).sort()).toEqual(
      keptAboutPeople.flatMap((one) => (one.days === null ? [] : [one.key])).sort(),
    );
  });

  it.each(Object.keys(made))('%s go when their time is up, and not an hour before', async (key) => {
    const { table, over, insert } = made[key]!;
    const condition = over.replace('$person', `'${person}'`);
    const kept = async (age: string): Promise<number> => {
      await torv.admin.query(`DELETE FROM ${table} WHERE ${condition}`);
      await torv.admin.query(insert(age).replaceAll('$person', `'${person}'`));
      await torv.app.get(ForgetWhatIsOver).run();
      return count(table, condition);
    };
    const days = daysOf(key);
    expect(await kept(`interval '${days} days -1 hour'`)).toBe(1);
    expect(await kept(`interval '${days} days 1 hour'`)).toBe(0);
    // Whoever is signed in, and the people themselves, are none of its business.
    expect((await torv.as('chair')('GET', '/api/v1/session')).status).toBe(200);
  });

  it('the worker can remove nothing else by it, and a request’s role nothing at all', async () => {
    const forget = (role: string, key: string) =>
      torv.bySql('chair', (client) => client.query("SELECT identity_forget($1, '0')", [key]), role);
    await expect(forget('torv_worker', 'acts')).rejects.toMatchObject({ code: '22023' });
    await expect(forget('torv_app', 'sessions')).rejects.toMatchObject({ code: '42501' });
  });
});
