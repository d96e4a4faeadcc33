import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  cosignersOf,
  LogExport,
  newLogKey,
  parseCheckpoint,
  parseReceipt,
  readPolicy,
  verifyExport,
  verifyReceipt,
  witnessVkeyOf,
} from '@torv/shared/log';
import { OrganisationDetail, WitnessesView } from '@torv/shared/organisations';
import { runVerify } from '../src/interop/commands/verify-log';
import { runWitnessCosign, runWitnessFollow } from '../src/interop/commands/run-witness';
import { ShowToWitnesses } from '../src/log/show-to-witnesses';
import { followLog, makeWitness, readWitness, type Witness } from '../src/log/witness/keep-witness';
import { serveWitness } from '../src/log/witness/serve-witness';
import { type Ask, type DemoTorv, network, startDemoTorv } from './demo-network';
import { recordPlainDecision } from './decision-steps';

let torv: DemoTorv;
let folder: string;
let networkId: string;
/** The administrator of lokale-foreninger, who registers its witness; and of nothing else. */
let civil: Ask;
let facilitator: Ask;
let witness: Witness;
let server: Server;
let address: string;

const org = 'lokale-foreninger';
const view = async () => (await civil('GET', 'log/witnesses')).as(WitnessesView);
const versionOf = async (key = org) => (await civil('GET', `organisations/${key}`)).as(OrganisationDetail).version;
const register = async (vkey: string, url: string | null = null, key = org, as = civil) =>
  as('POST', `organisations/${key}/witness`, { version: await versionOf(key), key: true, body: { vkey, url } });
const mine = async () => (await view()).witnesses.find((one) => one.endedAt === null)!;
const decide = async () => (await recordPlainDecision(torv, 'network')).decision;
const askNow = () => civil('POST', `organisations/${org}/witness/asking`);
const said = async (files: Record<string, string>, options = {}): Promise<{ lines: string[]; failed: boolean }> => {
  const lines: string[] = [];
  const paths = Object.entries(files).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
  process.exitCode = 0;
  await runVerify(paths, options, (line) => lines.push(line));
  const failed = process.exitCode === 1;
  process.exitCode = 0;
  return { lines, failed };
};

