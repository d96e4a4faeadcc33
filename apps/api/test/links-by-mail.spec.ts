import { SessionView } from '@torv/shared/identity';
import { startDemoTorv, type Answer, type DemoTorv } from './demo-network';
import { mailTo } from './read-mail';

let torv: DemoTorv;
beforeAll(async () => {
  torv = await startDemoTorv();
}, 60_000);
afterAll(() => torv?.close());

const ask = (path: string, body: unknown, from = '192.0.2.1'): Promise<Answer> =>
  torv.as(null)('POST', `/api/v1/session/${path}`, { body, from });
const emailOf = (seat: string) => `${seat}@demo.torv.test`;
let sources = 10;
/** Another household each time: what is tried here is not how fast one may ask. */
const elsewhere = () => `192.0.2.${(sources += 1)}`;
async function linkFor(seat: string, what: 'link' | 'password-link', earlier = 0): Promise<string> {
  const answer = await ask(what, { email: emailOf(seat) }, elsewhere());
  expect(answer.status).toBe(202);
  const { link } = await mailTo(torv, emailOf(seat), earlier);
  const page = what === 'link' ? '/sign-in/link#' : '/sign-in/password#';
  expect(link.startsWith(page)).toBe(true);
  return link.slice(page.length);
}
const sessionOf = (answer: Answer) =>
  ([answer.headers['set-cookie']].flat() as string[]).find((one) => one.startsWith('torv_session='))!.split(';')[0]!;
const whoIs = (cookie: string) => torv.as(null)('GET', '/api/v1/session', { headers: { cookie } });

describe('a link by mail', () => {
  it('is asked for alike, whoever has the address, and answered before anyone is looked for (ASVS 6.3.8)', async () => {
    const before = (await torv.admin.query('SELECT count(*)::int AS n FROM platform_mail')).rows[0].n;
    const [known, unknown] = [
      await ask('link', { email: emailOf('chair') }, elsewhere()),
      await ask('link', { email: 'nobody@example.test' }, elsewhere()),
    ];
    expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
    expect(known.status).toBe(202);
    await mailTo(torv, emailOf('chair'));
    const after = (await torv.admin.query('SELECT count(*)::int AS n FROM platform_mail')).rows[0].n;
    expect(after - before).toBe(1);
    expect((await ask('link', { email: 'not an address' }, elsewhere())).refusal().code).toBe('PLATFORM.INVALID_INPUT');
  });

  it('is sent at most three times in a quarter of an hour, from however many places it is asked for (ASVS 6.3.1)', async () => {
    for (let n = 0; n < 6; n += 1)
      expect((await ask('link', { email: emailOf('manager') }, elsewhere())).status).toBe(202);
    await mailTo(torv, emailOf('manager'), 2);
    await new Promise((next) => setTimeout(next, 300));
    const { rows } = await torv.admin.query('SELECT count(*)::int AS n FROM platform_mail WHERE recipient = $1', [
      emailOf('manager'),
    ]);
    expect(rows[0].n).toBe(3);
  });

  it('signs in once, is used by a press and not by being opened, and is kept as a hash only', async () => {
    const secret = await linkFor('member.civil', 'link');
    // A scanner opens the page: what stands behind the # does not even reach the server.
    await torv.as(null)('GET', '/sign-in/link');
    const kept = await torv.admin.query(
      `SELECT encode(secret_hash, 'base64') AS hash FROM identity_ticket WHERE purpose = 'sign-in'`,
    );
    expect(kept.rows.some((row) => Buffer.from(row.hash, 'base64').toString('base64url') === secret)).toBe(false);
    const first = await ask('by-link', { secret });
    expect(first.as(SessionView, 201)).toMatchObject({
      person: { email: emailOf('member.civil') },
      methods: ['mail-link'],
    });
    expect((await whoIs(sessionOf(first))).status).toBe(200);
    expect((await ask('by-link', { secret })).refusal()).toMatchObject({ status: 410, code: 'IDENTITY.LINK_USED' });
    expect((await ask('by-link', { secret: 'x'.repeat(43) })).refusal().code).toBe('IDENTITY.LINK_USED');
  });

  it('that ran out signs nobody in, and one for a password is none for signing in', async () => {
    const secret = await linkFor('member.housing', 'link');
    await torv.admin.query(`UPDATE identity_ticket SET expires_at = now() WHERE purpose = 'sign-in'`);
    expect((await ask('by-link', { secret })).refusal().code).toBe('IDENTITY.LINK_USED');
    const other = await linkFor('member.housing', 'password-link', 1);
    expect((await ask('by-link', { secret: other })).refusal().code).toBe('IDENTITY.LINK_USED');
    expect((await ask('password', { secret, password: 'en hel sætning er god' })).refusal().code).toBe(
      'IDENTITY.LINK_USED',
    );
  });

  it('is not sent to who is disabled', async () => {
    await torv.admin.query('UPDATE identity_person SET disabled_at = now() WHERE email = $1', [emailOf('outsider')]);
    await ask('link', { email: emailOf('outsider') }, elsewhere());
    await ask('link', { email: emailOf('admin') }, elsewhere());
    await mailTo(torv, emailOf('admin'));
    const { rows } = await torv.admin.query('SELECT count(*)::int AS n FROM platform_mail WHERE recipient = $1', [
      emailOf('outsider'),
    ]);
    expect(rows[0].n).toBe(0);
  });
});

describe('a password chosen by a link', () => {
  it('ends every sign-in, signs nobody in, and is told by mail (ASVS 6.4.3)', async () => {
    const secret = await linkFor('member.municipality', 'password-link');
    const before = await torv.as('member.municipality')('GET', '/api/v1/session');
    expect(before.status).toBe(200);
    expect((await ask('password', { secret, password: 'password' })).refusal().code).toBe('IDENTITY.PASSWORD_COMMON');
    const chosen = await ask('password', { secret, password: 'en hel sætning er god' });
    expect(chosen.status).toBe(204);
    expect(chosen.headers['set-cookie']).toBeUndefined();
    expect((await torv.as('member.municipality')('GET', '/api/v1/session')).status).toBe(401);
    const told = await mailTo(torv, emailOf('member.municipality'), 1);
    expect(told.subject).toContain('adgangskode');
    expect(told.link).toBe('');
    const signIn = (password: string) =>
      torv.as(null)('POST', '/api/v1/session', {
        body: { email: emailOf('member.municipality'), password },
        from: elsewhere(),
      });
    expect((await signIn('torv-demo-1')).status).toBe(401);
    expect((await signIn('en hel sætning er god')).status).toBe(201);
    expect((await ask('password', { secret, password: 'en anden god sætning' })).refusal().code).toBe(
      'IDENTITY.LINK_USED',
    );
  });

  it('by SQL as the application: tickets are read and written by nobody', async () => {
    for (const sql of [
      'SELECT * FROM identity_ticket',
      'UPDATE identity_ticket SET used_at = NULL',
      'DELETE FROM identity_ticket',
    ])
      await expect(torv.bySql('chair', (client) => client.query(sql))).rejects.toThrow('permission denied');
  });
});
