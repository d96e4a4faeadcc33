import type { Query } from '../database/query';

/** Minutes to wait after each attempt that failed: about a day and a half in all, then a mail is given up. */
export const pauses = [1, 5, 15, 60, 180, 360, 720, 720] as const;
/** Longer than any attempt takes: who took a mail and died leaves it to the next after this. */
const lease = '5 minutes';

/** A mail that is to be sent now. */
export interface DueMail {
  id: string;
  kind: string;
  recipient: string;
  language: string;
  subject: string;
  body_text: string;
  body_html: string | null;
  attempts: number;
}

/** Takes the mail that has waited longest, from under the hands of no other process. */
export const takeDueMail: Query = {
  text: `UPDATE platform_mail SET attempts = attempts + 1, due_at = now() + interval '${lease}'
         WHERE id = (SELECT id FROM platform_mail WHERE sent_at IS NULL AND given_up_at IS NULL AND due_at <= now()
           AND useful_until > now() ORDER BY due_at, id FOR UPDATE SKIP LOCKED LIMIT 1)
         RETURNING id, kind, recipient, language, subject, body_text, body_html, attempts`,
};

/** What is sent is not kept: it may hold a link that signs someone in. */
export const noteSent = (id: string): Query => ({
  text: 'UPDATE platform_mail SET sent_at = now(), body_text = NULL, body_html = NULL, last_error = NULL WHERE id = $1',
  values: [id],
});

export const noteFailed = (id: string, error: string, minutes: number): Query => ({
  text: `UPDATE platform_mail SET last_error = left($2, 500), due_at = now() + make_interval(mins => $3) WHERE id = $1`,
  values: [id, error, minutes],
});

export const giveUp = (id: string, error: string): Query => ({
  text: `UPDATE platform_mail SET given_up_at = now(), last_error = left($2, 500), body_text = NULL, body_html = NULL WHERE id = $1`,
  values: [id, error],
});

/** Gives up what would tell of nothing any more, and forgets what left or was given up a month ago. */
export const tidyMail: Query = {
  text: `WITH late AS (
           UPDATE platform_mail SET given_up_at = now(), body_text = NULL, body_html = NULL,
             last_error = coalesce(last_error, 'Its link ran out before it could be sent.')
           WHERE sent_at IS NULL AND given_up_at IS NULL AND useful_until <= now() RETURNING id
         ), old AS (
           DELETE FROM platform_mail WHERE coalesce(sent_at, given_up_at) < now() - interval '30 days'
         )
         SELECT count(*)::int AS late FROM late`,
};

export const countWaitingMail: Query = {
  text: 'SELECT count(*)::int AS waiting FROM platform_mail WHERE sent_at IS NULL AND given_up_at IS NULL',
};
