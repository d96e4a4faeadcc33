import { type Browser, expect, type Page, test } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { authenticator } from './authenticator';
import { linkMailed } from './mails';
import { origin, seat } from './seats';
import startTorv from './start-torv';

// A new advisory board with five organisations of three sectors: the facilitator sets it up and invites their people by
// mail; they sign in by password and code, passkey, broker and mail link; and what she sees of the network follows.

const board = 'Advisory board for byrummet';
const network = () => `${origin()}/n/aalborg-oest`;
const password = 'fjorden og broen ved solnedgang';
const parties = [
  { name: 'Alabu', email: 'plads@alabu.test', title: 'Medlem for Alabu' },
  { name: 'Lejerbo', email: 'plads@lejerbo.test', title: 'Medlem for Lejerbo' },
  { name: 'Beboerforeninger', email: 'plads@beboere.test', title: 'Medlem for beboerforeningerne' },
  { name: 'Grundejerforeninger', email: 'plads@grundejere.test', title: 'Medlem for grundejerforeningerne' },
  // Sits in the steering group already.
  {
    name: 'Det lokale erhvervsliv',
    email: 'member.business@demo.torv.test',
    title: 'Medlem for det lokale erhvervsliv',
  },
] as const;

async function phone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'da-DK',
    reducedMotion: 'reduce',
  });
  return context.newPage();
}

const invitationTo = (page: Page, to: string) => linkMailed(page, origin(), to, 'Invitation til Aalborg Øst på Torv');

