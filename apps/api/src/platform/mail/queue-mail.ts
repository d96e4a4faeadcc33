import type { Language } from '@torv/shared/kernel';
import type { Query } from '../database/query';

/** A mail to one person. `kind` is `room.word`, for whoever looks after the queue. */
export interface Mail {
  kind: string;
  /** One bare address. */
  to: string;
  language: Language;
  subject: string;
  text: string;
  html?: string;
  /** After this it would tell of nothing: it is given up rather than sent. */
  usefulUntil?: Date;
}

/** What a mail is queued through: a unit of work, whose commit sends it. */
export interface QueuesMail {
  row<T extends { id: string }>(query: Query): Promise<T | undefined>;
}

/**
 * Queues a mail in the caller's transaction; it is sent after commit. Addresses and subjects that could carry a second
 * header are refused here and by the table.
 *
 * @returns the mail's id in the queue
 */
export async function queueMail(client: QueuesMail, mail: Mail): Promise<string> {
  return (await client.row<{ id: string }>(queuedMail(mail)))!.id;
}

/** The same as one statement, for callers that send several in one packet. */
export function queuedMail(mail: Mail): Query {
  const { kind, to, language, subject, text, html, usefulUntil } = mail;
  if (isControl(to) || isControl(subject)) throw new Error(`A mail of kind ${kind} holds a line break in its head.`);
  return {
    text: 'SELECT platform_queue_mail($1, $2, $3, $4, $5, $6, $7) AS id',
    values: [kind, to, language, subject, text, html ?? null, usefulUntil ?? null],
  };
}

const isControl = (line: string) => /[\u0000-\u001f\u007f\u2028\u2029]/.test(line);
