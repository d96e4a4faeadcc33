import type { Finding } from '@torv/shared/log/in-a-browser';

/** What this browser found of a receipt. */
export interface Checked {
  verdict: 'holds' | 'unwitnessed' | 'fails';
  /** Entries in the log at the receipt's checkpoint. */
  size: number;
  /** Witnesses that cosigned it, by name. */
  names: string[];
  quorum: number;
  /** The first that does not hold. */
  finding: Finding | null;
}

/**
 * Checks a receipt in this browser, by the keys and the quorum of a key file.
 *
 * @param receipt text of a C2SP tlog-proof
 * @param policy text of the key file
 * @throws Error when one of them is not what it should be, or the browser does not know Ed25519
 */
export async function checkReceipt(receipt: string, policy: string): Promise<Checked> {
  const log = await import('@torv/shared/log/in-a-browser');
  const read = log.parseReceipt(receipt);
  const trusted = log.readPolicy(policy);
  if (!read || !trusted) throw new Error('The server sent something else than a receipt and a key file.');
  const verdict = await log.takeByWebCrypto(log.verifyReceipt(read, trusted.logs, trusted));
  const cosigners = await log.takeByWebCrypto(log.cosignersOf(read.checkpoint, trusted.witnesses));
  const unwitnessed = !verdict.ok && verdict.findings.every((one) => one.code === 'LOG.UNWITNESSED');
  return {
    verdict: verdict.ok ? 'holds' : unwitnessed ? 'unwitnessed' : 'fails',
    size: Number(log.parseCheckpoint(read.checkpoint)?.checkpoint.size ?? 0),
    names: cosigners.map((one) => one.name),
    quorum: trusted.quorum,
    finding: verdict.findings[0] ?? null,
  };
}
