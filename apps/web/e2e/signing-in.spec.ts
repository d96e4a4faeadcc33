import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { authenticator } from './authenticator';
import { keyboard } from './hands';
import { origin, seat } from './seats';
import { demoPassword } from './start-torv';

/** Signing in by passkey (Chromium's virtual authenticator) and by password with a one-time code. */

const me = () => `${origin()}/me`;

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((one) => [one.id, one.nodes.map((node) => node.target)])).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
}

async function atSignIn(browser: Browser, width: number): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'da-DK' });
  const page = await context.newPage();
  await page.goto(`${origin()}/sign-in`);
  return { page, context };
}

async function expectSignedInBy(page: Page, method: string): Promise<void> {
  await page.waitForURL(/\/n\//);
  const view = (await (await page.request.get(`${origin()}/api/v1/session`)).json()) as { methods: string[] };
  expect(view.methods).toEqual([method]);
}

async function givePassword(page: Page, name: string): Promise<void> {
  await page.getByLabel('E-mail').fill(`${name}@demo.torv.test`);
  await page.getByLabel('Adgangskode', { exact: true }).fill(demoPassword);
  await page.getByRole('button', { name: 'Log ind', exact: true }).click();
}

test('a passkey is added on My profile and sign-in, named, signs its owner in again, and is removed', async ({
  browser,
}) => {
  const page = await seat(browser, 'manager', 390);
  await authenticator(page);
  await page.goto(me());
  const section = page.locator('t-passkeys-section');
  await expect(section.getByText('Ingen adgangsnøgler endnu')).toBeVisible();
  await section.getByRole('button', { name: 'Tilføj adgangsnøgle' }).click();
  await expect(section.getByText('Ikke brugt endnu')).toBeVisible();
  await expectAccessible(page);
  await section.getByRole('button', { name: /^Omdøb/ }).click();
  await expect(section.getByLabel('Navn')).toBeFocused();
  await page.keyboard.insertText('Min tablet');
  await page.keyboard.press('Enter');
  await expect(section.getByText('Min tablet')).toBeVisible();
  // The same device is not added twice.
  await section.getByRole('button', { name: 'Tilføj adgangsnøgle' }).click();
  await expect(section.getByRole('alert')).toContainText('har allerede en adgangsnøgle');

  await page.context().clearCookies();
  await page.goto(`${origin()}/sign-in`);
  // The field for the address offers it by itself, and the virtual finger takes it.
  await expectSignedInBy(page, 'passkey');
  await page.context().clearCookies();
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
  });
  await page.goto(`${origin()}/sign-in`);
  await page.getByRole('button', { name: 'Log ind med adgangsnøgle' }).click();
  await expectSignedInBy(page, 'passkey');

  // A session by password alone is asked to show the passkey before it changes anything: it does, and goes on.
  await page.context().clearCookies();
  const found = await page.request.post(`${origin()}/api/v1/session`, {
    headers: { 'x-requested-with': 'torv' },
    data: { email: 'manager@demo.torv.test', password: demoPassword },
  });
  expect(found.status()).toBe(201);
  await page.goto(me());
  await expect(section.getByText(/Senest brugt/)).toBeVisible();
  await section.getByRole('button', { name: 'Fjern adgangsnøglen Min tablet' }).click();
  await expect(section.getByText('Ingen adgangsnøgler endnu')).toBeVisible();
  await page.context().close();
});

test('a browser without a passkey for Torv says so, and the password still works', async ({ browser }) => {
  const { page, context } = await atSignIn(browser, 1280);
  await authenticator(page);
  await page.reload();
  await page.getByRole('button', { name: 'Log ind med adgangsnøgle' }).click();
  await expect(page.getByRole('alert')).toContainText('Adgangsnøglen blev ikke brugt');
  await expectAccessible(page);
  await givePassword(page, 'outsider');
  await page.waitForURL(/\/(n|no-network)/);
  await context.close();
});

