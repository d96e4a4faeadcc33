import canonicalizeModule from 'canonicalize';
import { equal, fromBase64, utf8 } from './bytes';
import { leafHash } from './merkle-tree';
import { sha256, type Steps } from './steps';

export type LeafKind = 'decision' | 'ratification' | 'redaction' | 'minutes' | 'mandate' | 'key';

/**
 * A leaf before it is bytes. A record's fields stand as commitments, each by itself, so that erasing one (its value
 * and salt dropped, a redaction leaf appended) leaves every proof whole. `clear` holds what is public by nature: a
 * key's text, a redaction's target (`{index, fields}`).
 */
export interface Leaf {
  v: 1;
  kind: LeafKind;
  subject: string;
  /** RFC 3339, UTC, milliseconds. */
  at: string;
  /** Base64 of 32 bytes, by field. */
  fields: Record<string, string>;
  clear?: Record<string, unknown>;
}

/** Base64 of 32 random bytes, by field. */
export type Salts = Record<string, string>;

const canonicalize = ((canonicalizeModule as { default?: unknown }).default ?? canonicalizeModule) as (
  value: unknown,
) => string | undefined;

/** Canonical JSON (RFC 8785). @throws TypeError for what JSON cannot hold */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('JSON cannot hold this value.');
  return text;
}

const fieldDomain = utf8('torv/log/field/v1\n');

/**
 * The commitment to one field: SHA-256 over a domain line, a 32-byte salt, the name's length (4 bytes, big-endian),
 * the name and the value's canonical JSON. Binding by SHA-256; hiding while the salt is secret, however few values
 * the field can have; the salt's and name's fixed lengths leave no two readings of the same bytes.
 */
export function* commitField(name: string, value: unknown, salt: Uint8Array): Steps<Uint8Array> {
  if (salt.length !== 32) throw new RangeError('A salt has 32 bytes.');
  const nameBytes = utf8(name);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, nameBytes.length);
  return yield* sha256(fieldDomain, salt, length, nameBytes, utf8(canonicalJson(value)));
}

/** The bytes of a leaf, as canonical JSON text. */
export const leafText = (leaf: Leaf): string => canonicalJson(leaf);

/** Hash of a leaf's text, as it stands in the tree. */
export const hashOfLeafText = (text: string): Steps<Uint8Array> => leafHash(utf8(text));

/** Reads a leaf's text; null when it is none. */
export function parseLeaf(text: string): Leaf | null {
  try {
    const leaf = JSON.parse(text) as Leaf;
    return leaf.v === 1 &&
      typeof leaf.kind === 'string' &&
      typeof leaf.fields === 'object' &&
      Object.values(leaf.fields).every((one) => typeof one === 'string') &&
      canonicalJson(leaf) === text
      ? leaf
      : null;
  } catch {
    return null;
  }
}

/** The names of fields whose commitment stands in the leaf while neither value nor salt is there to open it. */
export function fieldsDropped(leaf: Leaf, record: Readonly<Record<string, unknown>>, salts: Salts): string[] {
  return Object.keys(leaf.fields).filter((name) => isDropped(record[name], salts[name]));
}

/** An erased value is gone with its salt; a table that keeps its column keeps it empty. */
const isDropped = (value: unknown, salt: string | undefined): boolean =>
  salt === undefined && (value === undefined || value === null);

/** The names of fields whose value and salt do not open their commitment, and of those that the leaf does not have. */
export function* fieldsThatDoNotOpen(
  leaf: Leaf,
  record: Readonly<Record<string, unknown>>,
  salts: Salts,
): Steps<string[]> {
  const closed: string[] = [];
  for (const [name, value] of Object.entries(record)) {
    if (isDropped(value, salts[name])) continue;
    const commitment = fromBase64(leaf.fields[name] ?? '');
    const salt = fromBase64(salts[name] ?? '');
    if (commitment?.length !== 32 || salt?.length !== 32 || !equal(yield* commitField(name, value, salt), commitment))
      closed.push(name);
  }
  return closed;
}
