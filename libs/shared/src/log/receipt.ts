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
  proof: Buffer[];
  /** The signed note. */
  checkpoint: string;
  opened: Opened;
}

const header = 'c2sp.org/tlog-proof@v1';

/** A receipt's text. */
export function writeReceipt(receipt: Receipt): string {
  const extra = Buffer.from(canonicalJson(receipt.opened)).toString('base64');
  const proof = receipt.proof.map((hash) => `${hash.toString('base64')}\n`).join('');
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
    const opened = JSON.parse(Buffer.from(extra[1]!, 'base64').toString('utf8')) as Opened;
    const proof = lines.slice(3, blank).map((line) => Buffer.from(line, 'base64'));
    if (proof.some((hash) => hash.length !== 32) || typeof opened.leaf !== 'string') return null;
    return { index: BigInt(index[1]!), proof, checkpoint: lines.slice(blank + 1).join('\n'), opened };
  } catch {
    return null;
  }
}
