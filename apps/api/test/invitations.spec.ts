import { ActorView } from '@torv/shared/access';
import { SessionView } from '@torv/shared/identity';
import { AcceptanceView, InvitationPage, InvitationView, OpenInvitation } from '@torv/shared/organisations';
import { network, startDemoTorv, type Answer, type Asked, type DemoTorv, type Seat } from './demo-network';
import { mailTo } from './read-mail';

let torv: DemoTorv;
beforeAll(async () => {
  torv = await startDemoTorv();
}, 60_000);
afterAll(() => torv?.close());

const invitations = 'organisations/invitations';
const invite = (seat: Seat, body: object): Promise<Answer> => torv.as(seat)('POST', invitations, { body, key: true });
const invited = async (seat: Seat, body: object) => (await invite(seat, body)).as(InvitationView, 201);
const list = async (seat: Seat) => (await torv.as(seat)('GET', invitations)).as(InvitationPage).items;
let sources = 10;
const elsewhere = () => `192.0.2.${(sources += 1)}`;
async function linkTo(email: string, earlier = 0): Promise<string> {
  const { link } = await mailTo(torv, email, earlier);
  expect(link.startsWith('/join/')).toBe(true);
  return link.slice('/join/'.length);
}
const look = (secret: string) => torv.as(null)('GET', `/api/v1/invitations/${secret}`);
const accept = (secret: string, body: object = {}, asked: Asked = {}) =>
  torv.as(null)('POST', `/api/v1/invitations/${secret}/acceptance`, { body, from: elsewhere(), ...asked });
const cookieIn = (answer: Answer) =>
  ([answer.headers['set-cookie']].flat() as string[]).find((one) => one.startsWith('torv_session='))!.split(';')[0]!;
const asJoined =
  (cookie: string) =>
  (method: string, path: string, asked: Asked = {}) =>
    torv.as(null)(method, `/api/v1/networks/${network}/${path}`, { ...asked, headers: { cookie } });

