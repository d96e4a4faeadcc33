import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimDataDirectory, holderOf } from '../../src/platform/process/claim-data-directory';
import { identifyProcess } from '../../src/platform/process/process-identity';
import { endChildren, startChild, until } from '../harness/start-child';

let dataDir: string;
const quiet = (): void => undefined;
const claimAndHold = (extra = ''): string => `
  const claim = await load('platform/process/claim-data-directory').claimDataDirectory(${JSON.stringify(dataDir)}, console.log);
  claim.answersAt('http://localhost:3999'); console.log('CLAIMED'); ${extra} setInterval(() => 0, 1000);`;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'torv-claim-'));
  chmodSync(dataDir, 0o755);
});
afterEach(() => {
  endChildren();
  rmSync(dataDir, { recursive: true, force: true });
});

it('is held by one process, which says where it answers, and is given back', async () => {
  const claim = await claimDataDirectory(dataDir, quiet);
  claim.answersAt('http://localhost:3000');
  expect(holderOf(dataDir)).toMatchObject({ pid: process.pid, address: 'http://localhost:3000', stopping: false });
  claim.release();
  expect(holderOf(dataDir)).toBeNull();
  expect(readdirSync(dataDir)).toEqual([]);
});

it('refuses a second start at once, with the address of the first', async () => {
  const first = startChild(claimAndHold());
  await until('the first holds it', () => first.said().includes('CLAIMED'));
  const began = Date.now();
  await expect(claimDataDirectory(dataDir, quiet)).rejects.toMatchObject({
    code: 'PLATFORM.ALREADY_RUNNING',
    message: expect.stringContaining(
      `runs at http://localhost:3999 with the data in ${dataDir} (process ${first.child.pid})`,
    ),
  });
  expect(Date.now() - began).toBeLessThan(2_000);
  first.child.kill('SIGKILL');
  await first.over;

  // Killed, it left its file; nobody minds.
  expect(existsSync(join(dataDir, 'torv.pid'))).toBe(true);
  (await claimDataDirectory(dataDir, quiet)).release();
});

it('waits for one that is stopping', async () => {
  const first = startChild(
    claimAndHold(
      `claim.stopping(); console.log('STOPPING'); setTimeout(() => { claim.release(); process.exit(0); }, 1500);`,
    ),
  );
  // CLAIMED is said before the claim is on its way out; only after STOPPING is there something to wait for.
  await until('the first is on its way out', () => first.said().includes('STOPPING'));
  const lines: string[] = [];
  const claim = await claimDataDirectory(dataDir, (line) => lines.push(line));
  expect(lines).toEqual([expect.stringContaining('Waiting for the Torv that is stopping here')]);
  expect(await first.over).toBe(0);
  claim.release();
});

it('waits for one whose starter was killed', async () => {
  const starter = startChild('setInterval(() => 0, 1000);');
  const identity = identifyProcess(starter.child.pid!)!;
  const first = startChild(claimAndHold(`setTimeout(() => process.exit(0), 2000);`), {
    env: { TORV_PARENTS: `${identity.pid}@${identity.started}` },
  });
  await until('the first holds it', () => first.said().includes('CLAIMED'));
  starter.child.kill('SIGKILL');
  await starter.over;
  (await claimDataDirectory(dataDir, quiet)).release();
  expect(await first.over).toBe(0);
});

it('is not fooled by a number that another process has by now', async () => {
  const file = {
    pid: process.pid,
    started: 'another-boot',
    parents: [],
    address: 'http://localhost:1',
    stopping: false,
  };
  writeFileSync(join(dataDir, 'torv.pid'), JSON.stringify(file));
  expect(holderOf(dataDir)).toBeNull();
  const claim = await claimDataDirectory(dataDir, quiet);
  expect(JSON.parse(readFileSync(join(dataDir, 'torv.pid'), 'utf8'))).toMatchObject(identifyProcess(process.pid)!);
  claim.release();
});

it('goes to exactly one of several that start at once over a leftover file', async () => {
  writeFileSync(join(dataDir, 'torv.pid'), 'not even JSON');
  const all = Array.from({ length: 5 }, () => startChild(claimAndHold()));
  await until('one holds it and four are refused', () => {
    const refused = all.filter((one) => one.said().includes('PLATFORM.ALREADY_RUNNING'));
    return refused.length === 4 && all.some((one) => one.said().includes('CLAIMED'));
  });
  expect(all.filter((one) => one.said().includes('CLAIMED'))).toHaveLength(1);
  for (const one of all) one.child.kill('SIGKILL');
  await Promise.all(all.map((one) => one.over));
});
