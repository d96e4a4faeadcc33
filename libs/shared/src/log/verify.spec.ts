import { newLogKey, originOf, signCheckpoint, vkeyOf } from './checkpoint';
import { type ExportEntry, LogExport } from './contract';
import { commitFields, hashOfLeafText, type Leaf, leafText } from './leaf';
import { consistencyProof, emptyRoot, inclusionProof, nodesFromLeaves, rootHash } from './merkle-tree';
import { parseReceipt, type Receipt, writeReceipt } from './receipt';
import { keysInExport, verifyCheckpoints, verifyExport, verifyReceipt, verifyReceiptAgainstExport } from './verify';

const network = { id: '0199a000-0000-4000-8000-0000000000aa', key: 'aalborg-oest', name: 'Aalborg Øst' };
const origin = originOf(network.id);
const key = newLogKey();
const vkey = vkeyOf(origin, key);

const entryOf = (index: number, leaf: Leaf, opened?: Pick<ExportEntry, 'record' | 'salts'>): ExportEntry => ({
  index,
  leaf: leafText(leaf),
  leafHash: hashOfLeafText(leafText(leaf)).toString('base64'),
  salts: opened?.salts ?? null,
  record: opened?.record ?? null,
});
const at = '2026-11-24T10:00:00.000Z';
const keyEntry = entryOf(0, { v: 1, kind: 'key', subject: origin, at, fields: {}, clear: { vkey } });
function decision(index: number, title = `Decision ${index}`): ExportEntry {
  const record = { number: `2026-00${index}`, title, outcome: 'adopted', votes: { for: 3, against: 0 } };
  const { fields, salts } = commitFields(record);
  return entryOf(index, { v: 1, kind: 'decision', subject: `decision-${index}`, at, fields }, { record, salts });
}

const nodesOf = (entries: readonly ExportEntry[]) => nodesFromLeaves(entries.map((one) => hashOfLeafText(one.leaf)));
const noteOf = (entries: readonly ExportEntry[], size: number, by = key, of = origin): string =>
  signCheckpoint({ origin: of, size: BigInt(size), root: Buffer.from(rootHash(BigInt(size), nodesOf(entries))) }, by);
const logOf = (entries: ExportEntry[], sizes = [5, entries.length]): LogExport => ({
  format: 'torv-log-export/1',
  network,
  checkpoints: sizes.map((size) => noteOf(entries, size)),
  entries,
});
const receiptOf = (log: LogExport, index: number, size = log.entries.length): Receipt => {
  const { leaf, record, salts } = log.entries[index]!;
  return parseReceipt(
    writeReceipt({
      index: BigInt(index),
      proof: inclusionProof(BigInt(index), BigInt(size), nodesOf(log.entries)).map((one) => Buffer.from(one)),
      checkpoint: noteOf(log.entries, size),
      opened: { leaf, record: record!, salts: salts! },
    }),
  )!;
};

// A key and nine decisions; the host signed after 5 and after 10 entries.
const clean = logOf([keyEntry, ...Array.from({ length: 9 }, (_, n) => decision(n + 1))]);
const changed = (change: (log: LogExport) => void): LogExport => {
  const log = structuredClone(clean);
  change(log);
  return LogExport.parse(log);
};
const renumbered = (entries: ExportEntry[]) => entries.map((one, index) => ({ ...one, index }));
/** What was found, without the sentences. */
const found = (verdict: { findings: { code: string; index?: number; number?: string; field?: string }[] }) =>
  verdict.findings.map(({ code, index, number, field }) =>
    [code, index, number, field].filter((one) => one !== undefined).join(' '),
  );

