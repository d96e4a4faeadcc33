import { createApp } from './create-app';
import { prepareDemo } from './interop/commands/prepare-demo';
import { readSettings } from './platform/config/read-settings';
import { openSetUp } from './identity/set-up-code';
import { MailSender } from './platform/mail/send-mail';
import { migrate } from './platform/database/migrate';
import { claimDataDirectory } from './platform/process/claim-data-directory';
import { stopWithParent, tellParentReady } from './platform/process/stop-with-parent';
import { openDatabase } from './with-database';

/**
 * Serves Torv until it is told to stop: database, migrations, in demo mode the demonstration network, then one port.
 *
 * @param say told one line for each step
 */
export async function serve(say: (line: string) => void): Promise<void> {
  const began = Date.now();
  const settings = readSettings(process.env);
  const claim = await claimDataDirectory(settings.dataDir, say);
  const at = await openDatabase(settings, say).catch((error: unknown) => {
    claim.release();
    throw error;
  });
  try {
    await migrate(at.adminUrl, (name) => say(`  migrated ${name}`), at.appLogin);
    const signIns = settings.demo ? await prepareDemo(at.adminUrl, settings, say) : null;
    const code = await openSetUp(at.adminUrl, !settings.demo);
    const app = await createApp(settings, at.appUrl);
    await app.listen(settings.port, '0.0.0.0').catch(async (error: NodeJS.ErrnoException) => {
      // Or what listens to the database would complain that it has gone.
      await app.close();
      throw error.code === 'EADDRINUSE'
        ? new Error(
            `Port ${settings.port} is taken by another program. Stop it, or start Torv on another: PORT=${settings.port + 1} npm start`,
          )
        : error;
    });
    const port = (app.getHttpServer().address() as { port: number }).port;
    const address = settings.origin ?? `http://localhost:${port}`;
    claim.answersAt(address);
    say(`Torv is ready after ${((Date.now() - began) / 1000).toFixed(1)} s: ${address}`);
    for (const line of await sayOfMail(app.get(MailSender), address)) say(line);
    if (code !== null) for (const line of sayOfSetUp(code, address)) say(line);
    if (signIns) for (const line of signIns) say(line);
    tellParentReady(address);
    stopWithParent(async () => {
      claim.stopping();
      await app.close();
      await at.stop();
      claim.release();
    });
  } catch (error) {
    await at.stop();
    claim.release();
    throw error;
  }
}

/** How a network begins here, for whoever reads the terminal. */
const sayOfSetUp = (code: string, address: string) => [
  '',
  `Nobody runs this Torv yet. Set it up at ${address}/set-up with the code  ${code}`,
  '  It is good once, and until Torv starts again. torv user and torv import are the other way.',
  '',
];

/** Where mail goes, when that is not simply out. */
async function sayOfMail(mail: MailSender, address: string): Promise<string[]> {
  if (mail.way === 'local') return [`Mail stays on this machine: ${address}/dev/mail`];
  if (mail.way === 'smtp') return [];
  const waiting = await mail.waiting();
  return [
    `No mail can be sent: set TORV_SMTP_URL and TORV_MAIL_FROM (docs/operating.md). Until then mails wait in the queue${waiting > 0 ? `, ${waiting} now` : ''}.`,
  ];
}
