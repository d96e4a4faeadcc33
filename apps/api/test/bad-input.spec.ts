import { randomUUID } from 'node:crypto';
import { type MeetingView } from '@torv/shared/meetings';
import type { ProposalView } from '@torv/shared/proposals';
import { callMeeting, decisionOn, draftProposal, everyoneAttends, place, takeStep } from './decision-steps';
import { body, startDemoTorv, type Answer, type DemoTorv } from './demo-network';

let torv: DemoTorv;
let openMeeting: MeetingView;
let closedMeeting: MeetingView;
let placed: ProposalView;

const times = { startsAt: '2027-03-01T15:00:00Z', endsAt: '2027-03-01T16:00:00Z' };
const newMeeting = { body, title: 'Møde', ...times };
const newProposal = { body, title: 'Indstilling', text: 'Vi gør det.' };
const commitment = {
  organisation: 'aalborg-kommune',
  kind: 'money',
  amount: 1,
  from: '2026-01-01',
  until: '2027-01-01',
};
const mandate = { remit: 'recommends', rule: 'consent', quorum: 1 };
const countOf = async (table: string): Promise<number> =>
  Number((await torv.admin.query(`SELECT count(*) FROM ${table}`)).rows[0].count);

beforeAll(async () => {
  torv = await startDemoTorv();
  const chair = torv.as('chair');
  const facilitator = torv.as('facilitator');
  openMeeting = await everyoneAttends(chair, await takeStep(chair, (await callMeeting(chair)).id, 'open'));
  await takeStep(chair, (closedMeeting = await callMeeting(chair)).id, 'open');
  closedMeeting = await takeStep(chair, closedMeeting.id, 'closed');
  placed = await place(facilitator, await draftProposal(facilitator), await callMeeting(chair));
}, 60_000);

afterAll(() => torv?.close());

