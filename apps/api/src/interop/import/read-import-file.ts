import { createHash } from 'node:crypto';
import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Document,
} from 'yaml';
import { Findings } from './findings';
import { inside, SourcePlaces } from './source-places';

/** Larger files are refused before they are parsed; the first real one has 17 kilobytes. */
const maxBytes = 2 * 1024 * 1024;
/** Deeper nesting than any section has; it bounds every walk over the file. */
const maxDepth = 20;

/** A file as it came, parsed. `value` is plain data of which nothing is checked yet. */
export interface ParsedFile {
  fileName: string;
  bytes: Buffer;
  sha256: Buffer;
  value: unknown;
  places: SourcePlaces;
}

/**
 * Reads an import file: UTF-8, one YAML 1.2 document of the core schema, keys unique, everything written out.
 *
 * @returns the file, or what is broken in it; nothing beyond that is looked for in a broken file
 */
export function readImportFile(bytes: Buffer, fileName: string): { parsed: ParsedFile } | { findings: Findings } {
  const lines = new LineCounter();
  const places = new SourcePlaces(lines);
  const findings = new Findings(places);
  const text = textOf(bytes, findings);
  if (text === null) return { findings };
  const document = parse(text, lines, findings);
  if (document === null) return { findings };
  if (document.contents !== null) walk(document.contents, '', 0, places, findings);
  for (const problem of [...document.errors, ...document.warnings]) {
    const [start] = problem.pos;
    const message = problem.code === 'MULTIPLE_DOCS' ? 'A second document begins here.' : sentence(problem.message);
    findings.add('INTEROP.BROKEN_FILE', places.pathAt(start), message, 'one YAML 1.2 document', start);
  }
  if (document.contents === null && findings.count === 0) {
    findings.add('INTEROP.BROKEN_FILE', '', 'The file is empty.', 'a network file or an overlay file');
  }
  if (findings.count > 0) return { findings };
  const sha256 = createHash('sha256').update(bytes).digest();
  return { parsed: { fileName, bytes, sha256, value: document.toJS({ maxAliasCount: 0 }), places } };
}

function textOf(bytes: Buffer, findings: Findings): string | null {
  if (bytes.length > maxBytes) {
    const found = `The file has ${bytes.length} bytes.`;
    findings.add('INTEROP.BROKEN_FILE', '', found, `at most ${maxBytes} bytes`);
    return null;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const line = lineOfBrokenText(bytes);
    findings.add('INTEROP.BROKEN_FILE', '', `Line ${line} is not UTF-8 text.`, 'a text file in UTF-8', undefined, line);
    return null;
  }
}

/** Lines end in one byte in UTF-8, so the first line that does not decode by itself is the broken one. */
function lineOfBrokenText(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    const piece = bytes.subarray(start, end === -1 ? bytes.length : end);
    if (!Buffer.from(piece.toString('utf8'), 'utf8').equals(piece)) return line;
    start = end === -1 ? bytes.length : end + 1;
  }
  return 1;
}

function parse(text: string, lines: LineCounter, findings: Findings): Document.Parsed | null {
  try {
    return parseDocument(text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      // Told by the walk below, with the path and where the key stood first.
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: lines,
      logLevel: 'error',
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    tooDeep('', findings);
    return null;
  }
}

const tooDeep = (path: string, findings: Findings) =>
  findings.add('INTEROP.BROKEN_FILE', path, 'This is nested too deep.', `at most ${maxDepth} levels`);

/** Notes where each value stands, and finds what plain data cannot say: doubled keys, aliases, keys that are no word. */
function walk(node: Node | null, path: string, depth: number, places: SourcePlaces, findings: Findings): void {
  if (node?.range) places.note(path, node.range);
  if (depth > maxDepth && isCollection(node)) return void tooDeep(path, findings);
  if (isAlias(node)) {
    const found = `\`*${node.source}\` stands for a value given elsewhere.`;
    findings.add('INTEROP.BROKEN_FILE', path, found, 'the value written out');
  } else if (isSeq<Node>(node)) {
    node.items.forEach((item, index) => walk(item, `${path}[${index}]`, depth + 1, places, findings));
  } else if (isMap<Node, Node | null>(node)) {
    const first = new Map<string, number>();
    for (const { key, value } of node.items) {
      const start = key.range?.[0] ?? node.range?.[0] ?? 0;
      if (!isScalar(key) || (typeof key.value !== 'string' && !Number.isInteger(key.value))) {
        findings.add('INTEROP.BROKEN_FILE', path, 'A key here is neither a word nor a number.', 'a word as key', start);
        continue;
      }
      const name = String(key.value);
      const below = inside(path, name);
      const earlier = first.get(name);
      if (earlier === undefined) {
        first.set(name, start);
        places.noteKey(below, key.range ?? [start, start, start]);
        walk(value, below, depth + 1, places, findings);
      } else {
        const found = `\`${name}\` stands here a second time; first on line ${places.lineOf(earlier)}.`;
        findings.add('INTEROP.DUPLICATE', below, found, 'each key once', start);
      }
    }
  }
}

const sentence = (message: string) => (/[.!?]$/.test(message) ? message : `${message}.`);
