import { MailSender } from '../src/platform/mail/send-mail';
import type { DemoTorv } from './demo-network';

/** A mail that arrived in Torv's own inbox, and where `/dev/mail` shows it. */
export interface ArrivedMail {
  subject: string;
  text: string;
  path: string;
  /** The first link in it, without its origin. */
  link: string;
}

/** Waits for the newest mail to an address that came after `earlier` others; fails when none comes. */
export async function mailTo(torv: Pick<DemoTorv, 'app'>, address: string, earlier = 0): Promise<ArrivedMail> {
  const { inbox } = torv.app.get(MailSender, { strict: false });
  for (const end = Date.now() + 10_000; Date.now() < end; await new Promise((next) => setTimeout(next, 20))) {
    const arrived = inbox!.mails.filter((one) => one.to.includes(address));
    if (arrived.length <= earlier) continue;
    const { id, subject, text } = arrived[0]!;
    const link = /https?:\/\/[^/\s]+(\S*)/.exec(text)?.[1] ?? '';
    return { subject, text, path: `/dev/mail/${id}`, link };
  }
  throw new Error(`No mail came to ${address}.`);
}
