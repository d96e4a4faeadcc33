import type { Work } from '../platform/database/unit-of-work';
import { Refusal } from '../platform/errors/refusal';
import { nothingToSign } from './bodies.refusals';
import { findBody, tellOfBody } from './find-body';

/**
 * Signs what the body asks of those who sit in it, once for each text, in one's own name.
 *
 * @param hash of the text that was read, SHA-256 in hex
 * @throws Refusal BODIES.NOTHING_TO_SIGN, BODIES.OTHER_DECLARATION
 */
export async function signConfidentiality(work: Work, key: string, hash: string): Promise<void> {
  const body = await findBody(work, key);
  const mine = await work.row({
    text: `SELECT 1 FROM bodies_seat WHERE network_id = $1 AND body_id = $2 AND person_id = platform_actor() AND valid_until > now()
           UNION ALL SELECT 1 FROM bodies_deputy WHERE network_id = $1 AND body_id = $2 AND person_id = platform_actor()
             AND kind = 'deputy' AND valid_until > now() LIMIT 1`,
    values: [work.networkId, body.id],
  });
  if (!mine) throw new Refusal(nothingToSign);
  await work.row({ text: 'SELECT bodies_sign($1, $2, $3)', values: [work.networkId, body.id, hash] });
  tellOfBody(work, body.id, 'bodies.confidentiality-signed', { visibility: 'body' });
}
