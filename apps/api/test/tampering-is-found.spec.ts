import type { DecisionView } from '@torv/shared/decisions';
import {
  hashOfLeafText,
  keysInExport,
  LogExport,
  nodesFromLeaves,
  originOf,
  parseCheckpoint,
  parseReceipt,
  rootHash,
  signCheckpoint,
  verifyExport,
  verifyReceiptAgainstExport,
  type Finding,
} from '@torv/shared/log';
import { readLogKey } from '../src/log/log-key';
import { readSettings } from '../src/platform/config/read-settings';
import { recordPlainDecision } from './decision-steps';
import { network, startDemoTorv, type DemoTorv } from './demo-network';

// Whoever holds the machine is superuser of its database, and may switch every guard off. What they change is found by
// whoever has an export, and what they change and sign anew by whoever has a receipt.

let torv: DemoTorv;
let networkId: string;
let decisions: DecisionView[];
let receipt: string;

beforeAll(async () => {
  torv = await startDemoTorv();
  networkId = await torv.idOf('SELECT id FROM places_network WHERE key = $1', network);
  decisions = [];
  for (let n = 0; n < 4; n += 1) {
    decisions.push((await recordPlainDecision(torv, 'network')).decision);
    // Whoever asks for a receipt has the log signed as it is then.
    await torv.as('member.civil')('GET', `decisions/${decisions[n]!.number}/receipt`);
  }
  receipt = (await torv.as('member.civil')('GET', `decisions/${decisions[1]!.number}/receipt`)).text;
}, 60_000);
afterAll(() => torv?.close());

const exported = async (): Promise<LogExport> => (await torv.as('member.civil')('GET', 'log/export')).as(LogExport);

/** What a verifier says of the log after the statements have run with every trigger off; they are taken back. */
async function after(
  ...statements: [sql: string, values?: unknown[]][]
): Promise<{ log: LogExport; alone: Finding[] }> {
  const tables = ['decisions_decision', 'log_leaf', 'log_opening', 'log_node', 'log_checkpoint', 'platform_counter'];
  for (const table of tables) await torv.admin.query(`CREATE TABLE kept_${table} AS TABLE ${table}`);
  await torv.admin.query('SET session_replication_role = replica');
  try {
    for (const [sql, values] of statements)
      expect({ sql, rows: (await torv.admin.query(sql, values)).rowCount }).not.toEqual({ sql, rows: 0 });
    const log = await exported();
    return { log, alone: verifyExport(log).findings };
  } finally {
    for (const table of tables.toReversed()) {
      await torv.admin.query(`DELETE FROM ${table}`);
      const { rows } = await torv.admin.query(
        `SELECT string_agg(quote_ident(attname), ', ') AS columns FROM pg_attribute
         WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
        [table],
      );
      const { columns } = rows[0] as { columns: string };
      await torv.admin.query(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM kept_${table}`);
      await torv.admin.query(`DROP TABLE kept_${table}`);
    }
    await torv.admin.query('RESET session_replication_role');
  }
}

const codesOf = (findings: Finding[]) => findings.map(({ code, index, number }) => ({ code, index, number }));
const against = (log: LogExport) => verifyReceiptAgainstExport(parseReceipt(receipt)!, log, keysInExport(log)).findings;
const at = (n: number) => decisions[n]!.logIndex;

it('unharmed, it holds', async () => {
  expect(verifyExport(await exported())).toMatchObject({ ok: true });
  expect(against(await exported())).toEqual([]);
});

it.each(['title', 'text', 'rationale', 'summary', 'outcome', 'number', 'decided_at', 'review_on', 'recorded_as'])(
  'a changed %s is named with its entry',
  async (column) => {
    const value = { decided_at: "decided_at - interval '1 day'", review_on: "'2030-01-01'", outcome: "'rejected'" }[
      column
    ];
    const { alone } = await after([
      `UPDATE decisions_decision SET ${column} = ${value ?? `${column} || '9'`} WHERE id = $1`,
      [decisions[1]!.id],
    ]);
    expect(alone).toHaveLength(1);
    expect(alone[0]).toMatchObject({ code: 'LOG.FIELD_CHANGED', index: at(1) });
  },
);

it('a reservation that is taken out of the positions is named', async () => {
  const { alone } = await after([
    `UPDATE decisions_decision SET positions = '[{"stance": "endorse"}]' WHERE id = $1`,
    [decisions[2]!.id],
  ]);
  expect(alone).toMatchObject([{ code: 'LOG.FIELD_CHANGED', index: at(2), field: 'positions' }]);
});