describe('a log as it was recorded', () => {
  it('holds, with the key one has or with its own', () => {
    expect(verifyExport(clean, [vkey])).toEqual({
      ok: true,
      findings: [],
      facts: [
        'The first 5 entries are those that the host signed.',
        'The first 10 entries are those that the host signed.',
        '10 entries, 9 opened and compared with what the tables say now.',
      ],
    });
    expect(keysInExport(clean)).toEqual([vkey]);
    expect(verifyExport(clean).ok).toBe(true);
    expect(verifyExport(clean).facts[0]).toMatch(/taken from the log itself/);
  });

  it('holds where records may not be seen, and where a field was erased with its salt', () => {
    const closed = changed((log) => log.entries.forEach((one) => ((one.record = null), (one.salts = null))));
    expect(verifyExport(closed, [vkey]).ok).toBe(true);
    const erase = (log: LogExport) => {
      delete log.entries[4]!.record!['title'];
      delete log.entries[4]!.salts!['title'];
    };
    expect(found(verifyExport(changed(erase), [vkey]))).toEqual(['LOG.FIELD_DROPPED 4 2026-004 title']);
    // A table that keeps its column keeps it empty.
    const emptied = changed((log) => {
      erase(log);
      log.entries[4]!.record!['title'] = null;
    });
    expect(found(verifyExport(emptied, [vkey]))).toEqual(['LOG.FIELD_DROPPED 4 2026-004 title']);
    const redaction = (fields: string[], index = 4) =>
      entryOf(10, { v: 1, kind: 'redaction', subject: 'decision-4', at, fields: {}, clear: { index, fields } });
    const redacted = (entry: ExportEntry) => {
      const log = logOf([...structuredClone(clean).entries, entry]);
      erase(log);
      return LogExport.parse(log);
    };
    expect(verifyExport(redacted(redaction(['outcome'])), [vkey]).ok).toBe(false);
    expect(verifyExport(redacted(redaction(['title'], 5)), [vkey]).ok).toBe(false);
    const foretold = logOf(
      [redaction(['title'], 1), decision(1)].map((one, index) => ({ ...one, index })),
      [2],
    );
    delete foretold.entries[1]!.record!['title'];
    delete foretold.entries[1]!.salts!['title'];
    expect(found(verifyExport(foretold, [vkey]))).toContain('LOG.FIELD_DROPPED 1 2026-001 title');
    const bare = changed((log) => (log.entries[4]!.salts = null));
    expect(found(verifyExport(bare, [vkey]))).toContain('LOG.FIELD_CHANGED 4 2026-004 title');
    const erased = redacted(redaction(['title']));
    expect(verifyExport(erased, [vkey]).ok).toBe(true);
    // A table that keeps its column keeps it empty.
    const emptyColumn = structuredClone(erased);
    emptyColumn.entries[4]!.record!['title'] = null;
    expect(verifyReceiptAgainstExport(receiptOf(clean, 4), emptyColumn, [vkey]).findings).toEqual([]);
    const against = verifyReceiptAgainstExport(receiptOf(clean, 4), erased, [vkey]);
    expect(against.findings).toEqual([]);
    expect(against.facts).toContain(
      'The field "title" of entry 4 (2026-004) has been erased since the receipt was made.',
    );
  });
});

describe('an entry that says nothing', () => {
  it('stops no check: a redaction without a target, a key without a key', () => {
    const log = logOf(
      [
        keyEntry,
        entryOf(1, { v: 1, kind: 'redaction', subject: 'x', at, fields: {} }),
        entryOf(2, { v: 1, kind: 'key', subject: origin, at, fields: {} }),
      ],
      [3],
    );
    expect(verifyExport(log).ok).toBe(true);
  });
});

