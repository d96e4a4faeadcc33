import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail as it arrived. */
export interface ReceivedMail {
  id: string;
  at: Date;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string | null;
}

/** More would only be in the way; the oldest go first. */
const keepAtMost = 200;
const largest = 1_000_000;

/**
 * A mail server of this process's own, for a Torv on one machine that has none: what is sent arrives here, and is
 * shown at `/dev/mail`. It listens on loopback only, on a port that is free, and keeps nothing beyond the process.
 */
export class LocalInbox {
  private readonly received: ReceivedMail[] = [];
  private server: SMTPServer | null = null;

  /** Newest first. */
  get mails(): readonly ReceivedMail[] {
    return this.received;
  }

  find(id: string): ReceivedMail | undefined {
    return this.received.find((one) => one.id === id);
  }

  /** Starts it. @returns the address to send to */
  start(): Promise<string> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      size: largest,
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map((one) => one.address);
          this.keep(Buffer.concat(parts), to).then(() => done(), done);
        });
      },
    });
    this.server = server;
    server.on('error', () => undefined);
    return new Promise((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        resolve(`smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`);
      });
    });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => (this.server ? this.server.close(() => resolve()) : resolve()));
  }

  private async keep(bytes: Buffer, to: string[]): Promise<void> {
    const mail = await PostalMime.parse(bytes);
    this.received.unshift({
      id: randomUUID(),
      at: new Date(),
      from: mail.from?.address ?? '',
      to,
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      html: mail.html ?? null,
    });
    this.received.length = Math.min(this.received.length, keepAtMost);
  }
}
