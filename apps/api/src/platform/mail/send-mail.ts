import { createTransport, type Transporter } from 'nodemailer';
import { Client, type Pool } from 'pg';
import { isLoopback } from '../config/read-settings';
import type { Query } from '../database/query';
import { LocalInbox } from './local-inbox';
import {
  type DueMail,
  countWaitingMail,
  giveUp,
  noteFailed,
  noteSent,
  pauses,
  takeDueMail,
  tidyMail,
} from './mail-queue.sql';
import type { MailSettings } from './read-mail-settings';

const channel = 'torv_mail';
/** What a missed call leaves, and what is due again, is found this often. */
const lookEvery = 15_000;

/** How mail leaves: by a server that was named, into the inbox of this process, or not at all. */
export type MailWay = 'smtp' | 'local' | 'none';

/** Told in one line what whoever looks after Torv must know. Addresses do not stand in it. */
type Complain = (line: string) => void;

/**
 * Sends what the queue holds, as the worker and after commit. Processes share the queue: each takes a mail that no
 * other holds. A mail that fails waits longer each time; one that the server refuses, or that failed for a day and a
 * half, is given up, and whoever sent it sees that.
 */
export class MailSender {
  private transport: Transporter | null = null;
  private client: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private sending: Promise<void> | null = null;
  private again = false;
  private stopped = false;

  /**
   * @param inbox where mail goes when no server is named; null: it stays in the queue
   */
  constructor(
    private readonly pool: Pool,
    private readonly url: string,
    private readonly settings: MailSettings,
    readonly inbox: LocalInbox | null,
    private readonly complain: Complain,
  ) {}

  get way(): MailWay {
    if (this.settings.smtpUrl !== null) return 'smtp';
    return this.inbox ? 'local' : 'none';
  }

  /** How many mails wait. */
  async waiting(): Promise<number> {
    const [row] = await this.run<{ waiting: number }>(countWaitingMail);
    return row!.waiting;
  }

  async start(): Promise<void> {
    if (this.way === 'none') return;
    const url = this.settings.smtpUrl ?? (await this.inbox!.start());
    this.transport = createTransport(optionsOf(url));
    await this.hear();
    this.timer = setInterval(() => this.wake(), lookEvery);
    this.timer.unref();
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.client?.end().catch(() => undefined);
    await this.sending;
    this.transport?.close();
    await this.inbox?.stop();
  }

  private async hear(): Promise<void> {
    const client = new Client({ connectionString: this.url, options: '-c role=torv_worker' });
    client.on('notification', () => this.wake());
    client.on('error', () => undefined);
    client.on('end', () => {
      if (!this.stopped)
        setTimeout(() => this.hear().catch((error: Error) => this.complain(error.message)), 1_000).unref();
    });
    await client.connect();
    await client.query(`LISTEN ${channel}`);
    this.client = client;
  }

  private wake(): void {
    this.again = true;
    this.sending ??= this.sendAll()
      .catch((error: Error) => {
        if (!this.stopped) this.complain(`The mail queue cannot be read: ${error.message}`);
      })
      .finally(() => (this.sending = null));
  }

  private async sendAll(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      const [tidied] = await this.run<{ late: number }>(tidyMail);
      if (tidied!.late > 0) this.complain(`${tidied!.late} mail(s) were given up: their links ran out unsent.`);
      for (let mail = await this.take(); mail !== undefined; mail = await this.take()) await this.send(mail);
    }
  }

  private async take(): Promise<DueMail | undefined> {
    return this.stopped ? undefined : (await this.run<DueMail>(takeDueMail))[0];
  }

  private async send(mail: DueMail): Promise<void> {
    try {
      await this.transport!.sendMail({
        from: this.settings.from ?? { name: 'Torv', address: 'torv@localhost' },
        to: { name: '', address: mail.recipient },
        envelope: { from: this.settings.from?.address ?? 'torv@localhost', to: [mail.recipient] },
        subject: mail.subject,
        text: mail.body_text,
        ...(mail.body_html === null ? {} : { html: mail.body_html }),
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      await this.run(noteSent(mail.id));
    } catch (error) {
      await this.noteFailure(mail, error as Error & { code?: string; responseCode?: number });
    }
  }

  private async noteFailure(mail: DueMail, error: Error & { code?: string; responseCode?: number }): Promise<void> {
    const pause = pauses[mail.attempts - 1];
    // The server knows no such recipient, and will not tomorrow.
    const refused = error.code === 'EENVELOPE' && (error.responseCode ?? 0) >= 500;
    if (refused || pause === undefined) {
      await this.run(giveUp(mail.id, error.message));
      this.complain(
        `A mail (${mail.kind}, ${mail.id}) was given up after ${mail.attempts} attempt(s): ${reason(error)}`,
      );
    } else {
      await this.run(noteFailed(mail.id, error.message, pause));
      this.complain(`A mail (${mail.kind}, ${mail.id}) could not be sent, next try in ${pause} min: ${reason(error)}`);
    }
  }

  private async run<T extends object>({ text, values }: Query): Promise<T[]> {
    return (await this.pool.query(text, values)).rows as T[];
  }
}

/** Why, without the address that servers like to repeat. */
const reason = (error: Error & { code?: string; responseCode?: number }) =>
  [error.code, error.responseCode].filter(Boolean).join(' ') || error.name;

/** Over a network a password and a link that signs someone in travel under TLS, unless the address says otherwise. */
function optionsOf(smtpUrl: string): object {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const plain = url.searchParams.get('tls') === 'off' || isLoopback(url.hostname);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    ...(secure || plain ? {} : { requireTLS: true }),
    ...(plain && !secure ? { ignoreTLS: true } : {}),
    ...(url.username
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
  };
}
