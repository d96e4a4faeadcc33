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
  // The log names its key when it is first needed; from here on a leaf is a record's.
  await chair('GET', 'log/checkpoint');
}, 60_000);

afterAll(() => torv?.close());

describe('what is refused is said so that it can be mended', () => {
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
