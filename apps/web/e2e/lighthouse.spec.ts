import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { demoPassword } from './start-torv';

const origin = () => process.env['TORV_BROWSER_ORIGIN']!;
const pages = [
  '/sign-in',
  '/n/aalborg-oest',
  '/n/aalborg-oest/decisions',
  '/n/aalborg-oest/meetings',
  '/p/aalborg-oest',
];
const bars = { accessibility: 100, 'best-practices': 100 } as const;

/** A port that is free now, for the browser that Lighthouse talks to. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

test('Lighthouse gives 100 for accessibility and for best practices', async ({ launchOptions }) => {
  const { default: lighthouse } = await import('lighthouse');
  const port = await freePort();
  const profile = mkdtempSync(join(tmpdir(), 'torv-lighthouse-'));
  // Lighthouse opens tabs of the browser's own profile, so the sign-in must be made there.
  const context = await chromium.launchPersistentContext(profile, {
    ...launchOptions,
    args: [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`],
  });
  try {
    const page = await context.newPage();
    await page.goto(`${origin()}/sign-in`);
    await page.locator('input[type=email]').fill('chair@demo.torv.test');
    await page.locator('input[type=password]').fill(demoPassword);
    await page.locator('button[type=submit]').click();
    await page.waitForURL(/\/n\//);
    for (const path of pages) {
      const result = await lighthouse(origin() + path, {
        port,
        onlyCategories: Object.keys(bars),
        disableStorageReset: true,
        logLevel: 'error',
      });
      const { categories, audits } = result!.lhr;
      const failed = Object.values(audits)
        .filter((audit) => audit.score !== null && audit.score < 1)
        .map((audit) => audit.id);
      for (const [category, bar] of Object.entries(bars)) {
        const score = Math.round((categories[category]?.score ?? 0) * 100);
        expect(score, `${category} of ${path}; what is short: ${failed.join(', ')}`).toBeGreaterThanOrEqual(bar);
      }
    }
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
});