it('a decision that is gone from the tables is named', async () => {
  const { alone } = await after(['DELETE FROM decisions_decision WHERE id = $1', [decisions[1]!.id]]);
  expect(codesOf(alone)).toEqual([{ code: 'LOG.RECORD_GONE', index: at(1), number: undefined }]);
});

it('a leaf that is deleted is named', async () => {
  const { alone } = await after(['DELETE FROM log_leaf WHERE network_id = $1 AND idx = $2', [networkId, at(1)]]);
  expect(codesOf(alone)).toContainEqual(expect.objectContaining({ code: 'LOG.REMOVED', index: at(1) }));
});

it('leaves that are cut off at the end are named', async () => {
  const { alone } = await after(
    ['DELETE FROM log_leaf WHERE network_id = $1 AND idx >= $2', [networkId, at(3)]],
    ['UPDATE platform_counter SET log_size = $2 WHERE network_id = $1', [networkId, at(3)]],
  );
  expect(codesOf(alone)).toContainEqual(expect.objectContaining({ code: 'LOG.TRUNCATED', index: at(3) }));
});

it('a leaf that is put in between is named', async () => {
  const { alone } = await after(
    ['UPDATE log_opening SET idx = idx + 1000 WHERE network_id = $1 AND idx >= $2', [networkId, at(1)]],
    ['UPDATE log_leaf SET idx = idx + 1000 WHERE network_id = $1 AND idx >= $2', [networkId, at(1)]],
    [
      `INSERT INTO log_leaf (network_id, idx, kind, subject_id, leaf, leaf_hash)
       SELECT network_id, $2, kind, uuidv7(), leaf, leaf_hash FROM log_leaf WHERE network_id = $1 AND idx = $3`,
      [networkId, at(1), at(0)],
    ],
    ['UPDATE log_leaf SET idx = idx - 999 WHERE network_id = $1 AND idx >= 1000', [networkId]],
    ['UPDATE log_opening SET idx = idx - 999 WHERE network_id = $1 AND idx >= 1000', [networkId]],
  );
  // What the host had signed begins otherwise from there.
  expect(codesOf(alone)).toContainEqual(expect.objectContaining({ code: 'LOG.ROOT', index: at(1) }));
});

it('two leaves that change places are named', async () => {
  const swap = (table: string): [string, unknown[]][] => [
    [`UPDATE ${table} SET idx = 1000 WHERE network_id = $1 AND idx = $2`, [networkId, at(1)]],
    [`UPDATE ${table} SET idx = $2 WHERE network_id = $1 AND idx = $3`, [networkId, at(1), at(2)]],
    [`UPDATE ${table} SET idx = $2 WHERE network_id = $1 AND idx = 1000`, [networkId, at(2)]],
  ];
  const { log, alone } = await after(...swap('log_opening'), ...swap('log_leaf'));
  expect(codesOf(alone)).toContainEqual(expect.objectContaining({ code: 'LOG.ROOT', index: at(1) }));
  expect(codesOf(alone)).toContainEqual({ code: 'LOG.OUT_OF_ORDER', index: at(2), number: decisions[1]!.number });
  expect(codesOf(against(log))).toContainEqual(
    expect.objectContaining({ code: 'LOG.LEAF_REPLACED', index: at(1), number: decisions[1]!.number }),
  );
});

it('a host that makes the whole tree anew and signs it is caught by one receipt', async () => {
  const forged = await exported();
  const changed = forged.entries.find((one) => one.index === at(1))!;
  // Another history: the entry is another from the beginning, and everything is made to fit it.
  changed.leaf = forged.entries
    .find((one) => one.index === at(0))!
    .leaf.replace(/"at":"[^"]*"/, '"at":"2026-01-01T00:00:00.000Z"');
  changed.leafHash = hashOfLeafText(changed.leaf).toString('base64');
  changed.record = null;
  changed.salts = null;
  const size = BigInt(forged.entries.length);
  const root = Buffer.from(rootHash(size, nodesFromLeaves(forged.entries.map((one) => hashOfLeafText(one.leaf)))));
  const settings = readSettings({ TORV_DATA: torv.dataDir, DATABASE_URL: torv.database.appUrl });
  forged.checkpoints = [signCheckpoint({ origin: originOf(networkId), size, root }, readLogKey(settings))];
  // Alone it looks whole: that is what witnesses and receipts are for.
  expect(verifyExport(forged).findings).toEqual([]);
  expect(parseCheckpoint(forged.checkpoints[0]!)!.checkpoint.size).toBe(size);
  expect(codesOf(against(forged))).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: 'LOG.LEAF_REPLACED', index: at(1), number: decisions[1]!.number }),
      expect.objectContaining({ code: 'LOG.FORKED', index: at(1) }),
    ]),
  );
});
