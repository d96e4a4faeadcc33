import { Query, types, type PoolClient, type QueryResultRow } from 'pg';
import { prepareValue } from 'pg/lib/utils';
import type { Query as Statement } from './query';

/** What one statement found. */
export interface Found<T extends QueryResultRow = QueryResultRow> {
  rows: T[];
  rowCount: number;
}

/** The columns of a prepared statement, as the server once described them; null until it has. */
interface Shape {
  names: string[];
  parse: ((value: string) => unknown)[];
}

interface Known {
  /** False after an error: the server may have it or not. */
  sure: boolean;
  text: string;
  shape: Shape | null;
}

/** The driver's connection, as far as a packet needs it. */
interface Wire {
  stream: { readonly writable: boolean; write(bytes: Buffer): boolean };
  parse(statement: { name: string; text: string }): void;
  bind(values: { statement: string; values: unknown[] }): void;
  describe(what: { type: 'P' }): void;
  execute(): void;
  close(what: { type: 'S'; name: string }): void;
  sync(): void;
}

/** The driver takes into its pipeline what is a query of its own kind; its declared type cannot be extended. */
const DriverQuery = Query as unknown as new (config: { text: string }) => { callback: unknown };

/** What belongs to a connection: its prepared statements, which outlive transactions that fail, and where it writes. */
interface Desk {
  known: Map<string, Known>;
  /** The connection with another socket, which keeps what is written: thirty small writes are dearer than one. */
  packet: Wire;
  parts: Buffer[];
}
const desks = new WeakMap<object, Desk>();

function deskOf(connection: Wire): Desk {
  const there = desks.get(connection);
  if (there) return there;
  const parts: Buffer[] = [];
  const socket = { writable: true, write: (part: Buffer) => parts.push(part) };
  const packet = Object.create(connection, { stream: { value: socket } }) as Wire;
  const desk = { known: new Map<string, Known>(), packet, parts };
  desks.set(connection, desk);
  return desk;
}

/**
 * Several statements in one packet with one `Sync` (the protocol's own pipelining): they are answered together, and
 * unless a transaction is open they are one. When one fails, the rest are skipped. The driver's pipeline would send a
 * `Sync` and a `Describe` with each; what is described once a connection need not be asked again.
 */
class Together extends DriverQuery {
  private readonly found: Found[] = [];
  private readonly shapes: (Shape | null)[] = [];
  private known: Map<string, Known> | undefined;
  private at = 0;

  constructor(
    private readonly statements: readonly Statement[],
    private readonly settle: (error: Error | null, found: Found[]) => void,
  ) {
    super({ text: '' });
    this.callback = settle;
  }

  submit(connection: Wire): null {
    const { known, packet, parts } = deskOf(connection);
    this.known = known;
    refuseTwoOfOneName(this.statements, known);
    const values = this.statements.map((one) => (one.values ?? []).map(prepareValue));
    // From here nothing throws: half a packet would leave the connection waiting for the other half.
    this.statements.forEach((one, n) => this.shapes.push(send(packet, known, one, values[n]!)));
    packet.sync();
    const bytes = Buffer.concat(parts);
    parts.length = 0;
    if (connection.stream.writable) connection.stream.write(bytes);
    return null;
  }

  handleRowDescription(message: { fields: { name: string; dataTypeID: number }[] }): void {
    const shape = {
      names: message.fields.map((field) => field.name),
      parse: message.fields.map((field) => types.getTypeParser(field.dataTypeID) as (value: string) => unknown),
    };
    this.shapes[this.at] = shape;
    const { name } = this.statements[this.at]!;
    if (name) this.known!.get(name)!.shape = shape;
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    const { names, parse } = this.shapes[this.at]!;
    const row: QueryResultRow = {};
    for (let n = 0; n < names.length; n += 1) {
      const value = message.fields[n]!;
      row[names[n]!] = value === null ? null : parse[n]!(value);
    }
    this.current().rows.push(row);
  }

  handleCommandComplete(message: { text: string }): void {
    const found = this.current();
    found.rowCount = Number(/\d+$/.exec(message.text)?.[0] ?? 0);
    const { name } = this.statements[this.at]!;
    // A statement that answers no rows is described by that.
    if (name && this.shapes[this.at] === null) this.known!.get(name)!.shape = { names: [], parse: [] };
    this.at += 1;
  }

  handleEmptyQuery(): void {
    this.at += 1;
  }

  handleReadyForQuery(): void {
    this.settle(null, this.found);
  }

  handleError(error: Error): void {
    // Which of them the server had still parsed is not told; each is made anew when it is next wanted.
    for (const { name } of this.statements) {
      const known = name === undefined ? undefined : this.known?.get(name);
      if (known) known.sure = false;
    }
    this.settle(error, this.found);
  }

  private current(): Found {
    return (this.found[this.at] ??= { rows: [], rowCount: 0 });
  }
}

/** Sends one statement; what is known of its columns. */
function send(wire: Wire, all: Map<string, Known>, { name = '', text }: Statement, values: unknown[]): Shape | null {
  const known = all.get(name);
  if (!known?.sure) {
    // To close what is not there is no error.
    if (known) wire.close({ type: 'S', name });
    wire.parse({ name, text });
    if (name !== '') all.set(name, { sure: true, text, shape: null });
  }
  const shape = known?.sure ? known.shape : null;
  wire.bind({ statement: name, values });
  if (shape === null) wire.describe({ type: 'P' });
  wire.execute();
  return shape;
}

function refuseTwoOfOneName(statements: readonly Statement[], known: Map<string, Known>): void {
  for (const { name, text } of statements) {
    if (name === undefined) continue;
    const first = known.get(name) ?? statements.find((one) => one.name === name)!;
    if (first.text !== text) throw new Error(`Two statements are called "${name}".`);
  }
}

/**
 * Sends statements down one connection in one packet; unless BEGIN is among them or came before, they are one
 * transaction. What they found, in their order.
 *
 * @throws the database's error for the first statement that fails; those after it did not run
 */
export function sendTogether(client: PoolClient, statements: readonly Statement[]): Promise<Found[]> {
  return new Promise((resolve, reject) => {
    const settle = (error: Error | null, found: Found[]) => {
      if (error) reject(error);
      else resolve(found);
    };
    client.query(new Together(statements, settle) as never);
  });
}