describe('who may invite whom', () => {
  it('is refused to everyone but the facilitator and the administrators, at the door and by SQL', async () => {
    for (const seat of ['chair', 'member.municipality'] as const) {
      expect((await invite(seat, { organisation: 'alabu', email: 'a@alabu.test' })).refusal()).toMatchObject({
        status: 403,
        code: 'ORGANISATIONS.MAY_NOT_INVITE',
      });
      expect(
        (await invite(seat, { organisation: { name: 'Ny', sector: 'business' }, email: 'a@x.test' })).refusal().code,
      ).toBe('ORGANISATIONS.MAY_NOT_INVITE');
    }
    expect((await invite('outsider', { organisation: 'alabu', email: 'a@alabu.test' })).status).toBe(404);
    // An administrator invites their own organisation's people and nobody else's.
    expect((await invite('member.housing', { organisation: 'alabu', email: 'a@alabu.test' })).status).toBe(403);
    expect(
      (await invite('member.housing', { organisation: { name: 'Ny', sector: 'housing' }, email: 'a@x.test' })).status,
    ).toBe(403);
    for (const seat of ['chair', 'member.housing', 'outsider'])
      await expect(
        torv.bySql(seat, (client) =>
          client.query(
            `SELECT organisations_invite(o.network_id, o.id, NULL, 'a@alabu.test', 'da', true, NULL, NULL, sha256('x'))
             FROM organisations_organisation o WHERE o.key = 'alabu' UNION ALL
             SELECT organisations_invite(n.id, NULL, '{"key":"ny","name":"Ny","sector":"housing"}', 'a@x.test', 'da', true, NULL, NULL, sha256('y'))
             FROM places_network n WHERE n.key = 'aalborg-oest'`,
          ),
        ),
      ).rejects.toThrow('not allowed');
    for (const sql of [
      `INSERT INTO organisations_invitation SELECT * FROM organisations_invitation`,
      `UPDATE organisations_invitation SET email = 'x@y.test'`,
      `SELECT organisations_put_invitation(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
      `SELECT organisations_take_up(NULL, '{}')`,
    ])
      await expect(torv.bySql('facilitator', (client) => client.query(sql))).rejects.toThrow('permission denied');
  });

  it('leaves an organisation that has an administrator to itself: the facilitator is told whom to ask', async () => {
    const refused = await invite('facilitator', { organisation: 'himmerland', email: 'x@himmerland.test' });
    expect(refused.refusal()).toMatchObject({ status: 409, code: 'ORGANISATIONS.HAS_ADMINISTRATOR' });
    expect(refused.text).toContain('Ask its administrator');
  });

  it('names what is wrong with an address or an organisation', async () => {
    const wrong = async (body: object) => (await invite('facilitator', body)).refusal();
    expect((await wrong({ organisation: 'alabu', email: 'a@b.test\r\nBcc: x@y.test' })).errors[0]!.path).toBe('email');
    expect((await wrong({ organisation: 'nowhere', email: 'a@b.test' })).code).toBe('PLATFORM.NOT_FOUND');
    expect(
      (await wrong({ organisation: { name: 'himmerland boligforening', sector: 'housing' }, email: 'a@b.test' })).code,
    ).toBe('ORGANISATIONS.PARTY_KNOWN');
  });
});

describe('an invitation', () => {
  it('brings in a new organisation by its first person, who administers it', async () => {
    const email = 'first@youth-club.test';
    const made = await invited('facilitator', {
      organisation: { name: 'Ungdomsklubben Æblet', sector: 'civil-society' },
      email: 'First@Youth-Club.test',
      message: 'Vi mangler jer ved bordet.',
    });
    expect(made).toMatchObject({
      email,
      askedAs: 'facilitator',
      offices: ['administrator'],
      state: 'pending',
      mine: true,
    });
    expect(made.organisation.key).toBe('ungdomsklubben-aeblet');
    const mail = await mailTo(torv, email);
    expect(mail.subject).toBe('Invitation til Aalborg Øst på Torv');
    expect(mail.text).toContain('Vi mangler jer ved bordet.');
    const secret = await linkTo(email);

    const seen = (await look(secret)).as(OpenInvitation);
    expect(seen).toMatchObject({
      organisation: { name: 'Ungdomsklubben Æblet' },
      network: { key: network },
      known: false,
      offer: null,
    });
    expect((await accept(secret, {})).refusal().errors[0]!.path).toBe('name');
    expect((await accept(secret, { name: 'Seat', password: 'password' })).refusal().code).toBe(
      'IDENTITY.PASSWORD_COMMON',
    );
    const joined = await accept(secret, { name: 'Daglig leder', language: 'en' });
    expect(joined.as(AcceptanceView, 201)).toEqual({ network });
    const cookie = cookieIn(joined);
    const session = (await torv.as(null)('GET', '/api/v1/session', { headers: { cookie } })).as(SessionView);
    expect(session).toMatchObject({
      person: { email, language: 'en' },
      methods: ['mail-link'],
      networks: [{ key: network }],
    });
    const me = (await asJoined(cookie)('GET', 'access/me')).as(ActorView);
    expect(me.organisations).toMatchObject([{ key: 'ungdomsklubben-aeblet', administers: true, binds: [] }]);
    expect(me.facilitates).toBe(false);

    // Used once; and the organisation's next person is its own to invite.
    expect((await look(secret)).status).toBe(404);
    expect((await accept(secret, { name: 'Again' })).status).toBe(404);
    const [accepted] = await list('facilitator');
    expect(accepted).toMatchObject({ state: 'accepted', person: { name: 'Daglig leder' }, mail: 'sent' });
    expect(
      (await invite('facilitator', { organisation: 'ungdomsklubben-aeblet', email: 'b@youth-club.test' })).refusal()
        .code,
    ).toBe('ORGANISATIONS.HAS_ADMINISTRATOR');
    const own = await asJoined(cookie)('POST', invitations, {
      body: { organisation: 'ungdomsklubben-aeblet', email: 'b@youth-club.test' },
      key: true,
    });
    expect(own.as(InvitationView, 201)).toMatchObject({ askedAs: 'administrator', offices: [] });
  });

  it('is made once, however often the request is repeated', async () => {
    const body = { organisation: 'himmerland', email: 'once@himmerland.test' };
    const key = 'the-same-invitation';
    const once = async () =>
      (await torv.as('member.housing')('POST', invitations, { body, key })).as(InvitationView, 201).id;
    expect(await once()).toBe(await once());
    await mailTo(torv, body.email);
    expect((await torv.admin.query('SELECT FROM platform_mail WHERE recipient = $1', [body.email])).rowCount).toBe(1);
    expect((await invite('member.housing', body)).refusal().code).toBe('ORGANISATIONS.INVITED_ALREADY');
  });

  it("gives a person that an organisation invited no more than the organisation's own people have", async () => {
    await invited('member.housing', { organisation: 'himmerland', email: 'plain@himmerland.test' });
    const joined = await accept(await linkTo('plain@himmerland.test'), {
      name: 'Driftsleder',
      password: 'en hel sætning er god',
    });
    const me = (await asJoined(cookieIn(joined))('GET', 'access/me')).as(ActorView);
    expect(me.organisations).toMatchObject([{ key: 'himmerland', administers: false, binds: [] }]);
    const signedIn = await torv.as(null)('POST', '/api/v1/session', {
      body: { email: 'plain@himmerland.test', password: 'en hel sætning er god' },
      from: elsewhere(),
    });
    expect(signedIn.status).toBe(201);
  });

  it('takes over no account: who has the address signs in first, and nobody else may accept (ASVS 6.3.8)', async () => {
    const email = 'outsider@demo.torv.test';
    await invited('facilitator', { organisation: 'alabu', email });
    const secret = await linkTo(email);
    expect((await look(secret)).as(OpenInvitation).known).toBe(true);
    expect((await accept(secret, { name: 'Mig', password: 'en hel sætning er god' })).refusal()).toMatchObject({
      status: 409,
      code: 'ORGANISATIONS.SIGN_IN_FIRST',
    });
    expect((await accept(secret, {}, { headers: { cookie: torv.cookieOf('chair') } })).refusal().code).toBe(
      'ORGANISATIONS.SOMEONE_ELSES',
    );
    const joined = await accept(secret, {}, { headers: { cookie: torv.cookieOf('outsider') } });
    expect(joined.as(AcceptanceView, 201)).toEqual({ network });
    expect(joined.headers['set-cookie']).toBeUndefined();
    const me = (await torv.as('outsider')('GET', 'access/me')).as(ActorView);
    expect(me.organisations).toMatchObject([{ key: 'alabu', administers: true }]);
    expect((await invite('facilitator', { organisation: 'alabu', email: 'late@alabu.test' })).refusal().code).toBe(
      'ORGANISATIONS.HAS_ADMINISTRATOR',
    );
  });

  it('to a second first person is good no more once the first has come', async () => {
    for (const email of ['one@lejerbo.test', 'two@lejerbo.test'])
      await invited('facilitator', { organisation: 'lejerbo', email });
    const [one, two] = [await linkTo('one@lejerbo.test'), await linkTo('two@lejerbo.test')];
    expect((await accept(one, { name: 'Den første' })).status).toBe(201);
    expect((await accept(two, { name: 'Den anden' })).refusal().code).toBe('ORGANISATIONS.HAS_ADMINISTRATOR');
    expect((await torv.admin.query(`SELECT FROM identity_person WHERE email = 'two@lejerbo.test'`)).rowCount).toBe(0);
  });

  it('is seen by those who look after it, and withdrawn or sent again by them alone', async () => {
    const { id, version } = await invited('member.housing', {
      organisation: 'himmerland',
      email: 'again@himmerland.test',
    });
    expect((await list('facilitator')).find((one) => one.id === id)).toMatchObject({ mine: false });
    for (const seat of ['chair', 'manager', 'member.civil'] as const)
      expect((await list(seat)).some((one) => one.id === id)).toBe(false);
    const step = (seat: Seat, what: string, at: number) =>
      torv.as(seat)('POST', `${invitations}/${id}/${what}`, { version: at });
    expect((await step('manager', 'withdrawal', version)).status).toBe(404);
    expect((await step('facilitator', 'withdrawal', version)).status).toBe(403);
    expect((await step('facilitator', 'mail', version)).status).toBe(403);
    const first = await linkTo('again@himmerland.test');
    const renewed = (await step('member.housing', 'mail', version)).as(InvitationView);
    expect((await step('member.housing', 'mail', version)).refusal().code).toBe('PLATFORM.VERSION_STALE');
    const second = await linkTo('again@himmerland.test', 1);
    expect((await look(first)).status).toBe(404);
    expect((await look(second)).status).toBe(200);
    expect((await step('member.housing', 'withdrawal', renewed.version)).as(InvitationView).state).toBe('withdrawn');
    expect((await look(second)).status).toBe(404);
    expect((await accept(second, { name: 'For sent' })).status).toBe(404);
    expect((await step('member.housing', 'mail', renewed.version + 1)).refusal().code).toBe(
      'ORGANISATIONS.INVITATION_SETTLED',
    );
  });

  it('runs out after 14 days, says so, and can be sent anew', async () => {
    const email = 'slow@himmerland.test';
    const { id, expiresAt } = await invited('member.housing', { organisation: 'himmerland', email });
    const days = (Date.parse(expiresAt) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(14);
    const secret = await linkTo(email);
    await torv.admin.query(`UPDATE identity_ticket SET expires_at = now() WHERE data->>'invitationId' = $1`, [id]);
    await torv.admin.query('UPDATE organisations_invitation SET expires_at = now() WHERE id = $1', [id]);
    expect((await look(secret)).status).toBe(404);
    expect((await list('member.housing')).find((one) => one.id === id)!.state).toBe('expired');
    await invited('member.housing', { organisation: 'himmerland', email });
    expect((await list('member.housing')).filter((one) => one.email === email).map((one) => one.state)).toEqual([
      'pending',
      'withdrawn',
    ]);
  });

  it('fills the seat that it offered, in the same act', async () => {
    const [organisation, body] = ['seatless', 'styregruppen'];
    const seatId = await torv.idOf(
      `WITH made AS (INSERT INTO organisations_organisation (network_id, key, name, sector)
         SELECT id, $1, 'Uden plads', 'business' FROM places_network WHERE key = $2 RETURNING *)
       INSERT INTO bodies_seat (network_id, body_id, organisation_id, role, voting, valid_from)
       SELECT m.network_id, b.id, m.id, 'member', true, now() - interval '1 day' FROM made m
       JOIN bodies_body b ON b.network_id = m.network_id AND b.key = $3 RETURNING place_id AS id`,
      organisation,
      network,
      body,
    );
    const elseOrganisation = { organisation: 'himmerland', email: 'seat@himmerland.test', seatId };
    expect((await invite('member.housing', elseOrganisation)).refusal().code).toBe('BODIES.SEAT_NOT_VACANT');
    const made = await invited('facilitator', { organisation, email: 'seat@example.test', seatId });
    expect(made.offer).toMatchObject({ body: { key: body }, role: 'member' });
    const secret = await linkTo('seat@example.test');
    expect((await look(secret)).as(OpenInvitation).offer).toEqual(made.offer);
    const cookie = cookieIn(await accept(secret, { name: 'Nyt medlem' }));
    const me = (await asJoined(cookie)('GET', 'access/me')).as(ActorView);
    expect(me.bodies).toMatchObject([{ key: body, roles: ['member'] }]);
  });

  it('says when its mail could not be delivered', async () => {
    const { id } = await invited('member.housing', { organisation: 'himmerland', email: 'gone@himmerland.test' });
    await mailTo(torv, 'gone@himmerland.test');
    const stateOf = async () => (await list('member.housing')).find((one) => one.id === id)!.mail;
    await torv.admin.query(
      'UPDATE platform_mail SET sent_at = NULL, given_up_at = now() WHERE id = (SELECT mail_id FROM organisations_invitation WHERE id = $1)',
      [id],
    );
    expect(await stateOf()).toBe('undelivered');
    // Whoever sees the invitation sees that of its mail, and of no other mail, and nothing more.
    const seen = (who: string) =>
      torv.bySql(who, async (client) => (await client.query('SELECT id FROM platform_mail')).rowCount);
    expect(await seen('chair')).toBe(0);
    await expect(
      torv.bySql('member.housing', (client) => client.query('SELECT recipient FROM platform_mail')),
    ).rejects.toThrow('denied');
  });
});
