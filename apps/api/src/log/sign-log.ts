import { existsSync, readFileSync } from 'node:fs';
import { originOf, signCheckpoint, vkeyOf } from '@torv/shared/log';
import type { ClientBase } from 'pg';
import type { Settings } from '../platform/config/read-settings';
import { logKeyFile } from './log-key';

/**
 * Signs the log as it is now, if it has grown since it was last signed: for commands, which work beside a server. It
 * signs only with a key that the log names already, and makes none: a command run without the server's settings must
 * not give the log a second key.
 *
 * @param client connected as the owner
 * @returns false when this machine holds no key that the log names
 */
export async function signLog(client: ClientBase, networkId: string, settings: Settings): Promise<boolean> {
  const file = logKeyFile(settings);
  if (!existsSync(file)) return false;
  const key = readFileSync(file, 'utf8');
  const origin = originOf(networkId);
  const named = await client.query(
    "SELECT 1 FROM log_leaf WHERE network_id = $1 AND kind = 'key' AND leaf::jsonb -> 'clear' ->> 'vkey' = $2",
    [networkId, vkeyOf(origin, key)],
  );
  if (named.rowCount === 0) return false;
  const { rows } = await client.query<{ size: string; root: Buffer }>(
    'SELECT log_size AS size, log_root(network_id, log_size) AS root FROM platform_counter WHERE network_id = $1',
    [networkId],
  );
  const { size, root } = rows[0]!;
  await client.query('INSERT INTO log_checkpoint (network_id, size, note) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    networkId,
    size,
    signCheckpoint({ origin, size: BigInt(size), root }, key),
  ]);
  return true;
}
