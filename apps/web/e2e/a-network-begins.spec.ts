import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { authenticator } from './authenticator';
import { isSound } from './is-sound';
import { linkMailed } from './mails';
import { freePort } from './start-torv';

// Nobody runs this Torv yet: the first address leads to set-up, guarded by the code of the terminal. The operator sees
// nothing of the network; its facilitator is led from an empty network to its first meeting.

async function at(browser: Browser, width: number): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: 'da-DK',
    reducedMotion: 'reduce',
  });
  return context.newPage();
}

/** A Torv with nothing in it: its address, and the code that it printed. */
async function startEmpty(): Promise<{ origin: string; code: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'torv-empty-'));
  const port = await freePort();
  const server = spawn('node', [join(__dirname, '../../../dist/apps/api/src/torv.js'), 'serve'], {
    env: { ...process.env, PORT: String(port), TORV_DATA: folder, TORV_DEMO: '', TORV_BROKERS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const code = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.stdout.on('data', (part: Buffer) => {
      said += part.toString();
      const found = /with the code {2}(\S+)/.exec(said);
      if (found) resolve(found[1]!);
    });
    server.on('exit', () => reject(new Error(said)));
  });
  return {
    origin: `http://localhost:${port}`,
    code,
    stop: async () => {
      const ended = new Promise((resolve) => server.on('exit', resolve));
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

test('a network begins with the code of the terminal, and its facilitator is led to the first meeting', async ({
  browser,
}) => {
  const torv = await startEmpty();
  try {
    const operator = await at(browser, 390);
    await operator.goto(torv.origin);
    await expect(operator.getByRole('heading', { name: 'Sæt Torv op' })).toBeVisible();
    await isSound(operator, 'set-up');
    await operator.getByRole('button', { name: 'Opret netværket' }).click();
    await expect(operator.getByText('Skriv koden fra terminalen.')).toBeVisible();
    await operator.getByLabel('Engangskode').fill(torv.code);
    await operator.getByLabel('Navn', { exact: true }).fill('Driftsansvarlig');
    await operator.getByLabel('E-mail', { exact: true }).fill('operator@host.test');
    await operator.getByLabel('Adgangskode').fill('fjorden og broen ved solnedgang');
    await operator.getByLabel('Netværkets navn').fill('Vestbyen');
    await expect(operator.getByLabel('Kort navn i adresser')).toHaveValue('vestbyen');
    await operator.getByLabel('Organisationens navn').fill('Vestbyens Fællessekretariat');
    await operator.getByLabel('Tovholderens e-mail').fill('tovholder@vestbyen.test');
    await operator.getByRole('button', { name: 'Opret netværket' }).click();
    await expect(operator.getByRole('heading', { name: 'Vestbyen er oprettet' })).toBeVisible();
    await isSound(operator, 'set-up, done');
    await operator.goto(`${torv.origin}/n/vestbyen`);
    await expect(operator.getByText('Vejen til det første møde'), 'hosting shows nothing').toHaveCount(0);

    const facilitator = await at(browser, 1280);
    await authenticator(facilitator);
    await facilitator.goto(
      await linkMailed(facilitator, torv.origin, 'tovholder@vestbyen.test', 'Invitation til Vestbyen på Torv'),
    );
    await facilitator.getByLabel('Navn').fill('Tovholder, Fællessekretariatet');
    await facilitator.getByText('Med en adgangsnøgle på min enhed').click();
    await facilitator.getByRole('button', { name: 'Tag imod invitationen' }).click();
    // Whoever administers shows two factors before anything else.
    await facilitator.waitForURL(/\/me/);
    await facilitator
      .locator('t-passkeys-section')
      .first()
      .getByRole('button', { name: 'Tilføj adgangsnøgle' })
      .click();
    await expect(facilitator.getByText('Ikke brugt endnu').first()).toBeVisible();
    await facilitator.goto(`${torv.origin}/n/vestbyen`);
    await expect(facilitator.getByRole('heading', { name: 'Vejen til det første møde' })).toBeVisible();
    await isSound(facilitator, 'the empty network');
    await facilitator.getByRole('link', { name: 'Opret forum: Opret det første forum' }).click();
    await facilitator.getByText('Styregruppe', { exact: true }).first().click();
    await facilitator.getByLabel('Navn', { exact: true }).fill('Vestbyens styregruppe');
    await facilitator.getByLabel('Formål', { exact: true }).fill('Her aftaler parterne, hvad de vil sammen.');
    await facilitator.getByRole('checkbox', { name: 'Vestbyens Fællessekretariat' }).check();
    await facilitator.getByRole('button', { name: 'Opret forummet' }).click();
    await expect(facilitator.getByRole('heading', { level: 1, name: 'Vestbyens styregruppe' })).toBeVisible();
    await facilitator.goto(`${torv.origin}/n/vestbyen`);
    await expect(facilitator.getByRole('listitem').filter({ hasText: 'Opret det første forum' })).toContainText(
      'Klaret',
    );
  } finally {
    await torv.stop();
  }
});
