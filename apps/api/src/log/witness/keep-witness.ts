import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { type FollowedLog, newLogKey, readVkey, witnessVkeyOf } from '@torv/shared/log';
import * as z from 'zod';
import { isRunning, identifyProcess, type ProcessIdentity } from '../../platform/process/process-identity';

/** What a witness keeps of a log: its keys, and the checkpoint that it cosigned last. */
const Kept = z.strictObject({
  format: z.literal('torv-witness/1'),
  name: z.string(),
  logs: z.array(
    z.strictObject({
      origin: z.string(),
      vkeys: z.array(z.string()).min(1),
      seen: z.strictObject({ size: z.string(), root: z.string() }).nullable(),
    }),
  ),
});

/** A witness at a partner: its name, its key and one file of what it has seen, in a folder of its own. */
export interface Witness {
  name: string;
  vkey: string;
  privatePem: string;
  logs: FollowedLog[];
  folder: string;
}

const keyFile = (folder: string) => join(folder, 'witness-key.pem');
const stateFile = (folder: string) => join(folder, 'witness.json');
const holdFile = (folder: string) => join(folder, 'witness.pid');

/**
 * Makes a witness in an empty folder.
 *
 * @param name such as `estate.example/torv`: it need not lead anywhere
 * @throws Error with a sentence when there is one already, or the name cannot stand in a key
 */
export function makeWitness(folder: string, name: string): Witness {
  if (!/^[^+\s]{1,200}$/.test(name))
    throw new Error('The name of a witness has no spaces and no "+", such as estate.example/torv.');
  if (existsSync(keyFile(folder)) || existsSync(stateFile(folder)))
    throw new Error(`There is a witness in ${folder} already. Its key is printed by: torv witness key`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const privatePem = newLogKey();
  writeFileSync(keyFile(folder), privatePem, { mode: 0o600, flag: 'wx' });
  const witness = { name, privatePem, vkey: witnessVkeyOf(name, privatePem), logs: [], folder };
  keepWitness(witness);
  return witness;
}

/**
 * Reads the witness of a folder. What it has seen is its whole worth, so a file that cannot be read is never begun anew.
 *
 * @throws Error with a sentence
 */
export function readWitness(folder: string): Witness {
  if (!existsSync(keyFile(folder)))
    throw new Error(`There is no witness in ${folder}. Make one: torv witness key --name NAME`);
  if (!existsSync(stateFile(folder)))
    throw new Error(
      `${stateFile(folder)} is gone. A witness that forgot what it saw vouches for nothing: make a new one, with a new key.`,
    );
  const privatePem = readFileSync(keyFile(folder), 'utf8');
  const kept = Kept.safeParse(JSON.parse(readFileSync(stateFile(folder), 'utf8')));
  if (!kept.success)
    throw new Error(`${stateFile(folder)} is not what a witness keeps: ${kept.error.issues[0]!.message}`);
  const { name, logs } = kept.data;
  return {
    name,
    privatePem,
    vkey: witnessVkeyOf(name, privatePem),
    folder,
    logs: logs.map(({ origin, vkeys, seen }) => ({
      origin,
      vkeys,
      seen: seen && { size: BigInt(seen.size), root: Buffer.from(seen.root, 'base64') },
    })),
  };
}

/** Keeps what the witness knows: it is on the disk, whole, before this returns. */
export function keepWitness({ name, logs, folder }: Witness): void {
  const kept: z.infer<typeof Kept> = {
    format: 'torv-witness/1',
    name,
    logs: logs.map(({ origin, vkeys, seen }) => ({
      origin,
      vkeys: [...vkeys],
      seen: seen && { size: seen.size.toString(), root: Buffer.from(seen.root).toString('base64') },
    })),
  };
  const beside = `${stateFile(folder)}.new`;
  const file = openSync(beside, 'w', 0o600);
  writeSync(file, `${JSON.stringify(kept, null, 1)}\n`);
  fsyncSync(file);
  closeSync(file);
  renameSync(beside, stateFile(folder));
  const directory = openSync(folder, 'r');
  fsyncSync(directory);
  closeSync(directory);
}

/**
 * Has the witness follow a log, or know one more key of a log that it follows.
 *
 * @throws Error with a sentence when it is no key of a log
 */
export function followLog(witness: Witness, vkey: string): void {
  const read = readVkey(vkey);
  if (read?.algorithm !== 1)
    throw new Error('That is not the key of a log. Copy the whole line from "Kontrollér" or the policy file.');
  const log = witness.logs.find((one) => one.origin === read.name);
  if (!log) witness.logs.push({ origin: read.name, vkeys: [vkey], seen: null });
  else if (!log.vkeys.includes(vkey)) log.vkeys = [...log.vkeys, vkey];
  keepWitness(witness);
}

/**
 * Holds the folder for one process while it acts: two that each remember would be two witnesses with one key.
 *
 * @returns gives it back
 * @throws Error with a sentence when another process holds it
 */
export function holdFolder(folder: string): () => void {
  const file = holdFile(folder);
  for (const last of [false, true]) {
    try {
      writeFileSync(file, JSON.stringify(identifyProcess(process.pid)), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = JSON.parse(readFileSync(file, 'utf8') || 'null') as ProcessIdentity | null;
      if (last || (holder && isRunning(holder)))
        throw new Error(`Another process (${holder?.pid ?? '?'}) runs the witness in ${folder}.`);
      rmSync(file, { force: true });
    }
  }
  throw new Error(`The witness in ${folder} is held.`);
}