test('one-time codes are turned on by keyboard, asked for after the password, and turned off', async ({ browser }) => {
  const owner = await seat(browser, 'member.civil', 1280);
  await owner.goto(me());
  const section = owner.locator('t-second-factor-section');
  await keyboard.press(section.getByRole('button', { name: 'Slå engangskoder til' }));
  await expect(section.locator('h3')).toBeFocused();
  await expect(section.getByAltText(/QR-kode/)).toBeVisible();
  const secret = (await section.locator('code.secret').innerText()).replaceAll(/\s/g, '');
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  await expectAccessible(owner);
  const first = totp.generate({ timestamp: Date.now() - 30_000 });
  await keyboard.write(section.getByLabel('Kode fra appen'), first);
  await owner.keyboard.press('Enter');
  await expect(section.locator('.recovery-codes li')).toHaveCount(10);
  const recovery = await section.locator('.recovery-codes li').first().innerText();
  await expectAccessible(owner);
  await keyboard.press(section.getByRole('button', { name: 'Jeg har gemt dem' }));
  await expect(section.getByText('Du har 10 gendannelseskoder tilbage.')).toBeVisible();

  const { page, context } = await atSignIn(browser, 390);
  await givePassword(page, 'member.civil');
  await expect(page.getByRole('heading', { name: 'Skriv koden' })).toBeVisible();
  await expect(page.getByLabel('Kode fra appen')).toBeFocused();
  expect((await page.request.get(`${origin()}/api/v1/session`)).status()).toBe(401);
  await expectAccessible(page);
  // The code that turned them on is used.
  await page.keyboard.insertText(first);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Koden passer ikke, eller den er brugt/)).toBeVisible();
  await page.getByLabel('Kode fra appen').fill(totp.generate());
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/n\//);
  await context.close();

  const second = await atSignIn(browser, 390);
  await givePassword(second.page, 'member.civil');
  await second.page.getByRole('button', { name: /brug en gendannelseskode/ }).click();
  await second.page.getByLabel('Gendannelseskode').fill(recovery);
  await second.page.keyboard.press('Enter');
  await second.page.waitForURL(/\/n\//);
  await second.context.close();

  await owner.reload();
  await expect(section.getByText('Du har 9 gendannelseskoder tilbage.')).toBeVisible();
  await section.getByRole('button', { name: 'Slå fra' }).click();
  await expectAccessible(owner);
  await owner.getByRole('dialog').getByRole('button', { name: 'Slå fra' }).click();
  await expect(section.getByRole('button', { name: 'Slå engangskoder til' })).toBeVisible();
  await owner.context().close();
});

test('an account at a broker is linked on My profile and sign-in, signs its owner in, and is let go', async ({
  browser,
}) => {
  const page = await seat(browser, 'member.municipality', 390);
  await page.goto(me());
  const section = page.locator('t-brokers-section');
  await section.getByRole('button', { name: 'Tilknyt: Prøvetjenesten' }).click();
  await expect(section.getByText('Forperson (hos udbyderen)')).toBeVisible();
  await expectAccessible(page);

  await page.context().clearCookies();
  await page.goto(`${origin()}/sign-in?return=%2Fn%2Faalborg-oest%2Fdecisions`);
  await page.getByRole('link', { name: 'Log ind med Prøvetjenesten' }).click();
  await page.waitForURL(/\/n\/aalborg-oest\/decisions/);
  const view = (await (await page.request.get(`${origin()}/api/v1/session`)).json()) as { methods: string[] };
  expect(view.methods).toEqual(['broker']);

  await page.goto(me());
  await section.getByRole('button', { name: 'Fjern: Prøvetjenesten' }).click();
  await expect(section.getByText('Ikke tilknyttet')).toBeVisible();
  await page.context().clearCookies();
  await page.goto(`${origin()}/sign-in`);
  await page.getByRole('link', { name: 'Log ind med Prøvetjenesten' }).click();
  await expect(page.getByRole('alert')).toContainText('Tag først imod en invitation');
  await page.context().close();
});
