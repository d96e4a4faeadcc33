import type { LineCounter, Range } from 'yaml';

/** The path of a key below another path, as findings show it. */
export const inside = (path: string, key: string): string =>
  !/^[\p{L}\p{N}_-]+$/u.test(key) ? `${path}[${JSON.stringify(key)}]` : path === '' ? key : `${path}.${key}`;

/** The path of zod (or of our own walks) as findings show it. */
export const pathOf = (parts: readonly PropertyKey[]): string =>
  parts.reduce<string>(
    (path, part) => (typeof part === 'number' ? `${path}[${part}]` : inside(path, String(part))),
    '',
  );

/** Where in the file each path stands: its value, and the key that leads to it. */
export class SourcePlaces {
  private readonly values = new Map<string, Range>();
  private readonly keys = new Map<string, Range>();

  constructor(private readonly lines: LineCounter) {}

  note(path: string, range: Range): void {
    this.values.set(path, range);
  }

  noteKey(path: string, range: Range): void {
    this.keys.set(path, range);
  }

  /** Start of the value at a path, else of its key, else of the file. A value left out stands at its key. */
  startOf(path: string): number {
    const value = this.values.get(path);
    const key = this.keys.get(path);
    // An empty value has a place of its own behind the key, often on the next line: the key says more.
    if (value && (!key || value[1] > value[0])) return value[0];
    return key?.[0] ?? 0;
  }

  startOfKey(path: string): number {
    return this.keys.get(path)?.[0] ?? this.startOf(path);
  }

  /** The innermost path whose key or value holds this offset. */
  pathAt(offset: number): string {
    let best = '';
    let width = Infinity;
    for (const [path, [start, end]] of [...this.values, ...this.keys]) {
      if (start <= offset && offset <= end && end - start < width) [best, width] = [path, end - start];
    }
    return best;
  }

  lineOf(offset: number): number {
    return this.lines.linePos(offset).line || 1;
  }

  columnOf(offset: number): number {
    return this.lines.linePos(offset).col || 1;
  }
}
