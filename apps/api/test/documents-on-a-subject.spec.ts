import { createHash, randomUUID } from 'node:crypto';
import { DocumentList, DocumentView, heaviestFile } from '@torv/shared/documents';
import { MeetingView } from '@torv/shared/meetings';
import { ProposalView } from '@torv/shared/proposals';
import type { Client } from 'pg';
import {
  callMeeting,
  decisionOn,
  draftProposal,
  everyoneAttends,
  place,
  recordPlainDecision,
  takeStep,
} from './decision-steps';
import { type Asked, startDemoTorv, type DemoTorv, type Seat } from './demo-network';

// Files and links on what a body deals with: seen by who sees the subject or by fewer, and saved, never opened.

let torv: DemoTorv;
let networkId: string;
beforeAll(async () => {
  torv = await startDemoTorv();
  networkId = await torv.idOf("SELECT id FROM places_network WHERE key = 'aalborg-oest'");
}, 60_000);
afterAll(() => torv?.close());

type On = { subjectKind: string; subjectId: string };
const on = (subjectKind: string, { id }: { id: string }): On => ({ subjectKind, subjectId: id });
const text = (words: string) => Buffer.from(words);

/** Sends a file by someone. */
const send = (seat: Seat | null, subject: On, more: Record<string, string> = {}, asked: Asked = {}) =>
  torv.as(seat)('POST', `documents/files?${new URLSearchParams({ ...subject, name: 'bilag.txt', ...more })}`, {
    key: true,
    body: text('Bilag'),
    ...asked,
  });
const listed = async (seat: Seat, subject: On) =>
  (await torv.as(seat)('GET', `documents?${new URLSearchParams({ ...subject })}`)).as(DocumentList);
const file = (seat: Seat, id: string) => torv.as(seat)('GET', `documents/${id}/file`);

/** A proposal by the civil member on a called meeting; public where that is asked for. */
async function placed(visibility: 'public' | 'network' | 'body' = 'network') {
  const called = await callMeeting(torv.as('chair'), visibility === 'public' ? 'public' : 'network');
  const proposal = await place(
    torv.as('facilitator'),
    await draftProposal(torv.as('member.civil'), visibility),
    called,
  );
  const meeting = (await torv.as('chair')('GET', `meetings/${called.id}`)).as(MeetingView);
  return { proposal, meeting, item: meeting.items[1]! };
}

/** The municipality's member is ruled conflicted on the item. */
async function ruledConflicted(meeting: MeetingView, itemId: string) {
  const { seatId } = meeting.attendance.find(
    (one) => one.organisation.key === 'aalborg-kommune' && one.role === 'member',
  )!;
  const body = { seatId, ground: 'Part i sagen', ruling: 'conflicted' };
  const path = `meetings/${meeting.id}/items/${itemId}/conflicts`;
  (await torv.as('chair')('POST', path, { key: true, version: meeting.version, body })).as(MeetingView, 201);
}

describe('what is refused', () => {
  it('a file by someone without a right to it, of a wrong kind, too heavy or empty', async () => {
    const { proposal } = await placed();
    const subject = on('proposal', proposal);
    expect((await send(null, subject)).refusal().status).toBe(401);
    expect((await send('outsider', subject)).refusal().status).toBe(404);
    expect((await send('member.housing', subject)).refusal()).toMatchObject({
      status: 403,
      code: 'DOCUMENTS.MAY_NOT_ADD',
    });
    const refused = async (asked: Asked, more = {}) =>
      (await send('member.civil', subject, more, asked)).refusal().code;
    expect(await refused({ body: text('<!doctype html><script>1</script>') })).toBe('DOCUMENTS.TYPE_NOT_TAKEN');
    expect(await refused({ body: Buffer.alloc(heaviestFile + 1, 'a') })).toBe('DOCUMENTS.TOO_HEAVY');
    expect(await refused({ body: Buffer.alloc(0) })).toBe('DOCUMENTS.EMPTY');
    expect(await refused({}, { narrower: 'public' })).toBe('PLATFORM.INVALID_INPUT');
    expect(await refused({}, { narrower: 'network' })).toBe('DOCUMENTS.NOT_NARROWER');
    expect((await listed('member.civil', subject)).items).toEqual([]);
  });

  it('bytes at any other route, another type, or what comes from another site', async () => {
    const { proposal } = await placed();
    const elsewhere = await torv.as('chair')('POST', 'proposals', { key: true, body: text('{}') });
    expect(elsewhere.refusal().code).toBe('PLATFORM.NOT_JSON');
    const asked = (headers: Asked['headers']) =>
      send('member.civil', on('proposal', proposal), {}, headers ? { headers } : {});
    expect((await asked({ 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await asked({ 'x-requested-with': undefined })).refusal().code).toBe('PLATFORM.FORGED');
    expect((await asked({ origin: 'https://another.example' })).refusal().code).toBe('PLATFORM.FORGED');
  });

  it('a link that a browser would run', async () => {
    const { proposal } = await placed();
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'lokalplan']) {
      const body = { ...on('proposal', proposal), name: 'Lokalplan', url };
      const answer = await torv.as('member.civil')('POST', 'documents/links', { key: true, body });
      expect(answer.refusal()).toMatchObject({ code: 'PLATFORM.INVALID_INPUT' });
    }
  });

  it('one more than fifty on a subject', async () => {
    const { id } = await draftProposal(torv.as('member.civil'));
    await torv.admin.query(
      `INSERT INTO documents_document (network_id, subject_kind, subject_id, name, url, added_by)
       SELECT $1, 'proposal', $2, 'Bilag ' || n, 'https://example.org/', (SELECT id FROM identity_person WHERE email = 'chair@demo.torv.test') FROM generate_series(1, 50) n`,
      [networkId, id],
    );
    expect((await send('member.civil', on('proposal', { id }))).refusal().code).toBe('DOCUMENTS.TOO_MANY');
  });
});

