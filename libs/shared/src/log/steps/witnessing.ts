import { parseCheckpoint } from './checkpoint';
import { cosignersOf, type Witnessing } from './cosignature';
import type { Finding } from './finding';
import type { Steps } from './steps';

/**
 * Whether a log was witnessed: which of its checkpoints, newest first, is the first that has its quorum. A checkpoint
 * without it may be of a log that only its reader was shown, and so may what the log holds beyond the one that has it.
 *
 * @param notes checkpoints that the host signed, newest first
 * @param witnessing none: nothing is asked of witnesses, and nothing said
 */
export function* askWitnesses(
  notes: readonly string[],
  witnessing: Witnessing | undefined,
): Steps<{ facts: string[]; findings: Finding[] }> {
  if (!witnessing || witnessing.quorum <= 0 || notes.length === 0) return { facts: [], findings: [] };
  const { witnesses, quorum } = witnessing;
  const newest = sizeOf(notes[0]!);
  const few = yield* cosignersOf(notes[0]!, witnesses);
  for (const note of notes) {
    const names = (yield* cosignersOf(note, witnesses)).map((one) => one.name);
    if (names.length < quorum) continue;
    const fact = `The first ${sizeOf(note)} entries are witnessed by ${names.join(', ')}.`;
    return {
      facts: [fact],
      findings: sizeOf(note) === newest ? [] : [unwitnessed(sizeOf(note), newest, few.length, quorum)],
    };
  }
  return { facts: [], findings: [unwitnessed(0n, newest, few.length, quorum)] };
}

const sizeOf = (note: string): bigint => parseCheckpoint(note)!.checkpoint.size;

const unwitnessed = (from: bigint, to: bigint, few: number, quorum: number): Finding => {
  const cosigned = `${few} of the ${quorum} that it takes cosigned it`;
  if (from === 0n)
    return { code: 'LOG.UNWITNESSED', message: `The checkpoint of ${to} entries is not witnessed: ${cosigned}.` };
  const message = `From entry ${from} on nothing is witnessed yet: the newest checkpoint has ${to} entries, and ${cosigned}.`;
  return { code: 'LOG.UNWITNESSED', index: Number(from), message };
};
