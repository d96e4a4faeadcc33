import { isIP } from 'node:net';
import { writeAddCheckpoint, type AddCheckpoint } from '@torv/shared/log';

/** What a witness answered; null: it was not reached. */
export interface AnswerOfWitness {
  status: number;
  text: string;
}

const patience = 10_000;
const longest = 16_384;

/**
 * Asks a witness to cosign (C2SP tlog-witness, add-checkpoint). It is let to answer briefly, and to send the host
 * nowhere else.
 */
export async function askWitness(url: string, request: AddCheckpoint): Promise<AnswerOfWitness | null> {
  try {
    const answer = await fetch(`${url.replace(/\/+$/, '')}/add-checkpoint`, {
      method: 'POST',
      body: writeAddCheckpoint(request),
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
    return { status: answer.status, text: await beginningOf(answer) };
  } catch {
    return null;
  }
}

async function beginningOf(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    parts.push(part as Uint8Array);
    length += (part as Uint8Array).length;
    if (length > longest) break;
  }
  return Buffer.concat(parts).toString('utf8').slice(0, longest);
}

/**
 * True for an address that an organisation may have the host ask: TLS and a name, so that nobody has the host knock at
 * doors of its own network by their numbers.
 *
 * @param onThisMachine Torv is reached from this machine only: then a witness may stand on it too
 */
export function mayBeAsked(address: string, onThisMachine: boolean): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || url.username || url.password || url.search || url.hash) return false;
  if (onThisMachine) return url.protocol === 'https:' || url.protocol === 'http:';
  const name = url.hostname.replace(/^\[|\]$/g, '');
  return (
    url.protocol === 'https:' &&
    isIP(name) === 0 &&
    name.includes('.') &&
    !/(^|\.)(local|internal|localhost)$/.test(name)
  );
}