beforeAll(async () => {
  torv = await startDemoTorv();
  networkId = await torv.idOf('SELECT id FROM places_network WHERE key = $1', network);
  civil = torv.as('member.civil');
  facilitator = torv.as('facilitator');
  folder = mkdtempSync(join(tmpdir(), 'torv-witness-'));
  witness = makeWitness(join(folder, 'foreninger'), 'foreninger.example/torv');
  server = await serveWitness(witness, 0, '127.0.0.1', () => undefined);
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 60_000);

afterAll(async () => {
  server?.close();
  await torv?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

describe('a witness is registered', () => {
  it('by nobody but the administrator of the organisation, and not under a key that is none', async () => {
    expect((await register(witness.vkey, null, 'himmerland')).refusal()).toMatchObject({ status: 403 });
    expect((await register(witness.vkey, null, org, facilitator)).refusal()).toMatchObject({
      code: 'ORGANISATIONS.MAY_NOT_ADMINISTER',
    });
    expect((await register('foreninger.example+00000000+AAAA')).refusal()).toMatchObject({
      status: 400,
      code: 'LOG.NOT_A_WITNESS_KEY',
    });
    const [ofLog] = (await view()).logKeys;
    expect((await register(ofLog!)).refusal().code).toBe('LOG.NOT_A_WITNESS_KEY');
    const hostPem = readFileSync(join(torv.dataDir, 'secrets', 'log-key.pem'), 'utf8');
    expect((await register(witnessVkeyOf('host.example', hostPem))).refusal().code).toBe('LOG.WITNESS_IS_HOST');
    expect((await register(witness.vkey, 'ftp://foreninger.example')).refusal().code).toBe('LOG.NOT_AN_ADDRESS');
    expect((await view()).witnesses).toEqual([]);
  });

  it('once; an organisation has one witness', async () => {
    const made = (await register(witness.vkey, address)).as(WitnessesView, 201);
    expect(made.witnesses).toMatchObject([
      { name: 'foreninger.example/torv', organisation: { key: org }, cosigned: null },
    ]);
    expect((await register(witnessVkeyOf('other.example', newLogKey()))).refusal()).toMatchObject({
      status: 409,
      code: 'LOG.WITNESS_THERE',
    });
  });

  it('and the network’s facilitator, nobody else, says how many it takes', async () => {
    const { version, quorum } = await view();
    expect([version, quorum]).toEqual([0, 0]);
    const set = (as: Ask, at: number, many: number) => as('PUT', 'log/quorum', { version: at, body: { quorum: many } });
    expect((await set(civil, 0, 1)).refusal()).toMatchObject({ status: 403, code: 'LOG.MAY_NOT_SET_QUORUM' });
    expect((await set(facilitator, 0, 1)).as(WitnessesView)).toMatchObject({ version: 1, quorum: 1 });
    expect((await set(facilitator, 0, 2)).refusal()).toMatchObject({ status: 412 });
  });
});

describe('by SQL as the application', () => {
  const [id, organisation] = [
    'SELECT id FROM places_network WHERE key = $1',
    'SELECT id FROM organisations_organisation WHERE network_id = $1 AND key = $2',
  ];
  const insert = (by = 'platform_actor()') =>
    `INSERT INTO log_witness (network_id, organisation_id, name, vkey, registered_by) VALUES ($1, $2, 'x', 'x+0+k', ${by})`;

  it.each([
    ['facilitator', org],
    ['member.civil', 'himmerland'],
    ['chair', org],
  ])('%s registers no witness for %s', async (who, key) => {
    const of = await torv.idOf(organisation, await torv.idOf(id, network), key);
    await expect(torv.bySql(who, (client) => client.query(insert(), [networkId, of]))).rejects.toThrow(
      'row-level security',
    );
  });

  it('nobody registers one in another’s name, brings one back, or sets the quorum but the facilitator', async () => {
    const of = await torv.idOf(organisation, networkId, org);
    const other = await torv.idOf("SELECT id FROM identity_person WHERE email = 'chair@demo.torv.test'");
    await torv.bySql('member.civil', async (client) => {
      await client.query('UPDATE log_witness SET ended_at = now()');
      await client.query('SAVEPOINT s');
      const refused = async (sql: string, values: unknown[], why: string) => {
        await expect(client.query(sql, values)).rejects.toThrow(why);
        await client.query('ROLLBACK TO s');
      };
      await refused(insert('$3'), [networkId, of, other], 'row-level security');
      await refused('UPDATE log_witness SET ended_at = NULL', [], 'LOG.WITNESS_ENDED');
      await refused("UPDATE log_witness SET ended_at = now() - interval '1 year'", [], 'LOG.WITNESS_ENDED');
      await refused("UPDATE log_witness SET vkey = 'y'", [], 'permission denied');
      await refused('DELETE FROM log_witness', [], 'permission denied');
      await refused(
        'INSERT INTO log_quorum (network_id, version, quorum, set_by) VALUES ($1, 9, 0, platform_actor())',
        [networkId],
        'row-level security',
      );
      await refused(
        "INSERT INTO log_cosignature (network_id, witness_id, size, line, at) SELECT network_id, id, 1, 'x', now() FROM log_witness",
        [],
        'permission denied',
      );
    });
  });

  it('not even the owner takes a cosignature or a quorum back', async () => {
    for (const table of ['log_cosignature', 'log_quorum'])
      await expect(torv.bySql(null, (client) => client.query(`DELETE FROM ${table}`), 'torv_owner')).rejects.toThrow(
        'the log is append-only',
      );
  });
});

describe('the host shows its checkpoint', () => {
  it('to a witness that does not follow the log, which refuses', async () => {
    expect((await askNow()).as(WitnessesView).witnesses[0]).toMatchObject({
      cosigned: null,
      asked: { word: 'refused' },
    });
  });

  it('to one that follows it, which cosigns, again when the log has grown, and nothing twice', async () => {
    for (const vkey of (await view()).logKeys) followLog(witness, vkey);
    const first = (await askNow()).as(WitnessesView).witnesses[0]!;
    const note = (await civil('GET', 'log/checkpoint')).text;
    expect(first).toMatchObject({
      asked: { word: 'cosigned' },
      cosigned: { size: Number(parseCheckpoint(note)!.checkpoint.size) },
    });
    expect(cosignersOf(note, [witness.vkey])).toHaveLength(1);
    await decide();
    const grown = (await askNow()).as(WitnessesView).witnesses[0]!;
    expect(grown.cosigned!.size).toBeGreaterThan(first.cosigned!.size);
    await torv.app.get(ShowToWitnesses).showAll();
    expect((await mine()).asked!.word).toBe('cosigned');
    // On the disk before it is said: a witness that is started anew stands where it stood.
    expect(readWitness(witness.folder).logs[0]!.seen!.size).toBe(BigInt(grown.cosigned!.size));
  });

  it('and where the two remember differently, asks once more from where the witness stands', async () => {
    await torv.admin.query("SET session_replication_role = 'replica'");
    await torv.admin.query('DELETE FROM log_cosignature');
    await torv.admin.query("SET session_replication_role = 'origin'");
    expect((await askNow()).as(WitnessesView).witnesses[0]).toMatchObject({ asked: { word: 'cosigned' } });
  });

  it('to nobody that is away, and says so', async () => {
    await torv.admin.query("UPDATE log_witness SET url = 'http://127.0.0.1:9'");
    expect((await askNow()).as(WitnessesView).witnesses[0]!.asked!.word).toBe('unreachable');
    await torv.admin.query('UPDATE log_witness SET url = $1', [address]);
  });
});

describe('what is taken home', () => {
  it('a receipt bears the cosignatures, and goes back to the last checkpoint that has its quorum', async () => {
    const decided = await decide();
    await askNow();
    const policy = readPolicy((await civil('GET', 'log/policy')).text)!;
    expect(policy).toMatchObject({ witnesses: [witness.vkey], quorum: 1 });
    await decide();
    const text = (await civil('GET', `decisions/${decided.number}/receipt`)).text;
    const receipt = parseReceipt(text)!;
    expect(verifyReceipt(receipt, policy.logs, policy)).toMatchObject({ ok: true, findings: [] });
    const asked = { ...policy, quorum: 2 };
    expect(verifyReceipt(receipt, policy.logs, asked).findings.map((one) => one.code)).toEqual(['LOG.UNWITNESSED']);
  });

  it('the command line takes files and a policy, and refuses what is below the quorum', async () => {
    const decided = await decide();
    const policy = (await civil('GET', 'log/policy')).text;
    const early = (await civil('GET', `decisions/${decided.number}/receipt`)).text;
    const below = await said({ 'early.tlog-proof': early, 'policy.txt': policy });
    expect(below.failed).toBe(true);
    expect(below.lines.join('\n')).toContain('0 of the 1 that it takes cosigned it. [LOG.UNWITNESSED]');
    await askNow();
    const receipt = (await civil('GET', `decisions/${decided.number}/receipt`)).text;
    expect((await said({ 'r.tlog-proof': receipt, 'policy.txt': policy })).lines.at(-1)).toBe('It holds.');
    const { logs, witnesses } = readPolicy(policy)!;
    expect((await said({ 'r.tlog-proof': receipt }, { key: logs, witness: witnesses })).failed).toBe(false);
    expect((await said({ 'r.tlog-proof': receipt }, { key: logs, witness: witnesses, quorum: '2' })).failed).toBe(true);
    const log = (await civil('GET', 'log/export')).text;
    expect((await said({ 'log.json': log, 'policy.txt': policy })).lines.join('\n')).toContain(
      'are witnessed by foreninger',
    );
    await decide();
    await askNow();
    const checkpoint = (await civil('GET', 'log/checkpoint')).text;
    expect(
      (await said({ 'early.tlog-proof': early, 'now.txt': checkpoint, 'policy.txt': policy })).lines.join('\n'),
    ).toContain('[LOG.NO_PROOF]');
    const [from, to] = [parseReceipt(early)!.checkpoint, checkpoint].map(
      (one) => parseCheckpoint(one)!.checkpoint.size,
    );
    const proof = (await civil('GET', `log/proof/consistency?from=${from}&to=${to}`)).text;
    const two = { 'one.txt': parseReceipt(early)!.checkpoint, 'now.txt': checkpoint, 'policy.txt': policy };
    expect(await said({ ...two, 'proof.json': proof })).toMatchObject({ failed: false });
    await expect(said({ 'one.txt': checkpoint, 'policy.txt': policy })).rejects.toThrow('One checkpoint says little');
    await expect(said({ 'r.tlog-proof': receipt })).rejects.toThrow('needs the key that you hold');
  });

  it('a partner without a server cosigns by hand, and what does not hold is not taken', async () => {
    const end = await civil('POST', `organisations/${org}/witness/end`, { version: await versionOf() });
    expect(end.as(WitnessesView).witnesses.every((one) => one.endedAt !== null)).toBe(true);
    const alone = makeWitness(join(folder, 'alone'), 'alone.example/torv');
    (await register(alone.vkey)).as(WitnessesView, 201);
    const hand = (text: string) => civil('POST', `organisations/${org}/witness/cosignatures`, { body: { text } });
    expect((await hand('— alone.example/torv AAAAAAAAAAAAAAAA')).refusal().code).toBe('LOG.COSIGNATURE_DOES_NOT_HOLD');
    const request = join(folder, 'request.txt');
    writeFileSync(request, (await civil('GET', `organisations/${org}/witness/request`)).text);
    await expect(runWitnessCosign(alone.folder, request, () => undefined)).rejects.toThrow('does not follow the log');
    runWitnessFollow(alone.folder, (await view()).logKeys[0]!, () => undefined);
    const lines: string[] = [];
    await runWitnessCosign(alone.folder, request, (line) => lines.push(line));
    expect((await hand(lines.join('\n'))).as(WitnessesView).witnesses[0]).toMatchObject({
      name: 'alone.example/torv',
      cosigned: {},
    });
    const log = (await civil('GET', 'log/export')).as(LogExport);
    const policy = readPolicy((await civil('GET', 'log/policy')).text)!;
    expect(policy.witnesses).toEqual([alone.vkey]);
    expect(verifyExport(log, policy.logs, policy)).toMatchObject({ ok: true });
  });
});

describe('a host that tells two histories', () => {
  it('is caught by its witness, and by two partners who compare', async () => {
    const end = await civil('POST', `organisations/${org}/witness/end`, { version: await versionOf() });
    expect(end.status).toBe(200);
    (await register(witness.vkey, address)).as(WitnessesView, 201);
    const decided = await decide();
    expect((await askNow()).as(WitnessesView).witnesses[0]!.asked!.word).toBe('cosigned');
    const policy = (await civil('GET', 'log/policy')).text;
    const toldToOne = (await civil('GET', 'log/checkpoint')).text;
    const receipt = (await civil('GET', `decisions/${decided.number}/receipt`)).text;

    // Whoever holds the server takes the last entry back and signs another in its place.
    const { rows } = await torv.admin.query('SELECT max(idx) AS last FROM log_leaf WHERE network_id = $1', [networkId]);
    const last = Number(rows[0].last);
    await torv.admin.query("SET session_replication_role = 'replica'");
    await torv.admin.query('DELETE FROM log_checkpoint WHERE network_id = $1 AND size > $2', [networkId, last]);
    await torv.admin.query('DELETE FROM log_cosignature WHERE network_id = $1 AND size > $2', [networkId, last]);
    await torv.admin.query('DELETE FROM log_opening WHERE network_id = $1 AND idx = $2', [networkId, last]);
    await torv.admin.query('DELETE FROM log_leaf WHERE network_id = $1 AND idx = $2', [networkId, last]);
    await torv.admin.query('DELETE FROM log_node WHERE network_id = $1 AND (idx + 1) << level > $2', [networkId, last]);
    await torv.admin.query('UPDATE platform_counter SET log_size = $2 WHERE network_id = $1', [networkId, last]);
    await torv.admin.query("SET session_replication_role = 'origin'");
    await torv.admin.query('SELECT log_append_leaves($1, $2)', [
      networkId,
      JSON.stringify([{ kind: 'redaction', subjectId: networkId, leaf: '{"v":1}' }]),
    ]);
    const toldToOther = (await civil('GET', 'log/checkpoint')).text;
    expect(parseCheckpoint(toldToOther)!.checkpoint.size).toBe(parseCheckpoint(toldToOne)!.checkpoint.size);

    expect((await askNow()).as(WitnessesView).witnesses[0]!.asked!.word).toBe('refused');
    expect(readFileSync(join(witness.folder, 'evidence.txt'), 'utf8')).toContain(toldToOther.split('\n\n')[0]);
    await decide();
    expect((await askNow()).as(WitnessesView).witnesses[0]!.asked!.word).toBe('refused');

    const { logs } = readPolicy(policy)!;
    const compared = await said({ 'one.txt': toldToOne, 'other.txt': toldToOther }, { key: logs });
    expect(compared.failed).toBe(true);
    expect(compared.lines.join('\n')).toContain('[LOG.FORKED]');
    const later = (await civil('GET', 'log/export')).text;
    const held = await said({ 'receipt.tlog-proof': receipt, 'later.json': later }, { key: logs });
    expect(held.lines.join('\n')).toContain(
      `The log now holds another leaf in the place of entry ${last} (${decided.number})`,
    );
  });
});
