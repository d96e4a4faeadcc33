import { type Browser, expect, type Page } from '@playwright/test';
import { demoPassword } from './start-torv';

export const api = '/api/v1/networks/aalborg-oest';
/** Where Torv answers; known once it has started. */
export const origin = () => process.env['TORV_BROWSER_ORIGIN']!;

export interface Versioned {
  id: string;
  version: number;
}

/** A browser in which a seat of the demonstration has signed in, on Home. */
export async function seat(browser: Browser, name: string, width: number): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: 'da-DK',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${origin()}/sign-in`);
  await page.locator('input[type=email]').fill(`${name}@demo.torv.test`);
  await page.locator('input[type=password]').fill(demoPassword);
  await page.locator('button[type=submit]').click();
  await page.waitForURL(/\/n\//);
  await expect(page.locator('h1')).toBeVisible();
  return page;
}

/** Does something as the person signed in on a page. */
export async function act<T>(page: Page, method: string, path: string, data: unknown, version?: number): Promise<T> {
  const headers: Record<string, string> = { 'x-requested-with': 'torv', 'idempotency-key': crypto.randomUUID() };
  if (version !== undefined) headers['if-match'] = `"${version}"`;
  const answer = await page.request.fetch(origin() + api + path, {
    method,
    headers,
    ...(method === 'GET' ? {} : { data }),
  });
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
  return (await answer.json()) as T;
}