describe('a file', () => {
  it('is kept with its checksum and its own type, and is saved, never opened', async () => {
    const { proposal } = await placed();
    const subject = on('proposal', proposal);
    const bytes = text('navn;beløb\nGrøn Arena;12\n');
    const added = await send('member.civil', subject, { name: '..\\Budget <2027>.CSV' }, { body: bytes });
    const document = added.as(DocumentView, 201);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(document).toMatchObject({ kind: 'file', name: 'Budget -2027-.csv', mediaType: 'text/csv', sha256 });
    expect(document).toMatchObject({ size: bytes.length, addedBy: 'Medlem for de lokale foreninger', narrower: null });
    const saved = await file('manager', document.id);
    expect(saved.bytes.equals(bytes)).toBe(true);
    expect(saved.headers).toMatchObject({
      'content-type': expect.stringMatching(/^text\/csv/) as string,
      'content-disposition': expect.stringMatching(/^attachment; /) as string,
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox') as string,
      'cache-control': 'no-store',
    });
    const shown = await listed('manager', subject);
    expect(shown).toMatchObject({ mayAdd: false, items: [{ id: document.id, mayRemove: false }] });
  });

  it('is added once when it is sent again, and another file with the same key is refused', async () => {
    const subject = on('proposal', (await placed()).proposal);
    const key = randomUUID();
    const first = (await send('member.civil', subject, {}, { key })).as(DocumentView, 201);
    const again = (await send('member.civil', subject, {}, { key })).as(DocumentView, 201);
    expect(again.id).toBe(first.id);
    const other = await send('member.civil', subject, {}, { key, body: text('Andet') });
    expect(other.refusal().code).toBe('PLATFORM.IDEMPOTENCY_KEY_REUSED');
    expect((await listed('member.civil', subject)).items).toHaveLength(1);
  });

  it('that is taken away leaves its name and who took it, and no bytes', async () => {
    const subject = on('proposal', (await placed()).proposal);
    const { id, version } = (await send('member.civil', subject)).as(DocumentView, 201);
    const remove = (seat: Seat, at = version) => torv.as(seat)('DELETE', `documents/${id}`, { version: at });
    expect((await remove('member.housing')).refusal().code).toBe('DOCUMENTS.MAY_NOT_REMOVE');
    expect((await remove('outsider')).refusal().status).toBe(404);
    expect((await remove('chair', version + 1)).refusal().code).toBe('PLATFORM.VERSION_STALE');
    const removed = (await remove('chair')).as(DocumentView);
    expect(removed).toMatchObject({ name: 'bilag.txt', mayRemove: false, removedBy: expect.any(String) as string });
    expect((await file('member.civil', id)).refusal()).toMatchObject({ status: 410, code: 'DOCUMENTS.TAKEN_AWAY' });
    expect((await remove('chair', version + 1)).refusal().code).toBe('DOCUMENTS.TAKEN_AWAY');
    const { rows } = await torv.admin.query('SELECT content, sha256 FROM documents_document WHERE id = $1', [id]);
    expect(rows).toMatchObject([{ content: null, sha256: expect.any(Buffer) as Buffer }]);
  });

  it('of a proposal that is decided stands as it stood; the decision and its follow-up take new ones', async () => {
    const { proposal, meeting } = await placed();
    const { id, version } = (await send('member.civil', on('proposal', proposal))).as(DocumentView, 201);
    const chair = torv.as('chair');
    const open = await everyoneAttends(chair, await takeStep(chair, meeting.id, 'open'));
    const followUp = { organisation: 'lokale-foreninger', task: 'Spørg beboerne', due: '2027-06-01' };
    const body = { ...decisionOn(open.id, meeting.items[1]!.id), departure: 'Drøftet på mødet', followUp };
    const answer = await chair('POST', 'decisions', { key: true, version: open.version, body });
    const decision = answer.json() as { id: string; followUps: { id: string }[] };
    expect((await send('member.civil', on('proposal', proposal))).refusal().code).toBe('DOCUMENTS.SETTLED');
    const removing = await torv.as('member.civil')('DELETE', `documents/${id}`, { version });
    expect(removing.refusal().code).toBe('DOCUMENTS.SETTLED');
    expect(await listed('chair', on('proposal', proposal))).toMatchObject({ mayAdd: false, items: [{ id }] });
    expect((await send('facilitator', on('decision', decision))).status).toBe(201);
    // Whoever owes the follow-up shows that it was done.
    const owed = on('follow-up', decision.followUps[0]!);
    expect((await send('member.housing', owed)).refusal().code).toBe('DOCUMENTS.MAY_NOT_ADD');
    expect((await send('member.civil', owed)).status).toBe(201);
    expect((await listed('manager', owed)).items).toHaveLength(1);
  });
});

