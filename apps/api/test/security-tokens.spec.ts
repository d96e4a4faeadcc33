import { MadeToken, type NewToken, SessionView, TokenList } from '@torv/shared/identity';
import { MeetingPage, type MeetingView } from '@torv/shared/meetings';
import { callMeeting, draftProposal, place } from './decision-steps';
import { body, network, startDemoTorv, type Asked, type DemoTorv, type Seat } from './demo-network';
import { tokenMay } from '../src/identity/token-scopes';

/** Personal tokens for machines. The numbers are those of OWASP ASVS 5.0.0. */

let torv: DemoTorv;
let meeting: MeetingView;

beforeAll(async () => {
  torv = await startDemoTorv();
  meeting = await callMeeting(torv.as('chair'));
}, 60_000);

afterAll(() => torv?.close());

const make = async (seat: Seat, token: Partial<NewToken> = {}): Promise<MadeToken> =>
  (
    await torv.as(seat)('POST', '/api/v1/session/tokens', {
      body: { name: 'Kalenderen', scopes: ['read'], days: 30, ...token },
    })
  ).as(MadeToken, 201);

/** Asks as a machine does: a token, no cookie, and nothing that a page would say. */
const withToken =
  (secret: string) =>
  (method: string, path: string, asked: Asked = {}) =>
    torv.as(null)(method, path, {
      ...asked,
      headers: { authorization: `Bearer ${secret}`, 'x-requested-with': undefined, ...asked.headers },
    });
const newMeeting = { body, title: 'Møde', startsAt: '2027-03-01T15:00:00Z', endsAt: '2027-03-01T16:00:00Z' };