describe('every contract refuses what it does not know', () => {
  const id = randomUUID();
  const madeResponse = { clientDataJSON: 'e30', attestationObject: 'oA' };
  const passkeyAnswer = {
    id: 'AAAA',
    rawId: 'AAAA',
    type: 'public-key',
    clientExtensionResults: {},
    response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' },
  };
  const contracts: [string, string, object][] = [
    ['POST', '/api/v1/session', { email: 'chair@demo.torv.test', password: 'torv-demo-1' }],
    ['POST', '/api/v1/session/again', { password: 'not-the-password' }],
    ['PUT', '/api/v1/session/password', { current: 'not-the-password', password: 'fjorden og broen' }],
    ['POST', '/api/v1/session/tokens', { name: 'Kalenderen', scopes: ['read'], days: 30 }],
    ['PATCH', '/api/v1/session', { language: 'da' }],
    ['POST', '/api/v1/session/second-factor', { pending: 'x'.repeat(43), code: '123456' }],
    ['POST', '/api/v1/session/again/code', { code: '123456' }],
    ['POST', '/api/v1/session/passkey', { answer: passkeyAnswer }],
    ['POST', '/api/v1/session/again/passkey', { answer: passkeyAnswer }],
    ['POST', '/api/v1/me/second-factor/codes/confirmation', { code: '123456' }],
    ['POST', '/api/v1/me/passkeys', { name: 'Tablet', answer: { ...passkeyAnswer, response: madeResponse } }],
    ['POST', '/api/v1/me/brokers/mitid', { then: '/me' }],
    ['PATCH', `/api/v1/me/passkeys/${id}`, { name: 'Tablet' }],
    ['POST', 'meetings', newMeeting],
    ['PATCH', `meetings/${id}`, { title: 'Ny titel' }],
    ['POST', `meetings/${id}/transitions`, { to: 'open' }],
    ['POST', `meetings/${id}/items`, { title: 'Punkt', kind: 'discussion' }],
    ['PUT', `meetings/${id}/order`, { items: [] }],
    ['PUT', `meetings/${id}/attendance`, { seats: [{ seatId: id, presence: 'room' }] }],
    ['POST', `meetings/${id}/items/${id}/conflicts`, { seatId: id, ground: 'Familie' }],
    ['PUT', `meetings/${id}/items/${id}/conflicts/${id}`, { ruling: 'conflicted' }],
    ['PUT', `meetings/${id}/items/${id}/participants`, { people: [] }],
    ['POST', 'proposals', newProposal],
    ['PATCH', `proposals/${id}`, { title: 'Ny titel' }],
    ['POST', `proposals/${id}/placement`, { meetingId: id }],
    ['POST', `proposals/${id}/withdrawal`, { reason: 'Ikke nu' }],
    ['POST', `proposals/${id}/positions`, { organisation: 'himmerland', stance: 'endorse' }],
    ['POST', 'decisions', { ...decisionOn(id, id), followUp: undefined }],
    ['POST', `decisions/x-2026-1/follow-ups/${id}/done`, { state: 'done' }],
    ['POST', 'initiatives/skolerenovering/commitments', commitment],
    ['POST', `initiatives/skolerenovering/commitments/${id}/withdrawal`, { reason: 'Ikke nu' }],
    ['POST', 'initiatives/skolerenovering/transitions', { to: 'active' }],
    ['POST', 'initiatives/skolerenovering/proposals', { proposalId: id }],
    ['POST', 'initiatives/skolerenovering/partners', { organisation: 'himmerland' }],
    ['POST', 'organisations', { key: 'ny-part', name: 'Ny part', sector: 'business' }],
    ['PATCH', 'organisations/himmerland', { name: 'Nyt navn' }],
    ['POST', 'organisations/himmerland/affiliations', { personId: id }],
    ['POST', 'organisations/himmerland/offices', { personId: id }],
    ['POST', 'organisations/himmerland/authorities', { personId: id, subjects: ['positions'], givenBy: 'Bestyrelsen' }],
    ['POST', 'organisations/himmerland/instances', { name: 'Repræsentantskabet', kind: 'representatives' }],
    ['PATCH', `organisations/himmerland/instances/${id}`, { nextOn: '2027-01-01' }],
    ['PUT', 'overview/visit', { seq: 0 }],
    ['POST', '/api/v1/me/erasure', { email: 'somebody.else@demo.torv.test' }],
    ['POST', 'bodies', { name: 'Gruppe', kind: 'working-group', purpose: 'Et formål.', mandate }],
    ['PATCH', 'bodies/styregruppen', { name: 'Andet' }],
    ['POST', 'bodies/styregruppen/closing', { endedOn: '2099-12-31' }],
    ['POST', 'bodies/styregruppen/confidentiality', { hash: '0'.repeat(64) }],
    ['POST', 'bodies/borgersamraad/mandates', mandate],
    ['PUT', 'bodies/borgersamraad/mandates/1', mandate],
    ['POST', 'bodies/styregruppen/seats', { organisation: 'alabu' }],
    ['PATCH', `bodies/styregruppen/seats/${id}`, { person: id }],
    ['PUT', `bodies/styregruppen/seats/${id}/terms`, { role: 'member', voting: true, heldUntil: null }],
    ['POST', `bodies/styregruppen/seats/${id}/ending`, { lastDay: null }],
    ['POST', `bodies/styregruppen/seats/${id}/deputies`, { kind: 'alternate', person: id }],
    ['PUT', 'decisions/x-2026-1/mandate', { mandateId: id }],
  ];

  it.each(contracts)('%s %s names the field', async (method, path, known) => {
    // Signing in would end the session that asks.
    const ask = torv.as(`${method} ${path}` === 'POST /api/v1/session' ? null : 'chair');
    const refused = await ask(method, path, { key: true, version: 1, body: { ...known, unheardOf: 1 } });
    expect(refused.refusal()).toMatchObject({ status: 400, code: 'PLATFORM.INVALID_INPUT' });
    expect(refused.refusal().errors.map((one) => one.path)).toContain('unheardOf');
    // What is refused is the field alone: without it the answer is another.
    const without = await ask(method, path, { key: true, version: 1, body: known });
    expect(without.status).not.toBe(400);
  });

  it('there is a contract for each route that takes a body', async () => {
    const document = (await torv.as(null)('GET', '/api/openapi.json')).json() as {
      paths: Record<string, Record<string, { requestBody?: unknown }>>;
    };
    const changing = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => !['get', 'delete'].includes(method) && methods[method]!.requestBody)
        .map((method) => `${method} ${path}`),
    );
    expect(contracts).toHaveLength(changing.length);
  });

  it('a field at fault is told in the language of who asks', async () => {
    const told = async (language: string, body: unknown, path = 'meetings') => {
      const headers = { 'accept-language': language };
      const refused = await torv.as('chair')('POST', path, { key: true, headers, body });
      return refused.refusal().errors.map((one) => one.message);
    };
    const long = { ...newMeeting, title: 'x'.repeat(300) };
    expect(await told('en', long)).toEqual(['At most 200 characters.']);
    expect(await told('da', long)).toEqual(['Højst 200 tegn.']);
    expect(await told('da', { ...newMeeting, title: ' ', place: undefined })).toEqual(['Må ikke være tomt.']);
    expect(await told('da', { ...newMeeting, onlineLink: 'x' })).toEqual([
      'Skriv en adresse, der begynder med https://.',
    ]);
    expect(await told('da', { ...newMeeting, body: undefined })).toEqual(['Mangler.']);
    const backwards = { ...newMeeting, endsAt: newMeeting.startsAt };
    expect(await told('da', backwards)).toEqual(['Sluttidspunktet skal ligge efter begyndelsen.']);
    expect(await told('en', backwards)).toEqual(['It must end after it begins.']);
    expect(await told('da', { ...newMeeting, unheardOf: 1 })).toEqual(['Ukendt felt.']);
  });

  it('the API document declares every part of an address, and the headers that a change carries', async () => {
    interface Operation {
      parameters: { name: string; in: string }[];
    }
    const document = (await torv.as(null)('GET', '/api/openapi.json')).json() as {
      paths: Record<string, Record<string, Operation>>;
    };
    for (const [path, methods] of Object.entries(document.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values(methods)) {
        expect(parameters.filter((one) => one.in === 'path').map((one) => one.name)).toEqual(named);
      }
    }
    const recording = document.paths['/api/v1/networks/{networkKey}/decisions']!['post']!;
    const headers = recording.parameters.filter((one) => one.in === 'header').map((one) => one.name);
    expect(headers.toSorted()).toEqual(['Idempotency-Key', 'If-Match']);
  });

  it.each([
    'meetings?color=red',
    'decisions?color=red',
    'proposals?color=red',
    'initiatives?color=red',
    'log/entries?start=0&end=1&color=red',
  ])('GET %s names the parameter', async (path) => {
    const refused = (await torv.as('chair')('GET', path)).refusal();
    expect(refused).toMatchObject({ status: 400, code: 'PLATFORM.INVALID_INPUT', errors: [{ path: 'color' }] });
  });

  it('an unknown field deep inside is named by its path', async () => {
    const items = [
      { title: 'Et', kind: 'discussion' },
      { title: 'To', kind: 'discussion', color: 'red' },
    ];
    const refused = await torv.as('chair')('POST', 'meetings', { key: true, body: { ...newMeeting, items } });
    expect(refused.refusal().errors).toEqual([{ path: 'items.1.color', message: 'Unknown field.' }]);
  });
});

