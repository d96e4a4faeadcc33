import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const places = [
  process.env['TORV_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const executablePath = places.find((path) => path !== undefined && existsSync(path));
if (!executablePath)
  throw new Error('No Chromium was found. Install it (apt-get install -y chromium) or name it in TORV_CHROMIUM.');

export default defineConfig({
  testDir: '.',
  outputDir: '../../../test-results',
  globalSetup: './start-torv.ts',
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 10_000 },
  use: {
    actionTimeout: 15_000,
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
