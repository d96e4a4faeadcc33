import { randomUUID } from 'node:crypto';
import {
  commitField,
  consistencyProof,
  EntriesView,
  hashOfLeafText,
  inclusionProof,
  keysInExport,
  leafText,
  LogExport,
  newLogKey,
  nodesFromLeaves,
  originOf,
  parseCheckpoint,
  ProofView,
  rootHash,
  signCheckpoint,
  verifyCheckpoint,
  verifyCheckpoints,
  verifyExport,
  verifyInclusion,
} from '@torv/shared/log';
import type { Client } from 'pg';
import { network, startDemoTorv, type Ask, type DemoTorv } from './demo-network';

let torv: DemoTorv;
let ask: Ask;
let networkId: string;
let decided = 0;

/** Appends leaves as the unit of work does, `many` in one call. */
async function append(many: number): Promise<void> {
  const leaves = Array.from({ length: many }, () => {
    decided += 1;
    const subjectId = randomUUID();
    const leaf = leafText({
      v: 1,
      kind: 'redaction',
      subject: subjectId,
      at: '2026-01-01T00:00:00.000Z',
      fields: {},
      clear: { n: decided, word: 'Grøn Arena ✓' },
    });
    return { kind: 'redaction', subjectId, leaf };
  });
  await torv.admin.query('SELECT log_append_leaves($1, $2)', [networkId, JSON.stringify(leaves)]);
}

const allHashes = async (): Promise<Buffer[]> =>
  (await torv.admin.query('SELECT leaf_hash FROM log_leaf WHERE network_id = $1 ORDER BY idx', [networkId])).rows.map(
    (row) => row.leaf_hash,
  );

beforeAll(async () => {
  torv = await startDemoTorv();
  ask = torv.as('member.civil');
  networkId = await torv.idOf('SELECT id FROM places_network WHERE key = $1', network);
}, 60_000);

afterAll(() => torv?.close());

