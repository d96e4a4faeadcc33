import { Command } from 'commander';
import { eraseUser } from './interop/commands/erase-user';
import { runExport } from './interop/commands/export-log';
import { runImport } from './interop/commands/import-files';
import { prepareDemo } from './interop/commands/prepare-demo';
import { linkForUser } from './interop/commands/link-for-user';
import { redactDecision } from './interop/commands/redact-decision';
import { runWitnessCosign, runWitnessFollow, runWitnessKey, runWitnessServe } from './interop/commands/run-witness';
import { runVerify, type VerifyOptions } from './interop/commands/verify-log';
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
  .argument(
    '<files...>',
    'an export, receipts, checkpoints, a consistency proof, a policy; needs no database and no network',
  )
  .option('-k, --key <vkey...>', 'verifier keys of the log that you hold yourself')
  .option('-w, --witness <vkey...>', 'verifier keys of witnesses whose word you take')
  .option('-q, --quorum <n>', 'so many of them must have cosigned; all of them when left out')
  .description('check a log, a receipt or two checkpoints offline; ends with 1 when something does not hold')
  .action((files: string[], options: VerifyOptions) => runVerify(files, options, say));

const witness = torv
  .command('witness')
  .description('a witness of other logs: runs at a partner, with a key of its own');
const folderOption = [
  '-d, --dir <folder>',
  'folder of the witness: its key and what it has seen',
  'torv-witness',
] as const;
witness
  .command('key')
  .option(...folderOption)
  .option('-n, --name <name>', 'make the witness under this name, such as estate.example/torv')
  .description("print the witness's key, for the organisation to register")
  .action(({ dir, name }: { dir: string; name?: string }) => runWitnessKey(dir, name, say));
witness
  .command('follow')
  .argument('<vkey>', "the log's key")
  .option(...folderOption)
  .description('cosign for this log from now on')
  .action((vkey: string, { dir }: { dir: string }) => runWitnessFollow(dir, vkey, say));
witness
  .command('serve')
  .option(...folderOption)
  .option('-p, --port <port>', 'port to answer at', '8090')
  .option('--host <host>', 'address to answer at', '127.0.0.1')
  .description('answer logs that ask for a cosignature; put TLS in front of it')
  .action(({ dir, port, host }: { dir: string; port: string; host: string }) =>
    runWitnessServe(dir, { port: Number(port), host }, say),
  );
witness
  .command('cosign')
  .argument('<file>', 'a request that was downloaded from the network')
  .option(...folderOption)
  .description('cosign by hand, and print what is to be handed in')
  .action((file: string, { dir }: { dir: string }) => runWitnessCosign(dir, file, say));

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