describe('who sees it', () => {
  it("is who sees the subject: a draft is its author's, a closed decision is the body's", async () => {
    const draft: ProposalView = await draftProposal(torv.as('member.civil'));
    const onDraft = (await send('member.civil', on('proposal', draft))).as(DocumentView, 201);
    expect((await file('manager', onDraft.id)).refusal().status).toBe(404);
    expect((await torv.as('manager')('GET', `documents?subjectKind=proposal&subjectId=${draft.id}`)).status).toBe(404);
    expect((await file('chair', onDraft.id)).status).toBe(200);
    const { decision } = await recordPlainDecision(torv, 'closed');
    const onClosed = (await send('facilitator', on('decision', decision))).as(DocumentView, 201);
    expect((await file('manager', onClosed.id)).refusal().status).toBe(404);
    expect((await file('member.housing', onClosed.id)).status).toBe(200);
  });

  it('is fewer where it is narrower, and never whoever was ruled conflicted', async () => {
    const { proposal, meeting, item } = await placed('public');
    const subject = on('proposal', proposal);
    const open = (await send('member.civil', subject)).as(DocumentView, 201);
    const narrow = (await send('member.civil', subject, { narrower: 'body' })).as(DocumentView, 201);
    expect((await file('manager', narrow.id)).refusal().status).toBe(404);
    expect((await listed('manager', subject)).items.map((one) => one.id)).toEqual([open.id]);
    expect((await file('member.municipality', narrow.id)).status).toBe(200);
    await ruledConflicted(meeting, item.id);
    expect((await file('member.municipality', narrow.id)).refusal().status).toBe(404);
    // What is public is everyone's.
    expect((await file('member.municipality', open.id)).status).toBe(200);
    const withheld = await placed();
    const kept = (await send('member.civil', on('proposal', withheld.proposal))).as(DocumentView, 201);
    const onItem = (await send('facilitator', on('item', withheld.item))).as(DocumentView, 201);
    await ruledConflicted(withheld.meeting, withheld.item.id);
    for (const { id } of [kept, onItem]) expect((await file('member.municipality', id)).refusal().status).toBe(404);
  });
});

describe('the same by SQL, as the application', () => {
  const columns = '(network_id, subject_kind, subject_id, narrower, name, url, added_by)';
  const inserting = (seat: Seat, subject: On, { narrower = null as string | null, by = seat } = {}) =>
    torv.bySql(seat, async (client: Client) => {
      await client.query(
        `INSERT INTO documents_document ${columns} VALUES ($1, $2, $3, $4, 'Link', 'https://example.org/', $5)`,
        [networkId, subject.subjectKind, subject.subjectId, narrower, await personOf(by)],
      );
    });
  const personOf = (seat: Seat) =>
    torv.idOf('SELECT id FROM identity_person WHERE email = $1', `${seat}@demo.torv.test`);

  it('nobody adds who may not, in another name, wider than the subject or on what is settled', async () => {
    const { proposal } = await placed();
    const subject = on('proposal', proposal);
    await expect(inserting('member.housing', subject)).rejects.toMatchObject({ code: '42501' });
    await expect(inserting('chair', subject, { by: 'member.civil' })).rejects.toMatchObject({ code: '42501' });
    await expect(inserting('chair', subject, { narrower: 'network' })).rejects.toThrow('DOCUMENTS.NOT_NARROWER');
    await expect(inserting('chair', on('proposal', { id: randomUUID() }))).rejects.toThrow('PLATFORM.NOT_FOUND');
    await expect(inserting('chair', subject)).resolves.toBeUndefined();
  });

  it('nobody changes a file, and none is kept that is not what its checksum says', async () => {
    const { id } = (await send('member.civil', on('proposal', (await placed()).proposal))).as(DocumentView, 201);
    const changing = (seat: Seat, change: string) =>
      torv.bySql(seat, (client) => client.query(`UPDATE documents_document SET ${change} WHERE id = $1`, [id]));
    await expect(changing('member.civil', "name = 'x'")).rejects.toMatchObject({ code: '42501' });
    await expect(changing('member.civil', "content = 'x'")).rejects.toMatchObject({ code: '42501' });
    const taken = 'content = NULL, removed_at = now(), removed_by = platform_actor()';
    expect((await changing('member.housing', taken)).rowCount).toBe(0);
    expect((await changing('member.civil', taken)).rowCount).toBe(1);
    await expect(torv.admin.query("UPDATE documents_document SET content = 'x' WHERE id = $1", [id])).rejects.toThrow(
      'documents_document_check',
    );
  });
});