describe('the log that SQL builds and the one that TypeScript computes', () => {
  const notes: string[] = [];

  it('a commitment filled in by SQL is the one that the module makes', async () => {
    for (const value of ['styregruppen-2026-1', 'Grøn "Arena" ✓\n\\ \u0001']) {
      const salt = Buffer.alloc(32, 7);
      const leaf = { v: 1 as const, kind: 'decision' as const, subject: randomUUID(), at: '2026-01-01T00:00:00.000Z' };
      const fields = { number: '?', title: commitField('title', 'x', salt).toString('base64') };
      const { rows } = await torv.admin.query('SELECT log_fill($1, $2, $3, $4) AS leaf', [
        leafText({ ...leaf, fields }),
        'number',
        value,
        salt.toString('base64'),
      ]);
      const number = commitField('number', value, salt).toString('base64');
      expect(rows[0].leaf).toBe(leafText({ ...leaf, fields: { ...fields, number } }));
    }
  });

  it('agree after every append, one leaf or several at once, in root, nodes and size', async () => {
    for (const many of [0, 1, 1, 1, 2, 3, 5, 8, 1, 13]) {
      await append(many);
      const answer = await ask('GET', 'log/checkpoint');
      expect(answer.status).toBe(200);
      notes.push(answer.text);
      const { checkpoint } = parseCheckpoint(answer.text)!;
      const hashes = await allHashes();
      expect(checkpoint.size).toBe(BigInt(hashes.length));
      expect(checkpoint.root).toEqual(Buffer.from(rootHash(checkpoint.size, nodesFromLeaves(hashes))));
    }
    const hashes = await allHashes();
    // The log's own key, and the 35 appended here.
    expect(hashes).toHaveLength(36);
    const nodeAt = nodesFromLeaves(hashes);
    const { rows } = await torv.admin.query('SELECT level, idx, hash FROM log_node WHERE network_id = $1', [networkId]);
    for (const { level, idx, hash } of rows) expect(hash).toEqual(Buffer.from(nodeAt({ level, index: BigInt(idx) })));
    // Each perfect subtree once and no other: 36 leaves, 18 pairs, 9, 4, 2, 1.
    expect(rows).toHaveLength(36 + 18 + 9 + 4 + 2 + 1);
  });

  it('hash each leaf alike, letters beyond ASCII too', async () => {
    const { items } = (await ask('GET', 'log/entries?start=0&end=1000')).as(EntriesView);
    expect(items).toHaveLength(36);
    for (const one of items) expect(one.leafHash).toBe(hashOfLeafText(one.leaf).toString('base64'));
    expect(items[0]).toMatchObject({ index: 0, kind: 'key' });
  });

  it('prove inclusion of every leaf in every size that was signed', async () => {
    const hashes = await allHashes();
    for (const note of notes) {
      const { checkpoint } = parseCheckpoint(note)!;
      const size = Number(checkpoint.size);
      for (let index = 0; index < size; index += 5) {
        const { hashes: proof } = (await ask('GET', `log/proof/inclusion?index=${index}&size=${size}`)).as(ProofView);
        const bytes = proof.map((hash) => Buffer.from(hash, 'base64'));
        expect(bytes).toEqual(
          inclusionProof(BigInt(index), BigInt(size), nodesFromLeaves(hashes)).map((one) => Buffer.from(one)),
        );
        expect(verifyInclusion(BigInt(index), BigInt(size), hashes[index]!, bytes, checkpoint.root)).toBe(true);
      }
    }
  });

  it('prove that each signed checkpoint begins with the ones before it', async () => {
    const keys = keysInExport((await ask('GET', 'log/export')).as(LogExport));
    const hashes = await allHashes();
    for (const [at, earlier] of notes.entries()) {
      for (const later of notes.slice(at)) {
        const [from, to] = [parseCheckpoint(earlier)!.checkpoint.size, parseCheckpoint(later)!.checkpoint.size];
        const answer = (await ask('GET', `log/proof/consistency?from=${from}&to=${to}`)).as(ProofView);
        const proof = answer.hashes.map((hash) => Buffer.from(hash, 'base64'));
        expect(proof).toEqual(consistencyProof(from, to, nodesFromLeaves(hashes)).map((one) => Buffer.from(one)));
        expect(verifyCheckpoints(earlier, later, proof, keys).findings).toEqual([]);
      }
    }
  });

  it('sign one note a size, and answer the same one to everyone', async () => {
    const again = await torv.as('chair')('GET', 'log/checkpoint');
    expect(again.text).toBe(notes.at(-1));
    const kept = await torv.admin.query('SELECT note FROM log_checkpoint WHERE network_id = $1 ORDER BY size', [
      networkId,
    ]);
    expect(kept.rows.map((row) => row.note)).toEqual([...new Set(notes)]);
  });

  it('hold together in an export, and a leaf removed or exchanged behind the back is seen', async () => {
    const log = (await ask('GET', 'log/export')).as(LogExport);
    expect(verifyExport(log)).toMatchObject({ ok: true, findings: [] });
    const keys = keysInExport(log);
    for (const note of log.checkpoints) expect(verifyCheckpoint(note, keys)).not.toBeNull();
    const shorter = { ...log, entries: log.entries.slice(0, -1) };
    expect(verifyExport(shorter).findings.map((one) => one.code)).toContain('LOG.TRUNCATED');
    const [first, second, third, ...rest] = log.entries;
    const swapped = { ...log, entries: [first!, { ...third!, index: 1 }, { ...second!, index: 2 }, ...rest] };
    expect(verifyExport(swapped).findings.map((one) => one.code)).toContain('LOG.ROOT');
  });

  it('grow without gaps when twelve append at once on connections of their own', async () => {
    const leaves = Array.from({ length: 12 }, (_, n) =>
      JSON.stringify([{ kind: 'redaction', subjectId: randomUUID(), leaf: `at once ${n}` }]),
    );
    await Promise.all(leaves.map((one) => torv.bySql('member.civil', keepAppended(one), 'torv_owner')));
    const indexes = await torv.admin.query('SELECT idx::int AS idx FROM log_leaf WHERE network_id = $1 ORDER BY idx', [
      networkId,
    ]);
    expect(indexes.rows.map((row) => row.idx)).toEqual(Array.from({ length: 36 + 12 }, (_, n) => n));
    const { checkpoint } = parseCheckpoint((await ask('GET', 'log/checkpoint')).text)!;
    expect(checkpoint.root).toEqual(Buffer.from(rootHash(48n, nodesFromLeaves(await allHashes()))));
  });
});