describe('what was done to a log', () => {
  it.each<[string, (log: LogExport) => void, string[]]>([
    [
      'a value changed in the tables',
      (log) => (log.entries[3]!.record!['title'] = 'Something else'),
      ['LOG.FIELD_CHANGED 3 2026-003 title'],
    ],
    [
      'a value changed deep inside',
      (log) => (log.entries[3]!.record!['votes'] = { for: 2, against: 1 }),
      ['LOG.FIELD_CHANGED 3 2026-003 votes'],
    ],
    [
      'a salt changed',
      (log) => (log.entries[3]!.salts!['outcome'] = Buffer.alloc(32).toString('base64')),
      ['LOG.FIELD_CHANGED 3 2026-003 outcome'],
    ],
    [
      'a leaf changed',
      (log) => (log.entries[7]!.leaf = log.entries[7]!.leaf.replace('decision-7', 'decision-x')),
      ['LOG.LEAF_CHANGED 7 2026-007', 'LOG.ROOT 5'],
    ],
    [
      'a leaf made unreadable',
      (log) => (log.entries[2]!.leaf += ' '),
      ['LOG.LEAF_CHANGED 2 2026-002', 'LOG.LEAF_UNREADABLE 2 2026-002', 'LOG.ROOT 0', 'LOG.ROOT 0'],
    ],
    [
      'the stored hash of a leaf changed',
      (log) => (log.entries[6]!.leafHash = log.entries[5]!.leafHash),
      ['LOG.LEAF_CHANGED 6 2026-006'],
    ],
    [
      'two entries swapped',
      (log) => log.entries.splice(6, 2, log.entries[7]!, log.entries[6]!),
      ['LOG.OUT_OF_ORDER 6 2026-006', 'LOG.ROOT 5'],
    ],
    [
      'two entries swapped and renumbered',
      (log) => (log.entries = renumbered(log.entries.toSpliced(6, 2, log.entries[7]!, log.entries[6]!))),
      ['LOG.OUT_OF_ORDER 7 2026-006', 'LOG.ROOT 5'],
    ],
    [
      'a record gone from the tables, with what opens it left behind',
      (log) => (log.entries[3]!.record = null),
      ['LOG.RECORD_GONE 3'],
    ],
    ['an entry removed from the middle', (log) => log.entries.splice(6, 1), ['LOG.REMOVED 6']],
    [
      'an entry removed and the rest renumbered',
      (log) => (log.entries = renumbered(log.entries.toSpliced(6, 1))),
      ['LOG.TRUNCATED 9'],
    ],
    ['the last entries cut off', (log) => log.entries.splice(8), ['LOG.TRUNCATED 8']],
    ['every entry cut off', (log) => log.entries.splice(0), ['LOG.TRUNCATED 0', 'LOG.TRUNCATED 0']],
    [
      'an entry put in between',
      (log) => log.entries.splice(7, 0, decision(6, 'Another')),
      ['LOG.INSERTED 6 2026-006', 'LOG.ROOT 5', 'LOG.UNSIGNED 10'],
    ],
    [
      'an entry put in between and the rest renumbered',
      (log) => (log.entries = renumbered(log.entries.toSpliced(7, 0, decision(6, 'Another')))),
      ['LOG.OUT_OF_ORDER 7 2026-006', 'LOG.ROOT 5', 'LOG.UNSIGNED 10'],
    ],
    ['an entry appended that nobody signed', (log) => log.entries.push(decision(10)), ['LOG.UNSIGNED 10']],
    [
      'a decision written anew with commitments, leaf and hash',
      (log) => (log.entries[8] = decision(8, 'Rewritten')),
      ['LOG.ROOT 5'],
    ],
    [
      'a checkpoint signed by another key',
      (log) => (log.checkpoints[0] = noteOf(log.entries, 5, newLogKey())),
      ['LOG.SIGNATURE'],
    ],
    [
      "another log's checkpoint by the same key",
      (log) => (log.checkpoints[0] = noteOf(log.entries, 5, key, 'torv/other')),
      ['LOG.SIGNATURE'],
    ],
  ])('is found: %s', (_, change, expected) => {
    const verdict = verifyExport(changed(change), [vkey]);
    expect(found(verdict)).toEqual(expected);
    expect(verdict.ok).toBe(false);
  });

  it('is said in sentences that name the entry, its number and the field', () => {
    const log = changed((one) => (one.entries[3]!.record!['title'] = 'Something else'));
    expect(verifyExport(log, [vkey]).findings[0]!.message).toBe(
      'The field "title" of entry 3 (2026-003) is not what was recorded.',
    );
  });
});

