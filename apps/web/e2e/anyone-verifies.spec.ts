import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { behindTorvsBack } from './behind-torvs-back';
import { isSound } from './is-sound';
import { act, api, origin, seat } from './seats';
import startTorv, { freePort } from './start-torv';

const torv = join(__dirname, '../../../dist/apps/api/src/torv.js');
const { PATH, HOME } = process.env;

/** Runs a command of a partner's, on their own machine. */
function witnessSays(...words: string[]): string {
  const run = spawnSync('node', [torv, 'witness', ...words], { env: { PATH, HOME }, encoding: 'utf8' });
  expect(run.stderr).toBe('');
  return run.stdout.trim();
}

async function serveWitness(folder: string, port: number): Promise<ChildProcess> {
  const running = spawn('node', [torv, 'witness', 'serve', '--dir', folder, '--port', String(port)], {
    env: { PATH, HOME },
  });
  await new Promise((resolve) => running.stdout.once('data', resolve));
  return running;
}

/** The page that checks, saved once and opened from the disk of somebody without a network. */
async function checkingPage(browser: Browser, file: string): Promise<{ page: Page; asked: string[] }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 900 }, locale: 'da-DK', offline: true });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${pathToFileURL(file).href}#da`);
  return { page, asked };
}

test('anyone with a receipt and nothing else checks a decision, and finds that the host changed it', async ({
  browser,
}) => {
  const { TORV_BROWSER_ORIGIN, TORV_BROWSER_DATA } = process.env;
  const stop = await startTorv();
  let running: ChildProcess | null = null;
  try {
    const folder = test.info().outputPath('files');
    mkdirSync(folder, { recursive: true });
    const civil = await seat(browser, 'member.civil', 390);
    const facilitator = await seat(browser, 'facilitator', 1280);
    const keep = async (name: string, path: string): Promise<string> => {
      writeFileSync(join(folder, name), await (await civil.request.get(origin() + path)).text());
      return join(folder, name);
    };
    const { items } = await act<{ items: { number: string }[] }>(civil, 'GET', '/decisions?limit=1', null);
    const number = items[0]!.number;
    const receiptOf = (name: string) => keep(name, `${api}/decisions/${number}/receipt`);
    const saved = await keep('verify.html', '/verify');

    // The page's own policy lets it fetch nothing, wherever it is opened from.
    const served = await civil.request.get(`${origin()}/verify`);
    expect(served.headers()['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'sha256-[^ ]+'; style-src 'sha256-/,
    );

    await test.step('a decision is checked where it is read', async () => {
      await civil.goto(`${origin()}/n/aalborg-oest/decisions/${number}`);
      await civil.locator('summary', { hasText: 'Kontrollér' }).click();
      await civil.getByRole('button', { name: 'Kontrollér den her' }).click();
      await expect(civil.getByText('Det holder')).toBeVisible();
      await expect(civil.getByText('Ingen part har bevidnet loggen endnu.')).toBeVisible();
    });

    await test.step('where the network asks for witnesses, one without them is not believed', async () => {
      await facilitator.goto(`${origin()}/n/aalborg-oest/people/witnesses`);
      await facilitator.getByLabel('Hvor mange parter skal have bevidnet?').fill('1');
      await facilitator.getByRole('button', { name: 'Gem' }).click();
      await expect(facilitator.getByText('at mindst 1 part har bevidnet')).toBeVisible();
      await civil.getByRole('button', { name: 'Kontrollér den her' }).click();
      await expect(civil.getByText('Ikke bevidnet')).toBeVisible();
    });

    await test.step('a party registers a witness of its own, which cosigns', async () => {
      const dir = join(folder, 'witness');
      const key = witnessSays('key', '--dir', dir, '--name', 'foreninger.example/torv');
      const { logKeys } = await act<{ logKeys: string[] }>(civil, 'GET', '/log/witnesses', null);
      witnessSays('follow', '--dir', dir, logKeys[0]!);
      const port = await freePort();
      running = await serveWitness(dir, port);
      await civil.getByRole('link', { name: 'Hvem bevidner loggen?' }).click();
      await civil.locator('summary', { hasText: 'bevidne' }).click();
      await civil.getByLabel('Vidnets nøgle').fill(key);
      await civil.getByLabel('Adresse, hvor vidnet svarer').fill(`http://127.0.0.1:${port}`);
      await civil.getByRole('button', { name: 'Registrér' }).click();
      await civil.getByRole('button', { name: 'Bed om bevidnelse nu' }).click();
      await expect(civil.getByText('Svarer', { exact: true })).toBeVisible();
      await expect(civil.getByText('Har bevidnet de første')).toBeVisible();
      await isSound(civil, 'witnesses');
      await civil.goto(`${origin()}/n/aalborg-oest/decisions/${number}`);
      await civil.locator('summary', { hasText: 'Kontrollér' }).click();
      await civil.getByRole('button', { name: 'Kontrollér den her' }).click();
      await expect(civil.getByText('Bevidnet af foreninger.example/torv.')).toBeVisible();
      await isSound(civil, 'a decision that was checked');
    });

    await test.step('the saved page says the same with no network, and says no where a byte was changed', async () => {
      const receipt = await receiptOf('receipt.tlog-proof');
      const keys = await keep('keys.txt', `${api}/log/policy`);
      const { page, asked } = await checkingPage(browser, saved);
      const choose = page.locator('input[type=file]');
      await choose.setInputFiles(receipt);
      await expect(page.getByText('Der mangler en nøgle')).toBeVisible();
      await choose.setInputFiles(keys);
      await expect(page.getByRole('heading', { name: 'Det holder' })).toBeVisible();
      await expect(page.getByText('Bevidnet af foreninger.example/torv')).toBeVisible();
      await isSound(page, 'the page that checks');
      await page.getByRole('button', { name: 'English' }).click();
      await expect(page.getByRole('heading', { name: 'It holds' })).toBeVisible();
      await page.getByRole('button', { name: 'Dansk' }).click();

      const changed = await behindTorvsBack(
        `UPDATE decisions_decision SET rationale = 'X' || substr(rationale, 2) WHERE number = $1`,
        [number],
      );
      expect(changed).toBe(1);
      const later = await keep('later.json', `${api}/log/export`);
      await choose.setInputFiles(later);
      await expect(page.getByRole('heading', { name: 'Det holder ikke' })).toBeVisible();
      await expect(page.getByText(`Feltet »rationale« i post`).first()).toContainText(number);
      await isSound(page, 'the page that says no');
      expect(asked).toEqual([pathToFileURL(saved).href]);
      await page.context().close();
    });
    for (const page of [civil, facilitator]) await page.context().close();
  } finally {
    (running as ChildProcess | null)?.kill();
    await stop();
    Object.assign(process.env, { TORV_BROWSER_ORIGIN, TORV_BROWSER_DATA });
  }
});
