import type { Finding, FindingCode } from '@torv/shared/interop';
import type { SourcePlaces } from './source-places';

/** More than this nobody mends in one go; the result says how many there were. */
export const shownAtMost = 100;

/** Collects what is wrong in a file, each with its place. */
export class Findings {
  private readonly all: Finding[] = [];

  constructor(private readonly places: SourcePlaces) {}

  get count(): number {
    return this.all.length;
  }

  /**
   * @param path such as `initiatives[0].partners[2]`; empty for the whole file
   * @param message what was found, as a sentence
   * @param expected what would have been right
   * @param offset where it stands, when that is not the value at `path`
   * @param line when the text could not be parsed and only its line is known
   */
  add(code: FindingCode, path: string, message: string, expected: string, offset?: number, line?: number): void {
    const at = offset ?? this.places.startOf(path);
    this.all.push({
      code,
      line: line ?? this.places.lineOf(at),
      column: line === undefined ? this.places.columnOf(at) : 1,
      path,
      message,
      expected,
    });
  }

  /** A finding about a key rather than about its value. */
  addAtKey(code: FindingCode, path: string, message: string, expected: string): void {
    this.add(code, path, message, expected, this.places.startOfKey(path));
  }

  /** By line and column, at most 100. */
  sorted(): Finding[] {
    return this.all.toSorted((a, b) => a.line - b.line || a.column - b.column).slice(0, shownAtMost);
  }
}

/** A found value as a finding shows it: short, and told from a text when it is none. */
export function shown(value: unknown): string {
  if (value === null) return 'nothing (null)';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value !== 'string') return `the ${typeof value === 'number' ? 'number ' : 'word '}${String(value)}`;
  return `"${value.length > 60 ? `${value.slice(0, 59)}…` : value}"`;
}
