import { SMTPServer } from 'smtp-server';
import { Client } from 'pg';
import { isOnThisMachine, readSettings } from '../src/platform/config/read-settings';
import { openPool } from '../src/platform/database/database';
import { composeMail } from '../src/platform/mail/compose-mail';
import { queuedMail, type Mail } from '../src/platform/mail/queue-mail';
import { MailSender } from '../src/platform/mail/send-mail';
import { startDemoTorv, type DemoTorv } from './demo-network';
import { mailTo } from './read-mail';

let torv: DemoTorv;
beforeAll(async () => {
  torv = await startDemoTorv();
}, 60_000);
afterAll(() => torv?.close());

const mail = (to: string, more: Partial<Mail> = {}): Mail => ({
  kind: 'identity.test',
  to,
  language: 'da',
  subject: 'Prøve æøå',
  ...composeMail({
    language: 'da',
    heading: 'En prøve <b>',
    paragraphs: ['Første afsnit & <script>alert(1)</script>'],
    action: { label: 'Åbn', link: 'http://localhost:3000/join/abc' },
  }),
  ...more,
});

/** Queues as the application, in a transaction of its own. */
async function queue(one: Mail, end: 'COMMIT' | 'ROLLBACK' = 'COMMIT'): Promise<void> {
  const client = new Client({ connectionString: torv.database.appUrl, options: '-c role=torv_app' });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(queuedMail(one) as never);
    await client.query(end);
  } finally {
    await client.end();
  }
}
const stored = async (to: string) =>
  (await torv.admin.query('SELECT * FROM platform_mail WHERE recipient = $1', [to])).rows[0];
/** Torv's own sender leaves the queue alone until it is given back. */
async function stopOwnSender(): Promise<() => Promise<void>> {
  const own = torv.app.get(MailSender, { strict: false });
  await own.stop();
  return async () => {
    await torv.admin.query('DELETE FROM platform_mail');
    await torv.close();
    torv = await startDemoTorv();
  };
}
async function until(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !(await isSo()); await new Promise((next) => setTimeout(next, 25)))
    if (Date.now() > end) throw new Error(`not within ten seconds: ${what}`);
}

