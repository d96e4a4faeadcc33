import { Client } from 'pg';
import { signLog } from '../../log/sign-log';
import type { Settings } from '../../platform/config/read-settings';

/** Words of a decision that can be erased; what was decided by whom, and when, stays. */
export const erasableFields = ['text', 'rationale', 'summary', 'departure'] as const;

/**
 * `torv log redact NETWORK NUMBER --field …`: erases words that should not have been written, says so in the log, and
 * signs it. A receipt that somebody has downloaded keeps what it holds.
 *
 * @throws Error when there is no such network, decision or field, or nothing left to erase
 */
export async function redactDecision(
  adminUrl: string,
  settings: Settings,
  { networkKey, number, fields }: { networkKey: string; number: string; fields: string[] },
  say: (line: string) => void,
): Promise<void> {
  const unknown = fields.filter((one) => !erasableFields.some((field) => field === one));
  if (unknown.length > 0 || fields.length === 0)
    throw new Error(`Name what to erase: --field ${erasableFields.join(', --field ')}.`);
  const client = new Client({ connectionString: adminUrl, options: '-c role=torv_owner' });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>('SELECT id FROM places_network WHERE key = $1', [networkKey]);
    const network = rows[0]?.id;
    if (!network) throw new Error(`There is no network "${networkKey}".`);
    const { rows: erased } = await client.query<{ entry: string | null }>(
      'SELECT decisions_erase_words($1, $2, $3) AS entry',
      [network, number, fields],
    );
    const entry = erased[0]!.entry;
    if (entry === null) throw new Error(`${number} has none of these any more, or there is no such decision.`);
    await client.query("SELECT pg_notify('torv_outbox', $1)", [network]);
    say(`${fields.join(', ')} of ${number} is erased (entry ${entry}). The log says so, and every proof holds.`);
    if (!(await signLog(client, network, settings)))
      say('This machine holds no key that the log names: the new entry is signed when somebody asks for a receipt.');
  } finally {
    await client.end();
  }
}
