import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { cosignCheckpoint, judgeCheckpoint, readAddCheckpoint } from '@torv/shared/log';
import { keepWitness, type Witness } from './keep-witness';

/** What a witness answers a log, ready to be sent. */
export interface AnswerToLog {
  status: number;
  type: string;
  body: string;
  /** A sentence for whoever runs the witness, where something is wrong. */
  warning: string | null;
}

const plain = 'text/plain; charset=utf-8';
const why: Record<number, string> = {
  400: 'That is no request to a witness.\n',
  403: 'The checkpoint is not signed by a key that this witness knows of the log.\n',
  404: 'This witness does not follow the log.\n',
  422: 'The checkpoint does not begin with the one that was cosigned last.\n',
};

/**
 * Answers a request to cosign (C2SP tlog-witness, add-checkpoint). The new checkpoint is on the disk before the
 * cosignature exists. Nothing is awaited, so no two requests are judged by one state.
 *
 * What a log cannot explain away (two histories under its own signature) is kept beside the state, as evidence.
 *
 * @param now seconds since 1970
 */
export function answerLog(witness: Witness, text: string, now: bigint): AnswerToLog {
  const request = readAddCheckpoint(text);
  const answer = judgeCheckpoint(request, witness.logs);
  if (answer.status === 200) {
    const { origin, size, root } = answer.checkpoint;
    const log = witness.logs.find((one) => one.origin === origin)!;
    log.seen = { size, root };
    keepWitness(witness);
    const body = cosignCheckpoint(request!.note, witness.name, witness.privatePem, now);
    return { status: 200, type: plain, body, warning: null };
  }
  const forked = 'forked' in answer && answer.forked;
  if (forked) appendFileSync(join(witness.folder, 'evidence.txt'), `# ${new Date().toISOString()}\n${text}\n`);
  const warning = forked ? 'The log has shown two histories. What it signed is kept in evidence.txt.' : null;
  if (answer.status === 409) return { status: 409, type: 'text/x.tlog.size', body: `${answer.size}\n`, warning };
  return { status: answer.status, type: plain, body: why[answer.status]!, warning };
}
