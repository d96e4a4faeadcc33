import { createHash } from 'node:crypto';
import { DecisionView } from '@torv/shared/decisions';
import { DocumentView, type DocumentSubject } from '@torv/shared/documents';
import type { Visibility } from '@torv/shared/kernel';
import { parseReceipt } from '@torv/shared/log';
import { MeetingView } from '@torv/shared/meetings';
import { strFromU8, unzipSync } from 'fflate';
import { callMeeting, decisionOn, draftProposal, everyoneAttends, place, takeStep } from './decision-steps';
import { startDemoTorv, type DemoTorv, type Seat } from './demo-network';

// A case taken out for a request for access: all there is stands in the index, and what the recipient may not see is marked.

let torv: DemoTorv;
beforeAll(async () => {
  torv = await startDemoTorv();
}, 60_000);
afterAll(() => torv?.close());

async function add(seat: Seat, subjectKind: DocumentSubject, subjectId: string, name: string, narrower?: string) {
  const query = new URLSearchParams({ subjectKind, subjectId, name, ...(narrower ? { narrower } : {}) });
  const answer = await torv.as(seat)('POST', `documents/files?${query}`, {
    key: true,
    body: Buffer.from(`Om ${name}`),
  });
  return answer.as(DocumentView, 201);
}

/** A decision on a proposal, with a document for everyone, one for the body and one that was taken away. */
async function theCase(visibility: Visibility) {
  const chair = torv.as('chair');
  const called = await callMeeting(chair, visibility === 'public' ? 'public' : 'network');
  const draft = await draftProposal(torv.as('member.civil'), visibility);
  const proposal = await place(torv.as('facilitator'), draft, called);
  await add('member.civil', 'proposal', proposal.id, 'Åbent bilag.txt');
  await add('member.civil', 'proposal', proposal.id, 'Hemmelig pris.txt', 'closed');
  const gone = await add('member.civil', 'proposal', proposal.id, 'Forkert.txt');
  await torv.as('chair')('DELETE', `documents/${gone.id}`, { version: gone.version });
  const open = await everyoneAttends(chair, await takeStep(chair, called.id, 'open'));
  const { items } = (await chair('GET', `meetings/${called.id}`)).as(MeetingView);
  const body = {
    ...decisionOn(open.id, items[1]!.id, visibility),
    outcome: 'postponed',
  };
  const answer = await chair('POST', 'decisions', { key: true, version: open.version, body });
  return answer.as(DecisionView, 201);
}

const extract = (seat: Seat | null, number: string, recipient: string, language = 'da') =>
  torv.as(seat)('GET', `decisions/${number}/extract?recipient=${recipient}&language=${language}`);
async function opened(number: string, recipient: string, language = 'da') {
  const answer = await extract('facilitator', number, recipient, language);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${number}-${recipient}.zip"`,
  });
  return unzipSync(answer.bytes);
}
const wordOf = (files: Record<string, Uint8Array>, name: string) =>
  strFromU8(unzipSync(files[name]!)['word/document.xml']!);

describe('a case', () => {
  it('is taken out by nobody but who runs the body, and never of what they do not see', async () => {
    const { number } = await theCase('network');
    expect((await extract(null, number, 'party')).status).toBe(401);
    expect((await extract('outsider', number, 'party')).refusal().status).toBe(404);
    for (const seat of ['member.civil', 'manager'] as const)
      expect((await extract(seat, number, 'party')).refusal()).toMatchObject({
        status: 403,
        code: 'INTEROP.MAY_NOT_EXTRACT',
      });
    expect((await extract('facilitator', 'styregruppen-2099-1', 'party')).refusal().status).toBe(404);
    expect((await extract('facilitator', number, 'friend')).refusal().code).toBe('PLATFORM.INVALID_INPUT');
  });

  it('for anyone holds what is public, and a marked sheet for each thing that is not', async () => {
    const decision = await theCase('public');
    const files = await opened(decision.number, 'resident');
    expect(Object.keys(files).sort()).toEqual(
      [
        `${decision.number}.docx`,
        `${decision.number}.tlog-proof`,
        'dokumenter/04 Åbent bilag.txt',
        'indeks.html',
        'indstilling.docx',
        'tilbageholdt/05.txt',
      ].sort(),
    );
    expect(strFromU8(files['dokumenter/04 Åbent bilag.txt']!)).toBe('Om Åbent bilag.txt');
    expect(wordOf(files, `${decision.number}.docx`)).toContain(decision.rationale);
    expect(wordOf(files, 'indstilling.docx')).toContain('Beboerne kender pladsen bedst.');
    expect(parseReceipt(strFromU8(files[`${decision.number}.tlog-proof`]!))).not.toBeNull();
    const index = strFromU8(files['indeks.html']!);
    for (const said of ['Åbent bilag.txt', 'Tilbageholdt', 'Synlighed: Lukket', 'Forkert.txt', 'findes ikke mere'])
      expect(index).toContain(said);
    // Of what is withheld not even the name is told.
    for (const bytes of Object.values(files)) expect(strFromU8(bytes)).not.toContain('Hemmelig pris');
    expect(strFromU8(files['tilbageholdt/05.txt']!)).toContain('Synlighed: Lukket');
  });

  it("that is the network's is withheld whole from anyone else, and given to a party", async () => {
    const decision = await theCase('network');
    const forAnyone = await opened(decision.number, 'resident', 'en');
    expect(Object.keys(forAnyone).every((name) => name.startsWith('withheld/') || name === 'index.html')).toBe(true);
    const everything = Object.values(forAnyone)
      .map((bytes) => strFromU8(bytes))
      .join('\n');
    for (const secret of [decision.title, decision.text, decision.rationale, 'Åbent bilag', 'Forkert'])
      expect(everything).not.toContain(secret);
    expect(strFromU8(forAnyone['index.html']!)).toContain('<dd>5</dd>');
    const forParty = await opened(decision.number, 'party', 'en');
    expect(Object.keys(forParty)).toContain(`${decision.number}.docx`);
    expect(Object.keys(forParty).filter((name) => name.startsWith('withheld/'))).toHaveLength(1);
    const [name, bytes] = Object.entries(forParty).find(([one]) => one.startsWith('documents/'))!;
    expect(name).toMatch(/Åbent bilag\.txt$/);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(
      createHash('sha256').update('Om Åbent bilag.txt').digest('hex'),
    );
  });
});
