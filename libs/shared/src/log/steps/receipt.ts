import { fromBase64, toBase64, utf8 } from './bytes';
import { canonicalJson, type Salts } from './leaf';

/** What a receipt opens: the leaf as it stands in the log, and each field's value and salt. */
export interface Opened {
  leaf: string;
  record: Record<string, unknown>;
  salts: Salts;
}

/** A receipt (C2SP tlog-proof): a leaf's place, its inclusion proof, the checkpoint, and in `extra` what it says. */
export interface Receipt {
  index: bigint;
  proof: Uint8Array[];
  /** The signed note. */
  checkpoint: string;
  opened: Opened;
}

const header = 'c2sp.org/tlog-proof@v1';

/** A receipt's text. */
export function writeReceipt(receipt: Receipt): string {
  const extra = toBase64(utf8(canonicalJson(receipt.opened)));
  const proof = receipt.proof.map((hash) => `${toBase64(hash)}\n`).join('');
  return `${header}\nextra ${extra}\nindex ${receipt.index}\n${proof}\n${receipt.checkpoint}`;
}

/** Reads a receipt; null when the text is none. */
export function parseReceipt(text: string): Receipt | null {
  const lines = text.split('\n');
  if (lines[0] !== header) return null;
  const extra = /^extra (\S+)$/.exec(lines[1] ?? '');
  const index = /^index (0|[1-9]\d{0,19})$/.exec(lines[2] ?? '');
  const blank = lines.indexOf('', 3);
  if (!extra || !index || blank < 0) return null;
  try {
    // Written in one way only: what can be written in two could be altered without being another.
    const json = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(fromBase64(extra[1]!)!);
    const opened = JSON.parse(json) as Opened;
    if (canonicalJson(opened) !== json || typeof opened.leaf !== 'string') return null;
    if (![opened.record, opened.salts].every((it) => typeof it === 'object' && it !== null)) return null;
    const proof = lines.slice(3, blank).map(fromBase64);
    if (!proof.every((hash) => hash?.length === 32)) return null;
    return {
      index: BigInt(index[1]!),
      proof: proof as Uint8Array[],
      checkpoint: lines.slice(blank + 1).join('\n'),
      opened,
    };
  } catch {
    return null;
  }
}
