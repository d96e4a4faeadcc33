import { BodyView, type NewMandate } from '@torv/shared/bodies';
import { MeetingView } from '@torv/shared/meetings';
import { keysInExport, LogExport, parseLeaf, parseReceipt, verifyExport, verifyReceipt } from '@torv/shared/log';
import { MandateList } from '@torv/shared/bodies';
import { advisoryBoard, setUpBody } from './body-steps';
import { callMeeting, everyoneAttends, recordPlainDecision, takeStep } from './decision-steps';
import { body as steering, network, startDemoTorv, type DemoTorv } from './demo-network';

let torv: DemoTorv;
let networkId: string;

beforeAll(async () => {
  torv = await startDemoTorv();
  networkId = await torv.idOf('SELECT id FROM places_network WHERE key = $1', network);
}, 60_000);
afterAll(() => torv?.close());

const exported = async (): Promise<LogExport> =>
  LogExport.parse(JSON.parse((await torv.as('member.civil')('GET', 'log/export')).text));
const ofKind = (log: LogExport, kind: string) => log.entries.filter((one) => parseLeaf(one.leaf)?.kind === kind);

/** Runs a change that no role may make, as one does who holds the machine, and takes it back. */
async function behindTorvsBack(table: string, change: string, values: unknown[], look: () => Promise<void>) {
  const before = (await torv.admin.query(`SELECT * FROM ${table}`)).rows;
  await torv.admin.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  try {
    expect((await torv.admin.query(change, values)).rowCount).toBeGreaterThan(0);
    await look();
  } finally {
    await torv.admin.query(
      `UPDATE ${table} t SET ${table === 'bodies_mandate' ? 'quorum = b.quorum' : 'record = b.record'}
       FROM jsonb_populate_recordset(null::${table}, $1) b WHERE b.id = t.id`,
      [JSON.stringify(before)],
    );
    await torv.admin.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  }
}

describe('minutes', () => {
  let closed: MeetingView;

  it('a meeting that closes leaves its protocol as an entry of the log', async () => {
    const chair = torv.as('chair');
    const called = await callMeeting(chair);
    expect(called.minutes).toBeNull();
    await everyoneAttends(chair, await takeStep(chair, called.id, 'open'));
    closed = await takeStep(chair, called.id, 'closed');
    const log = await exported();
    const entry = ofKind(log, 'minutes').at(-1)!;
    expect(closed.minutes).toEqual({ logIndex: entry.index });
    expect(entry.record).toMatchObject({ body: steering, meeting: called.id, title: called.title });
    expect(entry.record!['items']).toEqual([
      { position: 1, item: called.items[0]!.id, title: called.items[0]!.title, kind: 'decision', recused: 0 },
    ]);
    const present = entry.record!['present'] as { organisation: string; presence: string }[];
    expect(present.map((one) => one.organisation)).toContain('himmerland');
    // It cannot be erased, and so it names no person.
    const names = (await torv.admin.query<{ name: string }>('SELECT name FROM identity_person')).rows;
    for (const { name } of names) expect(JSON.stringify(entry.record)).not.toContain(name);
    expect(verifyExport(log)).toMatchObject({ ok: true });
  });

  it('its receipt stands by itself, and is for who may read the meeting', async () => {
    const path = `log/entries/${closed.minutes!.logIndex}/receipt`;
    const text = (await torv.as('member.civil')('GET', path)).text;
    const keys = keysInExport(await exported());
    expect(verifyReceipt(parseReceipt(text)!, keys)).toMatchObject({ ok: true });
    const changed = parseReceipt(text)!;
    changed.opened.record['title'] = 'Et andet møde';
    expect(verifyReceipt(changed, keys)).toMatchObject({ ok: false });
    expect((await torv.as('outsider')('GET', path)).status).toBe(404);
    expect((await torv.as('member.civil')('GET', 'log/entries/0/receipt')).status).toBe(404);
  });

  it('counts an item that fewer may see, and says nothing of it', async () => {
    const chair = torv.as('chair');
    const called = await callMeeting(chair);
    await torv.admin.query("UPDATE meetings_item SET visibility = 'closed' WHERE meeting_id = $1", [called.id]);
    await takeStep(chair, called.id, 'open');
    await takeStep(chair, called.id, 'closed');
    const entry = ofKind(await exported(), 'minutes').at(-1)!;
    expect(entry.record!['items']).toEqual([{ position: 1, withheld: true }]);
  });

  it('a cancelled meeting leaves none', async () => {
    const before = ofKind(await exported(), 'minutes').length;
    const called = await callMeeting(torv.as('chair'));
    await takeStep(torv.as('chair'), called.id, 'cancelled');
    expect(ofKind(await exported(), 'minutes')).toHaveLength(before);
  });

  it('by SQL nobody closes a meeting without its protocol, words one, or seals one that is not kept', async () => {
    const called = await callMeeting(torv.as('chair'));
    await takeStep(torv.as('chair'), called.id, 'open');
    const asChair = (text: string, values: unknown[] = []) =>
      torv.bySql('chair', (client) => client.query(text, values));
    await expect(asChair("UPDATE meetings_meeting SET state = 'closed' WHERE id = $1", [called.id])).rejects.toThrow(
      'MEETINGS.MINUTES_NOT_IN_LOG',
    );
    await expect(
      asChair(
        "INSERT INTO meetings_minutes (network_id, meeting_id, body_id, visibility, record) VALUES ($1, $2, $2, 'network', '{}')",
        [networkId, called.id],
      ),
    ).rejects.toThrow('permission denied');
    // Not while it is open, and not by who does not run it.
    await expect(asChair('SELECT * FROM meetings_keep_minutes($1, $2)', [networkId, called.id])).rejects.toThrow(
      'not a closed meeting',
    );
    await expect(
      torv.bySql('member.civil', (client) =>
        client.query('SELECT * FROM meetings_keep_minutes($1, $2)', [networkId, closed.id]),
      ),
    ).rejects.toThrow('not a closed meeting');
    const leaf = [{ kind: 'minutes', subjectId: called.id, leaf: '{}', salts: {}, visibility: 'network' }];
    await expect(asChair('SELECT log_append($1, $2)', [networkId, JSON.stringify(leaf)])).rejects.toThrow(
      'MEETINGS.NOT_MINUTED',
    );
  });

  it('a protocol that is changed behind the log is named', async () => {
    const change = `UPDATE meetings_minutes SET record = jsonb_set(record, '{title}', '"Et andet møde"') WHERE meeting_id = $1`;
    await behindTorvsBack('meetings_minutes', change, [closed.id], async () => {
      expect(verifyExport(await exported()).findings).toEqual([
        expect.objectContaining({ code: 'LOG.FIELD_CHANGED', index: closed.minutes!.logIndex, field: 'title' }),
      ]);
    });
    expect(verifyExport(await exported()).ok).toBe(true);
  });
});

