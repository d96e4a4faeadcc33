import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { answerLog } from '../../log/witness/answer-log';
import { followLog, holdFolder, makeWitness, readWitness } from '../../log/witness/keep-witness';
import { serveWitness } from '../../log/witness/serve-witness';

/** `torv witness key`: prints the witness's key; with a name it makes the witness first. */
export function runWitnessKey(folder: string, name: string | undefined, say: (line: string) => void): void {
  const witness = name === undefined ? readWitness(folder) : makeWitness(folder, name);
  say(witness.vkey);
}

/** `torv witness follow`: from now on the witness cosigns for the log of this key. */
export function runWitnessFollow(folder: string, vkey: string, say: (line: string) => void): void {
  const release = holdFolder(folder);
  try {
    const witness = readWitness(folder);
    followLog(witness, vkey);
    say(`${witness.name} follows ${witness.logs.map((log) => log.origin).join(', ')}.`);
  } finally {
    release();
  }
}

/**
 * `torv witness cosign`: cosigns a request that was carried here as a file, and prints the cosignature to carry back.
 *
 * @throws Error with a sentence when the witness refuses
 */
export async function runWitnessCosign(folder: string, file: string, say: (line: string) => void): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`${file} cannot be read.`);
  });
  const release = holdFolder(folder);
  try {
    const answer = answerLog(readWitness(folder), text, BigInt(Math.floor(Date.now() / 1000)));
    if (answer.status === 200) return say(answer.body.trimEnd());
    const stands = `It has cosigned ${answer.body.trim()} entries; fetch the request anew.`;
    throw new Error(
      `The witness does not cosign this. ${answer.warning ?? (answer.status === 409 ? stands : answer.body.trim())}`,
    );
  } finally {
    release();
  }
}

/** `torv witness serve`: answers logs until it is stopped. */
export async function runWitnessServe(
  folder: string,
  { port, host }: { port: number; host: string },
  say: (line: string) => void,
): Promise<void> {
  const release = holdFolder(folder);
  const witness = readWitness(folder);
  const server = await serveWitness(witness, port, host, say).catch((error: unknown) => {
    release();
    throw error;
  });
  const { port: actual } = server.address() as AddressInfo;
  say(`${witness.name} answers at http://${host}:${actual}. It follows ${witness.logs.length} log(s).`);
  const stop = () => server.close(() => release());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  process.once('exit', release);
}
