import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Runs `torv log verify` on files, as anyone would who holds them and no database. */
export function verifyLog(...files: string[]): { holds: boolean; said: string } {
  const { PATH, HOME } = process.env;
  const run = spawnSync('node', [join(__dirname, '../../../dist/apps/api/src/torv.js'), 'log', 'verify', ...files], {
    env: { PATH, HOME },
    encoding: 'utf8',
  });
  return { holds: run.status === 0, said: run.stdout + run.stderr };
}