describe('mandates', () => {
  let board: BodyView;
  let mandateId: string;

  it('what a body may do is an entry from its adoption on', async () => {
    board = await setUpBody(torv.as('facilitator'), { links: [{ kind: 'reports-to', body: steering }] });
    const next: NewMandate = { ...advisoryBoard.mandate, quorum: 3, text: 'Gruppen mødes seks gange om året.' };
    const drafted = await torv.as('facilitator')('POST', `bodies/${board.key}/mandates`, { key: true, body: next });
    expect(drafted.status).toBe(201);
    const { decision } = await recordPlainDecision(torv, 'network');
    const mandates = (await torv.as('chair')('GET', `bodies/${board.key}/mandates`)).as(MandateList).items;
    const draft = mandates.find((one) => one.version === 2)!;
    mandateId = draft.id;
    expect(ofKind(await exported(), 'mandate')).toHaveLength(0);
    const adopted = await torv.as('chair')('PUT', `decisions/${decision.number}/mandate`, {
      version: draft.revision,
      body: { mandateId },
    });
    expect(adopted.status).toBe(200);
    const log = await exported();
    const [entry] = ofKind(log, 'mandate');
    expect(entry!.record).toMatchObject({ body: board.key, version: 2, quorum: 3, adoptedBy: decision.id });
    expect(verifyExport(log)).toMatchObject({ ok: true });
  });

  it('by SQL none is adopted without its entry, and no entry says so of a draft', async () => {
    const third = await torv.as('facilitator')('POST', `bodies/${board.key}/mandates`, {
      key: true,
      body: { ...advisoryBoard.mandate, quorum: 4 },
    });
    expect(third.status).toBe(201);
    const { decision } = await recordPlainDecision(torv, 'network');
    const draft = (await torv.as('chair')('GET', `bodies/${board.key}/mandates`))
      .as(MandateList)
      .items.find((one) => one.version === 3)!;
    await expect(
      torv.bySql('chair', (client) =>
        client.query('SELECT decisions_adopt_mandate($1, $2, $3, $4)', [
          networkId,
          decision.id,
          draft.id,
          draft.revision,
        ]),
      ),
    ).rejects.toThrow('DECISIONS.MANDATE_NOT_IN_LOG');
    const leaf = [{ kind: 'mandate', subjectId: draft.id, leaf: '{}', salts: {}, visibility: 'network' }];
    await expect(
      torv.bySql('chair', (client) => client.query('SELECT log_append($1, $2)', [networkId, JSON.stringify(leaf)])),
    ).rejects.toThrow('DECISIONS.NOT_RECORDED');
  });

  it('a mandate that is changed behind the log is named', async () => {
    await behindTorvsBack(
      'bodies_mandate',
      'UPDATE bodies_mandate SET quorum = 1 WHERE id = $1',
      [mandateId],
      async () => {
        expect(verifyExport(await exported()).findings).toEqual([
          expect.objectContaining({ code: 'LOG.FIELD_CHANGED', field: 'quorum' }),
        ]);
      },
    );
  });
});