/** Accepts as someone new, who means to sign in this way from now on. */
async function join(page: Page, at: number, way: RegExp): Promise<void> {
  await page.goto(await invitationTo(page, parties[at]!.email));
  await expect(page.getByText(board).first(), 'the page says which seat is offered').toBeVisible();
  await page.getByLabel('Navn').fill(parties[at]!.title);
  await page.getByText(way).first().click();
  if (way.source.includes('adgangskode')) await page.getByLabel('Adgangskode', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Tag imod invitationen' }).click();
}

async function methodsOf(page: Page): Promise<string[]> {
  await page.waitForURL(/\/n\//);
  return ((await (await page.request.get(`${origin()}/api/v1/session`)).json()) as { methods: string[] }).methods;
}

async function signOut(page: Page): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${origin()}/sign-in`);
}

async function newBoard(browser: Browser): Promise<void> {
  const facilitator = await seat(browser, 'facilitator', 1280);
  const picture = await facilitator.context().newPage();
  const gap = (title: string) => picture.getByText(`${board}: ${title}`);

  await test.step('she sets the board up, with five organisations of three sectors', async () => {
    await facilitator.goto(`${network()}/people`);
    await facilitator.getByRole('link', { name: 'Opret et forum' }).click();
    await facilitator.getByText('Advisory board', { exact: true }).first().click();
    await facilitator.getByLabel('Navn', { exact: true }).fill(board);
    await facilitator.getByLabel('Formål', { exact: true }).fill('Boardet råder om torvet og stierne.');
    for (const { name } of parties) await facilitator.getByRole('checkbox', { name, exact: true }).check();
    for (const sector of ['Bolig', 'Civilsamfund', 'Erhverv'])
      await expect(facilitator.getByText(`${sector}: med`)).toBeVisible();
    await facilitator.getByRole('button', { name: 'Opret forummet' }).click();
    await expect(facilitator.getByRole('heading', { level: 1, name: board })).toBeVisible();
    await expect(facilitator.getByText('Gælder foreløbigt')).toBeVisible();
  });

  await test.step('the view of what lacks says that it cannot meet yet', async () => {
    await picture.goto(`${network()}/people/network`);
    await picture
      .getByRole('button', { name: /^Vis alle \d+$/ })
      .first()
      .click();
    await expect(gap('kan ikke blive beslutningsdygtigt')).toBeVisible();
    await expect(picture.getByRole('row', { name: parties[4].title })).toHaveCount(0);
  });

  await test.step('she invites one of each by mail, and offers the seat', async () => {
    await facilitator.goto(`${network()}/people/invite`);
    for (const { name, email } of parties) {
      await facilitator.getByLabel('Organisation', { exact: true }).selectOption({ label: name });
      await facilitator.getByLabel('Personens e-mail').fill(email);
      await facilitator
        .getByLabel('Plads', { exact: false })
        .first()
        .selectOption({ label: `${board}: Medlem` });
      await facilitator.getByRole('button', { name: 'Send invitationen' }).click();
      await expect(facilitator.getByRole('listitem').filter({ hasText: email })).toBeVisible();
    }
  });

  await test.step('one joins with a password, adds codes, and signs in with both', async () => {
    const page = await phone(browser);
    await join(page, 0, /adgangskode/i);
    await page.waitForURL(/\/n\//);
    await page.goto(`${origin()}/me`);
    const section = page.locator('t-second-factor-section');
    await section.getByRole('button', { name: 'Slå engangskoder til' }).click();
    const secret = (await section.locator('code.secret').innerText()).replaceAll(/\s/g, '');
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    await section.getByLabel('Kode fra appen').fill(totp.generate({ timestamp: Date.now() - 30_000 }));
    await page.keyboard.press('Enter');
    await section.getByRole('button', { name: 'Jeg har gemt dem' }).click();
    await signOut(page);
    await page.getByLabel('E-mail').fill(parties[0].email);
    await page.getByLabel('Adgangskode', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Log ind', exact: true }).click();
    await page.getByLabel('Kode fra appen').fill(totp.generate());
    await page.keyboard.press('Enter');
    expect(await methodsOf(page)).toEqual(['password', 'totp']);
    await page.goto(`${network()}/people`);
    await expect(page.getByText(board).first()).toBeVisible();
    await page.context().close();
  });

  await test.step('one joins with a passkey, and signs in with it', async () => {
    const page = await phone(browser);
    await authenticator(page);
    await join(page, 1, /adgangsnøgle på min enhed/);
    await page.waitForURL(/\/me/);
    await page.locator('t-passkeys-section').getByRole('button', { name: 'Tilføj adgangsnøgle' }).click();
    await expect(page.locator('t-passkeys-section').getByText('Ikke brugt endnu')).toBeVisible();
    await page.addInitScript(() => {
      PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
    });
    await signOut(page);
    await page.getByRole('button', { name: 'Log ind med adgangsnøgle' }).click();
    expect(await methodsOf(page)).toEqual(['passkey']);
    await page.context().close();
  });

  await test.step('one joins by a broker, and signs in through it', async () => {
    const page = await phone(browser);
    await join(page, 2, /^Med Prøvetjenesten/);
    await page.waitForURL(/\/me/);
    await page.locator('t-brokers-section').getByRole('button', { name: 'Tilknyt: Prøvetjenesten' }).click();
    await expect(page.locator('t-brokers-section').getByText('Forperson (hos udbyderen)')).toBeVisible();
    await signOut(page);
    await page.getByRole('link', { name: 'Log ind med Prøvetjenesten' }).click();
    expect(await methodsOf(page)).toEqual(['broker']);
    await page.context().close();
  });

  await test.step('before her eyes the board can meet, without a reload', async () => {
    await expect(gap('kan ikke blive beslutningsdygtigt')).toHaveCount(0);
  });

  await test.step('one joins by mail links alone', async () => {
    const page = await phone(browser);
    await join(page, 3, /link, jeg får på mail/);
    expect(await methodsOf(page)).toEqual(['mail-link']);
    await page.context().close();
  });

  await test.step('who is known already signs in, takes the seat in one tap, and is seen in two bodies', async () => {
    const page = await phone(browser);
    const invitation = await invitationTo(page, parties[4].email);
    await page.goto(invitation);
    await page.getByRole('link', { name: 'Log ind' }).click();
    await page.getByLabel('E-mail').fill(parties[4].email);
    await page.getByRole('button', { name: 'Send mig et link' }).click();
    await expect(page.getByText('er der nu sendt et link')).toBeVisible();
    await page.goto(await linkMailed(page, origin(), parties[4].email, 'Dit link til at logge ind på Torv'));
    await page.getByRole('button', { name: 'Log ind' }).click();
    await page.waitForURL(/\/(n|join)\//);
    await page.goto(invitation);
    await page.getByRole('button', { name: 'Tag imod invitationen' }).click();
    await page.waitForURL(/\/n\//);
    await expect(picture.getByRole('row', { name: parties[4].title }), 'among those in several bodies').toContainText(
      board,
    );
    await page.context().close();
  });
  const over = await picture.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over).toBeLessThanOrEqual(0);
}

test('a new board of five organisations: set up, invited, joined in four ways, and seen at once', async ({
  browser,
}) => {
  const { TORV_BROWSER_ORIGIN, TORV_BROWSER_DATA } = process.env;
  const stop = await startTorv();
  try {
    await newBoard(browser);
  } finally {
    await stop();
    Object.assign(process.env, { TORV_BROWSER_ORIGIN, TORV_BROWSER_DATA });
  }
});
