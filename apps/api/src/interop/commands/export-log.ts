import { writeFile } from 'node:fs/promises';
import type { LogExport } from '@torv/shared/log';
import { Client } from 'pg';
import { wholeLog } from '../../decisions/decisions.sql';
import { type LeafRow, logExport } from '../../decisions/log-export';
import { keptCheckpoints } from '../../log/log.sql';
import { signLog } from '../../log/sign-log';
import type { Settings } from '../../platform/config/read-settings';

/** What `torv export` is asked for. */
export interface ExportRequest {
  networkKey: string;
  /** Open every entry; otherwise those of public decisions only. */
  all: boolean;
  /** A file; null writes to `write`. */
  out: string | null;
}

/**
 * `torv export`: a network's log in one file, for `torv log verify`. Every leaf and every checkpoint is in it, for they
 * show commitments only. Opened is what is public, so that the file may be given to anyone; with `all` it is
 * everything, closed decisions too, and the file is its owner's alone to read.
 *
 * @param write takes the file's text when there is no `out`
 * @throws Error with a sentence when there is no such network, or nothing of its log was ever signed
 */
export async function runExport(
  adminUrl: string,
  settings: Settings,
  request: ExportRequest,
  write: (text: string) => void,
  say: (line: string) => void,
): Promise<void> {
  const client = new Client({ connectionString: adminUrl, options: '-c role=torv_owner' });
  await client.connect();
  try {
    const network = await findNetwork(client, request.networkKey);
    if (!(await signLog(client, network.id, settings)))
      say('This machine holds no key that the log names: the newest entries may stand in the file unsigned.');
    // One snapshot, so that what is decided meanwhile is in it whole or not at all.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const checkpoints = (await client.query<{ note: string }>(keptCheckpoints(network.id))).rows;
    const leaves = (await client.query<LeafRow>(wholeLog(network.id))).rows;
    await client.query('COMMIT');
    if (checkpoints.length === 0)
      throw new Error(
        `Nothing of the log of ${network.name} was ever signed. Record a decision, or ask for a receipt.`,
      );
    const opened = request.all ? leaves : leaves.map(closedUnlessPublic);
    const log = logExport(
      network,
      checkpoints.map((row) => row.note),
      opened,
    );
    const text = `${JSON.stringify(log, null, 1)}\n`;
    if (request.out === null) write(text);
    else await writeFile(request.out, text, request.all ? { mode: 0o600 } : {});
    const many = log.entries.filter((entry) => entry.record).length;
    say(`${network.name}: ${log.entries.length} entries, ${many} opened${request.out ? `, in ${request.out}` : ''}.`);
    if (request.all) say('Closed decisions stand in it in full. Keep it where they may be read.');
  } finally {
    await client.end();
  }
}

const closedUnlessPublic = (leaf: LeafRow): LeafRow =>
  leaf.visibility === 'public' ? leaf : { ...leaf, record: null, salts: null };

async function findNetwork(client: Client, key: string): Promise<LogExport['network']> {
  const { rows } = await client.query<LogExport['network']>('SELECT id, key, name FROM places_network ORDER BY key');
  const found = rows.find((one) => one.key === key);
  if (found) return found;
  const there =
    rows.length === 0
      ? 'There is none yet: torv import makes one.'
      : `There are: ${rows.map((one) => one.key).join(', ')}.`;
  throw new Error(`There is no network "${key}" here. ${there}`);
}
