import { DecisionPage, DecisionView } from '@torv/shared/decisions';
import { erasedWords } from '@torv/shared/kernel';
import {
  keysInExport,
  LogExport,
  parseReceipt,
  verifyExport,
  verifyReceipt,
  verifyReceiptAgainstExport,
} from '@torv/shared/log';
import type { Client } from 'pg';
import { redactDecision } from '../src/interop/commands/redact-decision';
import { readSettings } from '../src/platform/config/read-settings';
import { recordPlainDecision } from './decision-steps';
import { network, startDemoTorv, type DemoTorv } from './demo-network';

let torv: DemoTorv;
let decision: DecisionView;
let receipt: string;
const said: string[] = [];

const redact = (number: string, ...fields: string[]) =>
  redactDecision(
    torv.database.adminUrl,
    readSettings({ TORV_DATA: torv.dataDir, DATABASE_URL: torv.database.appUrl }),
    { networkKey: network, number, fields },
    (line) => said.push(line),
  );
const exported = async () => (await torv.as('member.civil')('GET', 'log/export')).as(LogExport);

beforeAll(async () => {
  torv = await startDemoTorv();
  ({ decision } = await recordPlainDecision(torv, 'public'));
  receipt = (await torv.as('member.civil')('GET', `decisions/${decision.number}/receipt`)).text;
}, 60_000);
afterAll(() => torv?.close());

it('refuses what cannot be erased and what is not there, and changes nothing', async () => {
  await expect(redact(decision.number, 'positions')).rejects.toThrow('--field text');
  await expect(redact(decision.number)).rejects.toThrow('--field text');
  await expect(redact('styregruppen-1999-1', 'text')).rejects.toThrow('no such decision');
  expect(verifyReceiptAgainstExport(parseReceipt(receipt)!, await exported()).findings).toEqual([]);
});

it('no request erases, and the owner erases nothing that the log does not say', async () => {
  const run = (sql: string) => (client: Client) => client.query(sql);
  await expect(
    torv.bySql('chair', run(`SELECT decisions_erase_words(uuidv7(), '${decision.number}', '{text}')`)),
  ).rejects.toMatchObject({ code: '42501' });
  const unsaid = async (client: Client) => {
    await client.query("SELECT set_config('torv.erases', 'text', true)");
    await client.query('UPDATE decisions_decision SET text = NULL');
  };
  await expect(torv.bySql(null, unsaid, 'torv_owner')).rejects.toMatchObject({ message: 'DECISIONS.ERASED_UNSAID' });
  const more = async (client: Client) => {
    await client.query("SELECT set_config('torv.erases', 'text', true)");
    await client.query("UPDATE decisions_decision SET text = NULL, rationale = 'En anden'");
  };
  await expect(torv.bySql(null, more, 'torv_owner')).rejects.toMatchObject({ code: '23001' });
});

it('value and salt go, the log says so, and every proof holds', async () => {
  await redact(decision.number, 'rationale', 'summary');
  expect(said.at(-1)).toContain(`rationale, summary of ${decision.number} is erased (entry ${decision.logIndex})`);
  const now = (await torv.as('member.civil')('GET', `decisions/${decision.number}`)).as(DecisionView);
  expect(now).toMatchObject({ text: decision.text, rationale: erasedWords, summary: erasedWords });
  const log = await exported();
  const entry = log.entries[decision.logIndex]!;
  expect(entry.record).toMatchObject({ rationale: null, summary: null, text: decision.text });
  expect(Object.keys(entry.salts!)).not.toEqual(expect.arrayContaining(['rationale']));
  expect(JSON.stringify(log)).not.toContain(decision.rationale);
  expect(verifyExport(log)).toMatchObject({ ok: true, findings: [] });
  // Whoever took a receipt before keeps what it holds; it is still true of the log.
  const old = parseReceipt(receipt)!;
  expect(verifyReceipt(old, keysInExport(log))).toMatchObject({ ok: true });
  const against = verifyReceiptAgainstExport(old, log);
  expect(against.findings).toEqual([]);
  expect(against.facts).toContain(
    `The field "rationale" of entry ${decision.logIndex} (${decision.number}) has been erased since the receipt was made.`,
  );
});

it('what was erased is not found by its words', async () => {
  const by = async (q: string) =>
    (await torv.as('member.civil')('GET', `decisions?q=${encodeURIComponent(q)}`)).as(DecisionPage).items;
  expect(await by(decision.rationale.split(' ')[0]!)).toEqual([]);
  expect(
    (await torv.admin.query('SELECT count(*)::int AS n FROM decisions_decision WHERE summary IS NULL')).rows,
  ).toEqual([{ n: 1 }]);
  await expect(redact(decision.number, 'rationale')).rejects.toThrow('none of these any more');
});