describe('a receipt', () => {
  it('holds by itself and against a later log, whatever size it was made at', () => {
    for (let index = 1; index < 10; index += 1) {
      for (let size = index + 1; size <= 10; size += 1) {
        const receipt = receiptOf(clean, index, size);
        expect(verifyReceipt(receipt, [vkey])).toMatchObject({ ok: true, findings: [] });
        expect(verifyReceiptAgainstExport(receipt, clean, [vkey])).toMatchObject({ ok: true, findings: [] });
      }
    }
  });

  it.each<[string, (receipt: Receipt) => void, string[]]>([
    ['value', (it) => (it.opened.record['title'] = 'x'), ['LOG.FIELD_CHANGED 4 2026-004 title']],
    ['salt', (it) => (it.opened.salts['title'] = 'AAAA'), ['LOG.FIELD_CHANGED 4 2026-004 title']],
    ['leaf', (it) => (it.opened.leaf = it.opened.leaf.replace('decision-4', 'x')), ['LOG.NOT_INCLUDED 4 2026-004']],
    ['index', (it) => (it.index = 5n), ['LOG.NOT_INCLUDED 5 2026-004']],
    ['proof', (it) => it.proof.pop(), ['LOG.NOT_INCLUDED 4 2026-004']],
    ['checkpoint', (it) => (it.checkpoint = noteOf(clean.entries, 10, newLogKey())), ['LOG.SIGNATURE 4 2026-004']],
    ['note that is none', (it) => (it.checkpoint = 'nothing'), ['LOG.SIGNATURE 4 2026-004']],
  ])('does not hold with another %s', (_, change, expected) => {
    const receipt = receiptOf(clean, 4);
    change(receipt);
    expect(found(verifyReceipt(receipt, [vkey]))).toEqual(expected);
  });

  it('shows a log forked since under a valid signature, and the entry replaced in it', () => {
    const forked = logOf(clean.entries.with(4, decision(4, 'Rewritten')));
    expect(verifyExport(forked, [vkey]).ok).toBe(true);
    expect(found(verifyReceiptAgainstExport(receiptOf(clean, 4), forked, [vkey]))).toEqual([
      'LOG.LEAF_REPLACED 4 2026-004',
      'LOG.FORKED 4 2026-004',
    ]);
    expect(found(verifyReceiptAgainstExport(receiptOf(clean, 2), forked, [vkey]))).toEqual(['LOG.FORKED 2 2026-002']);
  });

  it('shows its entry removed, and a log cut short and signed anew', () => {
    const receipt = receiptOf(clean, 7);
    const without = changed((log) => log.entries.splice(7, 1));
    expect(found(verifyReceiptAgainstExport(receipt, without, [vkey]))).toContain('LOG.REMOVED 7 2026-007');
    const short = logOf(clean.entries.slice(0, 6));
    expect(found(verifyReceiptAgainstExport(receipt, short, [vkey]))).toEqual([
      'LOG.REMOVED 7 2026-007',
      'LOG.TRUNCATED 6',
    ]);
    expect(found(verifyReceiptAgainstExport(receiptOf(clean, 2), short, [vkey]))).toEqual(['LOG.TRUNCATED 6']);
  });

  it('shows a value in the tables that differs from its own', () => {
    const log = changed((one) => (one.entries[4]!.record!['title'] = 'Something else'));
    expect(found(verifyReceiptAgainstExport(receiptOf(clean, 4), log, [vkey]))).toEqual([
      'LOG.FIELD_CHANGED 4 2026-004 title',
      'LOG.DIFFERS_FROM_RECEIPT 4 2026-004 title',
    ]);
  });

  it('is not of another network', () => {
    const receipt = receiptOf(clean, 4);
    receipt.checkpoint = noteOf(clean.entries, 10, key, 'torv/other');
    expect(found(verifyReceiptAgainstExport(receipt, clean, [vkey]))).toEqual(['LOG.OTHER_NETWORK 4 2026-004']);
  });
});

describe('two checkpoints', () => {
  const [five, ten] = clean.checkpoints as [string, string];
  const proof = consistencyProof(5n, 10n, nodesOf(clean.entries));

  it('are of one log by a consistency proof, in whichever order they come', () => {
    expect(verifyCheckpoints(five, ten, proof, [vkey]).ok).toBe(true);
    expect(verifyCheckpoints(ten, five, proof, [vkey]).ok).toBe(true);
    const empty = signCheckpoint({ origin, size: 0n, root: emptyRoot() }, key);
    expect(verifyCheckpoints(empty, ten, [], [vkey]).ok).toBe(true);
  });

  it('are not where one is of a fork, of another log or signed by another key', () => {
    const fork = noteOf(clean.entries.with(2, decision(2, 'Rewritten')), 10);
    expect(found(verifyCheckpoints(five, fork, proof, [vkey]))).toEqual(['LOG.FORKED']);
    expect(found(verifyCheckpoints(five, ten, proof.slice(1), [vkey]))).toEqual(['LOG.FORKED']);
    const foreign = noteOf(clean.entries, 10, key, 'torv/other');
    expect(found(verifyCheckpoints(five, foreign, proof, [vkey, vkeyOf('torv/other', key)]))).toEqual([
      'LOG.OTHER_NETWORK',
    ]);
    expect(found(verifyCheckpoints(five, noteOf(clean.entries, 10, newLogKey()), proof, [vkey]))).toEqual([
      'LOG.SIGNATURE',
    ]);
  });
});
