import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientSecret, startTestBroker } from '../../api/test/test-broker';

/** What the demonstration's seats sign in with here. */
export const demoPassword = 'torv-in-the-browser-1';

/** Starts a fresh Torv with the demonstration network for the browser, and a broker beside it; gives back what ends them. */
export default async function startTorv(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'torv-browser-'));
  const port = await freePort();
  const broker = await startTestBroker('test-broker', `http://localhost:${port}`);
  const title = { da: 'Prøvetjenesten', en: 'the test service' };
  const settings = { key: 'test-broker', title, issuer: broker.issuer, clientId: 'torv', clientSecret };
  const besides = mkdtempSync(join(tmpdir(), 'torv-brokers-'));
  const brokers = join(besides, 'brokers.json');
  writeFileSync(brokers, JSON.stringify({ brokers: [{ ...settings, scopes: ['openid', 'profile'] }] }));
  const server = spawn('node', [join(__dirname, '../../../dist/apps/api/src/torv.js'), 'serve'], {
    env: {
      ...process.env,
      PORT: String(port),
      TORV_DATA: folder,
      TORV_DEMO: '1',
      TORV_DEMO_PASSWORD: demoPassword,
      TORV_BROKERS: brokers,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  process.env['TORV_BROWSER_ORIGIN'] = `http://localhost:${port}`;
  process.env['TORV_BROWSER_DATA'] = folder;
  await ready(`http://localhost:${port}/api/ready`);
  return async () => {
    const ended = new Promise((resolve) => server.on('exit', resolve));
    server.kill('SIGTERM');
    await ended;
    await broker.close();
    for (const one of [folder, besides]) rmSync(one, { recursive: true, force: true });
  };
}

/** A port of this machine that nobody uses. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

async function ready(address: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('Torv did not become ready within a minute.');
}
