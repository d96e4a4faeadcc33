import { Command } from 'commander';
import { eraseUser } from './interop/commands/erase-user';
import { runExport } from './interop/commands/export-log';
import { runImport } from './interop/commands/import-files';
import { prepareDemo } from './interop/commands/prepare-demo';
import { linkForUser } from './interop/commands/link-for-user';
import { redactDecision } from './interop/commands/redact-decision';
import { runVerify } from './interop/commands/verify-log';
import { setDisabled, setPassword } from './interop/commands/set-password';
import { serve } from './serve';
import { withDatabase } from './with-database';
import { migrate } from './platform/database/migrate';

const say = (line: string) => process.stdout.write(`${line}\n`);
/** What is said beside a file on standard output. */
const complain = (line: string) => process.stderr.write(`${line}\n`);
interface UserOptions {
  name?: string;
  operator?: boolean;
  disable?: boolean;
  enable?: boolean;
  erase?: boolean;
}
const torv = new Command('torv').description('The shared table for people who must change a district together.');

torv
  .command('serve')
  .description('serve the API, the web app and the sockets from one port')
  .action(() => serve(say));

torv
  .command('migrate')
  .description('bring the database up to this version')
  .action(() =>
    withDatabase(say, ({ adminUrl, appLogin }) => migrate(adminUrl, (name) => say(`migrated ${name}`), appLogin)),
  );

torv
  .command('import')
  .argument('<files...>', 'network files and overlays (YAML), in the order in which they build on each other')
  .description('check each file whole and place it; a file with a fault changes nothing')
  .action((files: string[]) => withDatabase(say, ({ adminUrl }) => runImport(adminUrl, files, say)));

torv
  .command('export')
  .argument('<network>', 'key of a network, as in its address')
  .option('-o, --out <file>', 'write to this file instead of standard output')
  .option('--all', 'open every decision, closed ones too; without it only public ones are opened')
  .description("write a network's whole log to one file, for torv log verify")
  .action((networkKey: string, options: { out?: string; all?: boolean }) =>
    withDatabase(complain, ({ adminUrl, settings }) =>
      runExport(
        adminUrl,
        settings,
        { networkKey, all: options.all ?? false, out: options.out ?? null },
        (text) => process.stdout.write(text),
        complain,
      ),
    ),
  );

torv
  .command('demo')
  .description('import the demonstration networks and give their seats one password; serve shows them')
  .action(() =>
    withDatabase(say, async ({ adminUrl, appLogin, settings }) => {
      await migrate(adminUrl, (name) => say(`migrated ${name}`), appLogin);
      for (const line of await prepareDemo(adminUrl, settings, say)) say(line);
    }),
  );

const log = torv.command('log').description('the verifiable log');
log
  .command('verify')
  .argument('<files...>', 'an export, a receipt, or a receipt and an export; needs no database and no network')
  .option('-k, --key <vkey...>', 'verifier keys that you hold yourself')
  .description('check a log or a receipt offline; ends with 1 when something does not hold')
  .action((files: string[], options: { key?: string[] }) => runVerify(files, options.key ?? [], say));

log
  .command('redact')
  .argument('<network>', 'key of a network, as in its address')
  .argument('<number>', 'number of a decision')
  .requiredOption('-f, --field <field...>', 'text, rationale, summary or departure')
  .description('erase words of a decision that should not have been written; the log says so, and proofs stay valid')
  .action((networkKey: string, number: string, options: { field: string[] }) =>
    withDatabase(say, ({ adminUrl, settings }) =>
      redactDecision(adminUrl, settings, { networkKey, number, fields: options.field }, say),
    ),
  );

torv
  .command('user')
  .argument('<email>', 'address of a person')
  .option('--name <name>', 'make the person when nobody has the address')
  .option('--operator', 'mark them as one who runs this Torv; it shows them nothing of any network')
  .option('--disable', 'sign the person out everywhere, and let them sign in no more')
  .option('--enable', 'let them sign in again')
  .option('--erase', 'erase the person: name, address and sign-in; decisions and proofs stay valid')
  .description('print a link with which the person chooses a password; or disable, enable or erase them')
  .action((email: string, options: UserOptions) =>
    withDatabase(say, async ({ adminUrl, settings }) => {
      if (options.erase) return eraseUser(adminUrl, email, settings, say);
      if (options.disable || options.enable) return setDisabled(adminUrl, email, options.disable ?? false, say);
      const password = process.env['TORV_PASSWORD'];
      if (password && !options.name && !options.operator) return setPassword(adminUrl, email, password, say);
      return linkForUser(adminUrl, settings, email, options, say);
    }),
  );

torv.parseAsync().catch((error: unknown) => {
  const sentence = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${process.env['TORV_LOG'] === 'all' && error instanceof Error ? error.stack : sentence}\n`);
  process.exitCode = 1;
  // A command that failed before it could close its connections must not hang.
  setTimeout(() => process.exit(1), 2_000).unref();
});