describe('a personal token', () => {
  it('7.2.3 has 256 random bits, shown once; the database keeps the hash', async () => {
    const token = await make('chair');
    expect(token.secret).toMatch(/^torv_[\w-]{43}$/);
    expect(Buffer.from(token.secret.slice(5), 'base64url')).toHaveLength(32);
    const listed = (await torv.as('chair')('GET', '/api/v1/session/tokens')).as(TokenList).items;
    expect(listed.map((one) => one.id)).toContain(token.id);
    expect(JSON.stringify(listed)).not.toContain(token.secret.slice(5, 20));
    const { rows } = await torv.admin.query(
      'SELECT encode(secret_hash, $2) AS hash, to_jsonb(t)::text AS row FROM identity_token t WHERE id = $1',
      [token.id, 'hex'],
    );
    expect(rows[0].row).not.toContain(token.secret.slice(5));
    expect(rows[0].hash).toHaveLength(64);
  });

  it('reads as its owner, and what they may not see it does not see', async () => {
    const ask = withToken((await make('chair')).secret);
    expect((await ask('GET', '/api/v1/session')).as(SessionView).person.email).toBe('chair@demo.torv.test');
    expect((await ask('GET', 'meetings')).as(MeetingPage)).toEqual(
      (await torv.as('chair')('GET', 'meetings')).as(MeetingPage),
    );
    const outside = withToken((await make('outsider')).secret);
    expect((await outside('GET', 'meetings')).refusal()).toMatchObject({ status: 404, code: 'PLATFORM.NOT_FOUND' });
  });

  it('changes in the rooms of its scopes, and needs no word that only a page says', async () => {
    const reader = withToken((await make('chair')).secret);
    const writer = withToken((await make('chair', { scopes: ['write:meetings'] })).secret);
    const asked = { key: true as const, body: newMeeting };
    expect((await reader('POST', 'meetings', asked)).refusal()).toMatchObject({
      status: 403,
      code: 'IDENTITY.TOKEN_MAY_NOT',
    });
    expect((await writer('POST', 'meetings', asked)).status).toBe(201);
    expect((await writer('GET', 'meetings')).refusal().code).toBe('IDENTITY.TOKEN_MAY_NOT');
    expect(
      (await writer('POST', 'proposals', { key: true, body: { body, title: 'x', text: 'y' } })).refusal().code,
    ).toBe('IDENTITY.TOKEN_MAY_NOT');
    const form = await writer('POST', 'meetings', { ...asked, headers: { 'content-type': 'text/plain' } });
    expect(form.refusal().status).toBe(415);
  });

  it('7.5.1 never does what binds, however new it is and whatever its scopes', async () => {
    const everything = ['read', 'write:meetings', 'write:proposals', 'write:decisions', 'write:initiatives'] as const;
    const civil = withToken((await make('member.civil', { scopes: [...everything] })).secret);
    const proposal = await place(torv.as('facilitator'), await draftProposal(torv.as('facilitator')), meeting);
    const stated = await civil('POST', `proposals/${proposal.id}/positions`, {
      key: true,
      version: proposal.version,
      body: { organisation: 'lokale-foreninger', stance: 'endorse' },
    });
    expect(stated.refusal()).toMatchObject({ status: 403, code: 'IDENTITY.TOKEN_MAY_NOT' });
    const chair = withToken((await make('chair', { scopes: [...everything] })).secret);
    for (const path of ['decisions', 'initiatives/skolerenovering/commitments'])
      expect((await chair('POST', path, { key: true, version: 1, body: {} })).refusal()).toMatchObject({
        status: 403,
        code: 'IDENTITY.TOKEN_MAY_NOT',
      });
  });

  it('8.2.1 says nothing about its person, and makes and ends neither sessions nor tokens', async () => {
    const token = await make('chair', { scopes: ['read', 'write:meetings'] });
    const ask = withToken(token.secret);
    const tries: [string, string, object?][] = [
      ['GET', '/api/v1/session/all'],
      ['GET', '/api/v1/session/tokens'],
      ['POST', '/api/v1/session/tokens', { name: 'x', scopes: ['read'], days: 1 }],
      ['DELETE', `/api/v1/session/tokens/${token.id}`],
      ['DELETE', '/api/v1/session'],
      ['DELETE', '/api/v1/session/others'],
      ['POST', '/api/v1/session/again', { password: 'torv-demo-1' }],
      ['PUT', '/api/v1/session/password', { current: 'torv-demo-1', password: 'fjorden og broen' }],
      ['PATCH', '/api/v1/session', { name: 'x' }],
    ];
    for (const [method, path, sent] of tries)
      expect([method, path, (await ask(method, path, sent ? { body: sent } : {})).refusal().code]).toEqual([
        method,
        path,
        'IDENTITY.TOKEN_MAY_NOT',
      ]);
    expect((await ask('GET', '/api/v1/session')).status).toBe(200);
  });

  it('8.2.1 every route that is not of a network is refused to tokens, but for who asks and where they belong', () => {
    expect(tokenMay(['read'], 'GET', '/api/v1/session')).toBe(true);
    expect(tokenMay(['read'], 'GET', '/api/v1/networks')).toBe(true);
    expect(tokenMay(['read'], 'GET', '/api/v1/networks/:networkKey')).toBe(true);
    expect(tokenMay(['read', 'write:decisions'], 'POST', '/api/v1/networks')).toBe(false);
    expect(tokenMay(['read', 'write:decisions'], 'PUT', '/api/v1/networks/:networkKey')).toBe(false);
    expect(
      tokenMay(['write:decisions'], 'POST', '/api/v1/networks/:networkKey/decisions/:number/follow-ups/:id/done'),
    ).toBe(true);
    expect(tokenMay(['write:decisions'], 'POST', '/api/v1/networks/:networkKey/organisations')).toBe(false);
    expect(tokenMay(['read'], 'GET', '/api/v1/anything-new')).toBe(false);
    expect(tokenMay(['read'], 'GET', '')).toBe(false);
  });

  it('7.3.2 expires, and ends at once when its owner ends it; its last use is seen', async () => {
    const token = await make('chair', { days: 1 });
    const ask = withToken(token.secret);
    expect(token.lastUsedAt).toBeNull();
    expect((await ask('GET', 'meetings')).status).toBe(200);
    const find = async () =>
      (await torv.as('chair')('GET', '/api/v1/session/tokens')).as(TokenList).items.find((one) => one.id === token.id);
    expect((await find())!.lastUsedAt).not.toBeNull();
    expect((await torv.as('manager')('DELETE', `/api/v1/session/tokens/${token.id}`)).refusal().status).toBe(404);
    expect((await torv.as('chair')('DELETE', `/api/v1/session/tokens/${token.id}`)).status).toBe(204);
    expect((await ask('GET', 'meetings')).refusal()).toMatchObject({ status: 401, code: 'IDENTITY.SIGN_IN_REQUIRED' });
    expect(await find()).toBeUndefined();
    const other = await make('chair', { days: 1 });
    await torv.admin.query(`UPDATE identity_token SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      other.id,
    ]);
    expect((await withToken(other.secret)('GET', 'meetings')).status).toBe(401);
  });

  it.each([
    [{ days: 366 }, 'days'],
    [{ days: 0 }, 'days'],
    [{ scopes: [] }, 'scopes'],
    [{ scopes: ['write:organisations'] }, 'scopes.0'],
    [{ name: ' ' }, 'name'],
  ])('is refused with %j', async (wrong, path) => {
    const refused = await torv.as('chair')('POST', '/api/v1/session/tokens', {
      body: { name: 'Kalenderen', scopes: ['read'], days: 30, ...wrong },
    });
    expect(refused.refusal()).toMatchObject({ status: 400, errors: [{ path }] });
  });

  it('a person has at most twenty in force', async () => {
    for (let n = 0; n < 20; n += 1) await make('manager', { name: `Nøgle ${n}` });
    const refused = await torv.as('manager')('POST', '/api/v1/session/tokens', {
      body: { name: 'En til', scopes: ['read'], days: 30 },
    });
    expect(refused.refusal()).toMatchObject({ status: 409, code: 'IDENTITY.TOO_MANY_TOKENS' });
  });

  it('3.5.1 opens nothing as a cookie, and a cookie beside it says nothing', async () => {
    const { secret } = await make('chair');
    expect((await torv.as(null)('GET', 'meetings', { headers: { cookie: `torv_session=${secret}` } })).status).toBe(
      401,
    );
    const cookie = torv.cookieOf('chair');
    const session = cookie.split('=')[1]!;
    expect((await withToken(session)('GET', 'meetings')).status).toBe(401);
    const madeUp = await withToken('torv_x')('POST', 'meetings', { key: true, body: newMeeting, headers: { cookie } });
    expect(madeUp.refusal()).toMatchObject({ status: 401, code: 'IDENTITY.SIGN_IN_REQUIRED' });
    // Another way of asking than a token's does not lift what a page must say.
    const basic = await torv.as('chair')('POST', 'meetings', {
      key: true,
      body: newMeeting,
      headers: { authorization: 'Basic eDp5', 'x-requested-with': undefined },
    });
    expect(basic.refusal()).toMatchObject({ status: 403, code: 'PLATFORM.FORGED' });
  });

  it('8.2.2 by SQL as the application, one sees and ends only one’s own, and reads no hash', async () => {
    const theirs = await make('member.housing');
    const seen = await torv.bySql('chair', async (client) => [
      (await client.query('SELECT id FROM identity_token WHERE id = $1', [theirs.id])).rowCount,
      (await client.query('DELETE FROM identity_token WHERE id = $1', [theirs.id])).rowCount,
    ]);
    expect(seen).toEqual([0, 0]);
    const forged = torv.bySql('chair', (client) =>
      client.query(
        `INSERT INTO identity_token (person_id, secret_hash, name, scopes, expires_at)
         SELECT id, sha256('x'), 'x', '{read}', now() + interval '1 day' FROM (SELECT $1::uuid AS id) x`,
        ['00000000-0000-7000-8000-000000000000'],
      ),
    );
    await expect(forged).rejects.toThrow(/row-level security/);
    await expect(
      torv.bySql('chair', (client) => client.query('SELECT secret_hash FROM identity_token')),
    ).rejects.toThrow(/permission denied/);
    await expect(
      torv.bySql('chair', (client) => client.query(`UPDATE identity_token SET scopes = '{read}'`)),
    ).rejects.toThrow(/permission denied/);
  });

  it(`asks as one person in every network of theirs (${network} too)`, async () => {
    const ask = withToken((await make('facilitator')).secret);
    const networks = (await ask('GET', '/api/v1/session')).as(SessionView).networks.map((one) => one.key);
    expect(networks).toContain(network);
    for (const key of networks) expect((await ask('GET', `/api/v1/networks/${key}`)).status).toBe(200);
  });
});
