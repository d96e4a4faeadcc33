import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogExport, verifyExport } from '@torv/shared/log';
import { runExport } from '../src/interop/commands/export-log';
import type { Settings } from '../src/platform/config/read-settings';
import { SETTINGS } from '../src/platform/platform.tokens';
import { recordPlainDecision } from './decision-steps';
import { network, startDemoTorv, type DemoTorv } from './demo-network';

let torv: DemoTorv;
let folder: string;
const numbers: Record<string, string> = {};

beforeAll(async () => {
  torv = await startDemoTorv();
  folder = mkdtempSync(join(tmpdir(), 'torv-export-'));
  for (const visibility of ['public', 'network', 'closed'] as const)
    numbers[visibility] = (await recordPlainDecision(torv, visibility)).decision.number;
}, 60_000);
afterAll(async () => {
  await torv?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function exported(
  how: { all?: boolean; out?: string; networkKey?: string; settings?: Partial<Settings> } = {},
): Promise<{ log: LogExport; said: string }> {
  const said: string[] = [];
  let text = '';
  await runExport(
    torv.database.adminUrl,
    { ...torv.app.get<Settings>(SETTINGS), ...how.settings },
    { networkKey: how.networkKey ?? network, all: how.all ?? false, out: how.out ?? null },
    (part) => (text += part),
    (line) => said.push(line),
  );
  const log = LogExport.parse(JSON.parse(how.out ? readFileSync(how.out, 'utf8') : text));
  return { log, said: said.join('\n') };
}
const opened = (log: LogExport): unknown[] => log.entries.flatMap(({ record }) => (record ? [record['number']] : []));

describe('torv export', () => {
  it('writes the whole log and opens what is public, signed as it is now', async () => {
    const { log, said } = await exported();
    expect(log.entries).toHaveLength(4);
    expect(opened(log)).toEqual([numbers['public']]);
    expect(log.entries.filter((entry) => entry.salts)).toHaveLength(1);
    expect(verifyExport(log)).toMatchObject({ ok: true, findings: [] });
    expect(said).toMatch(/4 entries, 1 opened/);
  });

  it('with --all opens everything, into a file that others on the machine cannot read', async () => {
    const out = join(folder, 'all.json');
    const { log, said } = await exported({ all: true, out });
    expect(opened(log)).toEqual([numbers['public'], numbers['network'], numbers['closed']]);
    expect(verifyExport(log)).toMatchObject({ ok: true, findings: [] });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(said).toMatch(/Closed decisions stand in it in full/);
  });

  it('finds what was changed behind the back, and names it', async () => {
    await torv.admin.query('SET session_replication_role = replica');
    const set = (summary: string) =>
      torv.admin.query('UPDATE decisions_decision SET summary = $2 WHERE number = $1', [numbers['closed'], summary]);
    await set('Noget andet');
    const { log } = await exported({ all: true });
    expect(verifyExport(log).findings).toMatchObject([
      { code: 'LOG.FIELD_CHANGED', number: numbers['closed'], field: 'summary' },
    ]);
    await set('Vi spørger beboerne, før Grøn Arena bliver tegnet.');
    await torv.admin.query('SET session_replication_role = origin');
  });

  it("never gives the log a second key: without the server's it says what it could not sign", async () => {
    await recordPlainDecision(torv, 'public');
    const { log, said } = await exported({ settings: { dataDir: folder } });
    expect(said).toMatch(/holds no key that the log names/);
    expect(log.entries.filter((entry) => entry.leaf.includes('"kind":"key"'))).toHaveLength(1);
    expect(verifyExport(log).findings).toMatchObject([{ code: 'LOG.UNSIGNED', index: 4 }]);
    expect(verifyExport((await exported()).log).ok).toBe(true);
  });

  it('says which networks there are, and that nothing was signed yet', async () => {
    await expect(exported({ networkKey: 'nowhere' })).rejects.toThrow(
      /no network "nowhere" here. There are: aalborg-oest, /,
    );
    await expect(exported({ networkKey: 'naboby-demo' })).rejects.toThrow(/was ever signed/);
  });
});