describe('what a person may not do', () => {
  const refusals: [string, () => Promise<Answer>, number, string][] = [
    [
      'a proposal for a body of another network',
      () => torv.as('facilitator')('POST', 'proposals', { key: true, body: { ...newProposal, body: 'nabogruppen' } }),
      404,
      'PLATFORM.NOT_FOUND',
    ],
    [
      'a meeting of a body of another network',
      () => torv.as('facilitator')('POST', 'meetings', { key: true, body: { ...newMeeting, body: 'nabogruppen' } }),
      404,
      'PLATFORM.NOT_FOUND',
    ],
    [
      'a proposal without a seat in the body',
      () => torv.as('manager')('POST', 'proposals', { key: true, body: newProposal }),
      403,
      'PROPOSALS.NO_SEAT',
    ],
    [
      'a position for an organisation that one may not bind',
      () =>
        torv.as('member.civil')('POST', `proposals/${placed.id}/positions`, {
          key: true,
          version: placed.version,
          body: { organisation: 'himmerland', stance: 'endorse' },
        }),
      403,
      'PROPOSALS.MAY_NOT_BIND',
    ],
    [
      'a commitment for an organisation that one may not bind',
      () =>
        torv.as('member.civil')('POST', 'initiatives/velkomstpakker/commitments', {
          key: true,
          version: 1,
          body: commitment,
        }),
      403,
      'INITIATIVES.MAY_NOT_COMMIT',
    ],
    [
      'a position on a version that was read before a change',
      () =>
        torv.as('member.civil')('POST', `proposals/${placed.id}/positions`, {
          key: true,
          version: placed.version - 1,
          body: { organisation: 'lokale-foreninger', stance: 'endorse' },
        }),
      412,
      'PLATFORM.VERSION_STALE',
    ],
    [
      'a decision on a closed meeting',
      () =>
        torv.as('chair')('POST', 'decisions', {
          key: true,
          version: closedMeeting.version,
          body: { ...decisionOn(closedMeeting.id, closedMeeting.items[0]!.id), text: 'x' },
        }),
      409,
      'DECISIONS.MEETING_NOT_OPEN',
    ],
    [
      'a decision by another than the chair',
      () =>
        torv.as('facilitator')('POST', 'decisions', {
          key: true,
          version: openMeeting.version,
          body: { ...decisionOn(openMeeting.id, openMeeting.items[0]!.id), text: 'x' },
        }),
      403,
      'DECISIONS.MAY_NOT_RECORD',
    ],
    [
      'a decision without a word of what was decided',
      () =>
        torv.as('chair')('POST', 'decisions', {
          key: true,
          version: openMeeting.version,
          body: decisionOn(openMeeting.id, openMeeting.items[0]!.id),
        }),
      400,
      'DECISIONS.TEXT_MISSING',
    ],
    [
      'an item on a closed meeting',
      () =>
        torv.as('chair')('POST', `meetings/${closedMeeting.id}/items`, {
          key: true,
          version: closedMeeting.version,
          body: { title: 'Sent', kind: 'discussion' },
        }),
      409,
      'MEETINGS.OVER',
    ],
    [
      'opening a meeting again',
      () =>
        torv.as('chair')('POST', `meetings/${closedMeeting.id}/transitions`, {
          version: closedMeeting.version,
          body: { to: 'open' },
        }),
      409,
      'MEETINGS.NO_SUCH_STEP',
    ],
    [
      'a meeting that ends before it begins',
      () =>
        torv.as('chair')('POST', 'meetings', { key: true, body: { ...newMeeting, endsAt: '2027-03-01T14:00:00Z' } }),
      400,
      'MEETINGS.ENDS_TOO_EARLY',
    ],
    [
      'an order that leaves an item out',
      () =>
        torv.as('chair')('PUT', `meetings/${openMeeting.id}/order`, {
          version: openMeeting.version,
          body: { items: [] },
        }),
      400,
      'MEETINGS.ORDER_INCOMPLETE',
    ],
    [
      'a proposal of a goal that does not exist',
      () =>
        torv.as('facilitator')('POST', 'proposals', { key: true, body: { ...newProposal, goals: ['findes-ikke'] } }),
      404,
      'PLATFORM.NOT_FOUND',
    ],
  ];

  it.each(refusals)('%s', async (_, act, status, code) => {
    const before = [await countOf('platform_event'), await countOf('platform_idempotency'), await countOf('log_leaf')];
    const answer = await act();
    expect(answer.refusal()).toMatchObject({ status, code });
    expect((answer.json() as { detail: string }).detail).toMatch(/\S+ \S+ .*\.$/);
    expect([await countOf('platform_event'), await countOf('platform_idempotency'), await countOf('log_leaf')]).toEqual(
      before,
    );
  });

  it('a reservation without a text names the field', async () => {
    const refused = await torv.as('member.civil')('POST', `proposals/${placed.id}/positions`, {
      key: true,
      version: placed.version,
      body: { organisation: 'lokale-foreninger', stance: 'reserve' },
    });
    expect(refused.refusal()).toMatchObject({ status: 400, errors: [{ path: 'text' }] });
  });

  it('the sentence comes in the language asked for', async () => {
    const told = async (language: string) =>
      (
        (
          await torv.as('chair')('GET', `meetings/${randomUUID()}`, { headers: { 'accept-language': language } })
        ).json() as { detail: string }
      ).detail;
    expect(await told('da')).toContain('Det findes ikke');
    expect(await told('en-GB')).toContain('It does not exist');
  });
});