describe('mail', () => {
  it('carries no second header, at either door (ASVS 1.3.11)', async () => {
    expect(() => queuedMail(mail('a@b.test', { subject: 'Hi\r\nBcc: x@y.test' }))).toThrow('line break');
    expect(() => queuedMail(mail('a@b.test\nBcc: x@y.test'))).toThrow('line break');
    const by = (recipient: string, subject: string) =>
      torv.bySql(null, (client) =>
        client.query("SELECT platform_queue_mail('identity.test', $1, 'da', $2, 'x', NULL, NULL)", [
          recipient,
          subject,
        ]),
      );
    await expect(by('a@b.test', 'Hi\nBcc: x@y.test')).rejects.toThrow('check constraint');
    for (const recipient of ['a@b.test, x@y.test', 'a@b.test\nx', '"x" <a@b.test>'])
      await expect(by(recipient, 'Hi')).rejects.toThrow('check constraint');
  });

  it('is read by no request, and forgotten once it is sent', async () => {
    await expect(torv.bySql('chair', (client) => client.query('SELECT * FROM platform_mail'))).rejects.toThrow(
      'denied',
    );
    await queue(mail('forgotten@example.test'));
    const arrived = await mailTo(torv, 'forgotten@example.test');
    expect(arrived.subject).toBe('Prøve æøå');
    expect(arrived.text).toContain('http://localhost:3000/join/abc');
    await until('noted as sent', async () => (await stored('forgotten@example.test')).sent_at !== null);
    expect(await stored('forgotten@example.test')).toMatchObject({ body_text: null, body_html: null, attempts: 1 });
  });

  it('tells of nothing that did not happen', async () => {
    await queue(mail('taken-back@example.test'), 'ROLLBACK');
    await queue(mail('after@example.test'));
    await mailTo(torv, 'after@example.test');
    const list = await torv.as(null)('GET', '/dev/mail');
    expect(list.text).not.toContain('taken-back@example.test');
  });

  it('is shown at /dev/mail safely, and to nobody from elsewhere', async () => {
    await queue(mail('shown@example.test'));
    const { path } = await mailTo(torv, 'shown@example.test');
    const page = await torv.as(null)('GET', path);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.text).not.toContain('<script>');
    expect(page.text).toContain('<a href="http://localhost:3000/join/abc">');
    const html = await torv.as(null)('GET', `${path}/html`);
    expect(html.headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/);
    expect(html.text).toContain('lang="da"');
    expect(html.text).not.toContain('<script>');
    const from = async (remoteAddress: string, host: string) =>
      (await torv.app.inject({ method: 'GET', url: '/dev/mail', remoteAddress, headers: { host } })).statusCode;
    expect(await from('127.0.0.1', 'localhost:3000')).toBe(200);
    expect(await from('192.0.2.7', 'localhost:3000')).toBe(404);
    expect(await from('127.0.0.1', 'rebound.example:3000')).toBe(404);
  });

  it('waits longer after each failure, is given up in the end, and at once when the server knows no such address', async () => {
    const answers: Record<string, number> = { 'later@example.test': 451, 'nobody@example.test': 550 };
    const asked: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _session, done) => {
        asked.push(address);
        done(Object.assign(new Error(`no ${address}`), { responseCode: answers[address] }));
      },
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const port = (server.server.address() as { port: number }).port;
    const other = await stopOwnSender();
    const said: string[] = [];
    const pool = openPool(torv.database.appUrl, 'torv_worker', 2);
    const sender = new MailSender(
      pool,
      torv.database.appUrl,
      { smtpUrl: `smtp://127.0.0.1:${port}`, from: { name: 'Torv', address: 'torv@example.test' } },
      null,
      (line) => said.push(line),
    );
    try {
      for (const to of Object.keys(answers)) await queue(mail(to));
      await sender.start();
      await until(
        'the refused one is given up',
        async () => (await stored('nobody@example.test')).given_up_at !== null,
      );
      expect((await stored('nobody@example.test')).body_text).toBeNull();
      const pauses: number[] = [];
      for (let attempts = 1; (await stored('later@example.test')).given_up_at === null; attempts += 1) {
        await until(`attempt ${attempts}`, async () => {
          const row = await stored('later@example.test');
          return row.attempts === attempts && row.last_error !== null;
        });
        const { pause, over } = (
          await torv.admin.query(
            `SELECT round(extract(epoch FROM due_at - now()) / 60)::int AS pause, given_up_at IS NOT NULL AS over FROM platform_mail WHERE recipient = 'later@example.test'`,
          )
        ).rows[0];
        if (over) break;
        pauses.push(pause);
        await torv.admin.query(
          `UPDATE platform_mail SET due_at = now(), last_error = NULL WHERE recipient = 'later@example.test'`,
        );
        await torv.admin.query("SELECT pg_notify('torv_mail', '')");
      }
      expect(pauses).toEqual([1, 5, 15, 60, 180, 360, 720, 720]);
      expect(said.join('\n')).toContain('was given up after 9 attempt(s)');
      expect(said.join('\n')).not.toContain('@example.test');
    } finally {
      await sender.stop();
      await pool.end();
      await new Promise<void>((closed) => server.close(closed));
      await other();
    }
  });

  it('is sent once, whichever of two processes takes it', async () => {
    const received: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, done) => {
        stream.resume();
        stream.on('end', () => {
          received.push(session.envelope.rcptTo[0]!.address);
          setTimeout(done, 20);
        });
      },
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const smtpUrl = `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`;
    const other = await stopOwnSender();
    const pool = openPool(torv.database.appUrl, 'torv_worker', 4);
    const senders = [1, 2].map(
      () =>
        new MailSender(
          pool,
          torv.database.appUrl,
          { smtpUrl, from: { name: 'Torv', address: 't@x.test' } },
          null,
          () => undefined,
        ),
    );
    const all = Array.from({ length: 12 }, (_, n) => `one-${n}@example.test`);
    try {
      for (const to of all) await queue(mail(to));
      await Promise.all(senders.map((one) => one.start()));
      await until('all arrived', () => received.length >= all.length);
      await new Promise((next) => setTimeout(next, 100));
      expect(received.toSorted()).toEqual(all.toSorted());
    } finally {
      for (const one of senders) await one.stop();
      await pool.end();
      await new Promise<void>((closed) => server.close(closed));
      await other();
    }
  });

  it('waits, and says so, where there is no server and others than this machine reach Torv', async () => {
    expect(isOnThisMachine({ origin: 'https://torv.example' })).toBe(false);
    expect([null, 'http://localhost:3000', 'http://127.0.0.1:1'].map((origin) => isOnThisMachine({ origin }))).toEqual([
      true,
      true,
      true,
    ]);
    const other = await stopOwnSender();
    const pool = openPool(torv.database.appUrl, 'torv_worker', 1);
    const sender = new MailSender(pool, torv.database.appUrl, { smtpUrl: null, from: null }, null, () => undefined);
    await queue(mail('waits@example.test'));
    await sender.start();
    expect([sender.way, await sender.waiting()]).toEqual(['none', 1]);
    await sender.stop();
    await pool.end();
    expect(await stored('waits@example.test')).toMatchObject({ attempts: 0, sent_at: null, given_up_at: null });
    await other();
  });

  it('is given up when what it tells of has run out', async () => {
    await queue(mail('late@example.test', { usefulUntil: new Date(Date.now() - 1_000) }));
    await until('given up', async () => (await stored('late@example.test')).given_up_at !== null);
    expect(await stored('late@example.test')).toMatchObject({ attempts: 0, body_text: null });
  });
});

describe('the settings of mail', () => {
  const read = (env: Record<string, string>) => () => readSettings(env);

  it('are checked at boot', () => {
    expect(read({ TORV_SMTP_URL: 'http://mail.example.org' })).toThrow('TORV_SMTP_URL');
    expect(read({ TORV_SMTP_URL: 'smtp://mail.example.org' })).toThrow('TORV_MAIL_FROM');
    for (const from of ['nobody', 'A <a@b.test>, c@d.test', 'A\r\nBcc: x@y.test <a@b.test>'])
      expect(read({ TORV_SMTP_URL: 'smtp://mail.example.org', TORV_MAIL_FROM: from })).toThrow('TORV_MAIL_FROM');
    expect(
      read({ TORV_SMTP_URL: 'smtps://mail.example.org', TORV_MAIL_FROM: 'Torv i Øst <torv@b.test>' })().mail,
    ).toEqual({
      smtpUrl: 'smtps://mail.example.org',
      from: { name: 'Torv i Øst', address: 'torv@b.test' },
    });
  });
});