describe('a checkpoint, by SQL', () => {
  const keep = (size: bigint | number, note: string) => (client: Client) =>
    client.query('INSERT INTO log_checkpoint (network_id, size, note) VALUES ($1, $2, $3)', [networkId, size, note]);
  const refused = expect.objectContaining({ code: '23001', message: 'LOG.FALSE_CHECKPOINT' });
  const origin = () => originOf(networkId);
  /** A note over the tree as it is, by a key that is not the log's. */
  const trueNote = async (of = origin()): Promise<{ size: bigint; root: Buffer; note: string }> => {
    const hashes = await allHashes();
    const size = BigInt(hashes.length);
    const root = Buffer.from(rootHash(size, nodesFromLeaves(hashes)));
    return { size, root, note: signCheckpoint({ origin: of, size, root }, newLogKey()) };
  };

  it('is nothing that a member keeps, whatever it says', async () => {
    const { size, note } = await trueNote();
    for (const seat of ['member.civil', 'chair', 'outsider', null])
      await expect(torv.bySql(seat, keep(size, note))).rejects.toMatchObject({ code: '42501' });
  });

  it.each(['torv_worker', 'torv_owner'])(
    'is of a size that the tree has, with its root, under its own name (%s)',
    async (role) => {
      const { size, root, note } = await trueNote();
      const signed = (body: { origin?: string; size?: bigint; root?: Buffer }) =>
        signCheckpoint({ origin: origin(), size, root, ...body }, newLogKey());
      const asRole = (n: bigint, text: string) => torv.bySql(null, keep(n, text), role);
      await expect(asRole(size + 1n, signed({ size: size + 1n }))).rejects.toEqual(refused);
      await expect(asRole(1_000_000n, signed({ size: 1_000_000n }))).rejects.toEqual(refused);
      await expect(asRole(-1n, note)).rejects.toEqual(refused);
      await expect(asRole(size, signed({ root: Buffer.alloc(32, 7) }))).rejects.toEqual(refused);
      await expect(asRole(size, signed({ origin: originOf(randomUUID()) }))).rejects.toEqual(refused);
      await expect(asRole(size - 1n, note)).rejects.toEqual(refused);
      await expect(asRole(size, note.replace(/\n\n— .*/s, '\n'))).rejects.toEqual(refused);
      await expect(asRole(size, note)).resolves.toBeDefined();
    },
  );

  it('has in SQL the root that TypeScript computes, for every size there was', async () => {
    const hashes = await allHashes();
    for (let size = 0; size <= hashes.length; size += 1) {
      const { rows } = await torv.admin.query('SELECT log_root($1, $2) AS root', [networkId, size]);
      expect(rows[0].root).toEqual(Buffer.from(rootHash(BigInt(size), nodesFromLeaves(hashes))));
    }
  });

  it('with a false signature blocks nothing: the true one is signed, answered and exported beside it', async () => {
    await append(1);
    const { size, note } = await trueNote();
    await torv.admin.query('INSERT INTO log_checkpoint (network_id, size, note) VALUES ($1, $2, $3)', [
      networkId,
      size,
      note,
    ]);
    const keys = keysInExport((await ask('GET', 'log/export')).as(LogExport));
    const answered = (await ask('GET', 'log/checkpoint')).text;
    expect(verifyCheckpoint(answered, keys)?.size).toBe(size);
    expect((await ask('GET', 'log/checkpoint')).text).toBe(answered);
    // The false one is not hidden: whoever checks the log sees that someone meddled.
    const verdict = verifyExport((await ask('GET', 'log/export')).as(LogExport));
    expect(verdict.findings.map((one) => one.code)).toContain('LOG.SIGNATURE');
    expect(verdict.facts).toContain(`The first ${size} entries are those that the host signed.`);
  });
});

const keepAppended = (leaves: string) => async (client: Client) => {
  await client.query('SELECT log_append_leaves($1, $2)', [networkId, leaves]);
  await client.query('COMMIT');
};
