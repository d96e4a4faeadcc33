import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { authenticator } from './authenticator';
import { behindTorvsBack } from './behind-torvs-back';
import { act, origin, seat, type Versioned } from './seats';
import { demoPassword } from './start-torv';

const network = () => `${origin()}/n/aalborg-oest`;
const title = 'Lån en ladcykel i kvarteret';

/** As if the person had signed in so many minutes ago, in every browser of theirs. */
const signedIn = (name: string, minutes: number) =>
  behindTorvsBack(
    `UPDATE identity_session SET signed_in_at = now() - make_interval(mins => $2)
     WHERE person_id = (SELECT id FROM identity_person WHERE email = $1)`,
    [`${name}@demo.torv.test`, minutes],
    'awake',
  );

async function look(page: Page, name: string): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map((one) => `${name}: ${one.id} ${one.nodes.map((node) => node.target.join(' '))}`)).toEqual([]);
  await page.screenshot({ path: `test-results/screens/${name}.png`, fullPage: true });
}

async function aProposal(page: Page): Promise<string> {
  const meeting = await act<Versioned>(page, 'POST', '/meetings', {
    body: 'styregruppen',
    title: 'Møde om ladcykler',
    startsAt: '2034-01-15T15:00:00+01:00',
    endsAt: '2034-01-15T17:00:00+01:00',
    call: true,
  });
  const made = await act<Versioned>(page, 'POST', '/proposals', {
    body: 'styregruppen',
    title,
    text: 'Det foreslås, at seks ladcykler kan lånes ved kvartershuset.',
  });
  await act(page, 'POST', `/proposals/${made.id}/placement`, { meetingId: meeting.id }, made.version);
  return made.id;
}

test('7.5.1 what binds asks who it is when the sign-in is old, and keeps what was typed', async ({ browser }) => {
  const facilitator = await seat(browser, 'facilitator', 1280);
  const id = await aProposal(facilitator);
  const municipality = await seat(browser, 'member.municipality', 390);
  await municipality.goto(`${network()}/proposals/${id}`);
  await municipality.getByRole('button', { name: 'Tiltræder med forbehold' }).click();
  await municipality.locator('[name=words]').fill('Med forbehold for pladsen ved skolen.');
  await signedIn('member.municipality', 31);
  const submit = municipality.getByRole('button', { name: 'Afgiv stillingtagen' });
  const dialog = municipality.getByRole('dialog', { name: 'Log ind igen' });

  await test.step('who would rather not goes on where they were', async () => {
    await submit.click();
    await expect(dialog).toBeVisible();
    await look(municipality, 'sign-in-again-da-light-390');
    await municipality.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(municipality.locator('[name=words]')).toHaveValue('Med forbehold for pladsen ved skolen.');
    await expect(municipality.getByText('Log ind igen for at fortsætte')).toBeVisible();
  });

  await test.step('a wrong password says so; the right one sends what was typed, by keyboard alone', async () => {
    await submit.click();
    await expect(dialog.locator('input[type=password]')).toBeFocused();
    await municipality.keyboard.type('not-the-password');
    await municipality.keyboard.press('Enter');
    await expect(dialog.getByText('Adgangskoden passer ikke')).toBeVisible();
    await municipality.keyboard.type(demoPassword);
    await municipality.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(municipality.getByRole('heading', { name: 'har taget stilling' }).first()).toBeVisible();
    await facilitator.goto(`${network()}/proposals/${id}`);
    await expect(facilitator.getByText('Med forbehold for pladsen ved skolen.')).toBeVisible();
  });
});

test('7.5.1 signing in again goes by passkey too, or any way in another tab', async ({ browser }) => {
  const page = await seat(browser, 'member.housing', 390);
  await authenticator(page);
  await page.goto(`${origin()}/me`);
  await page.getByRole('button', { name: 'Tilføj adgangsnøgle' }).click();
  await expect(page.locator('t-passkeys-section').getByText('Ikke brugt endnu')).toBeVisible();
  const makeToken = async (name: string) => {
    await signedIn('member.housing', 31);
    await page.getByRole('button', { name: 'Lav en nøgle' }).click();
    await page.locator('t-tokens-section').getByLabel('Navn').fill(name);
    await page.getByRole('button', { name: 'Lav nøglen' }).click();
    const dialog = page.getByRole('dialog', { name: 'Log ind igen' });
    await expect(dialog).toBeVisible();
    return dialog;
  };

  await test.step('by passkey', async () => {
    const dialog = await makeToken('Regnearket');
    await dialog.getByRole('button', { name: 'Log ind med adgangsnøgle' }).click();
    await expect(page.getByText('Nøglen »Regnearket« er lavet.')).toBeVisible();
  });

  await test.step('in another tab, and this one goes on by itself', async () => {
    const dialog = await makeToken('Skærmen i foyeren');
    const [other] = await Promise.all([
      page.context().waitForEvent('page'),
      dialog.getByRole('link', { name: 'Andre måder' }).click(),
    ]);
    await other.locator('input[type=email]').fill('member.housing@demo.torv.test');
    await other.locator('input[type=password]').fill(demoPassword);
    await other.getByRole('button', { name: 'Log ind', exact: true }).click();
    await other.waitForURL(/\/n\//);
    await page.bringToFront();
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(page.getByText('Nøglen »Skærmen i foyeren« er lavet.')).toBeVisible();
  });
  await page.getByRole('button', { name: /^Fjern adgangsnøglen/ }).click();
  await expect(page.getByText('Ingen adgangsnøgler endnu')).toBeVisible();
});

test('7.5.2 my sign-ins are listed and ended, and the page that was signed out says so', async ({ browser }) => {
  const tablet = await seat(browser, 'manager', 390);
  const desk = await seat(browser, 'manager', 1280);
  await desk.getByRole('button', { name: 'Min konto' }).click();
  await desk.getByRole('menuitem', { name: 'Min profil og adgang' }).click();
  await expect(desk.getByRole('heading', { level: 1, name: 'Min profil og adgang' })).toBeVisible();
  await expect(desk.getByText('Her og nu')).toHaveCount(1);
  await desk.getByRole('button', { name: 'Log ud alle andre steder' }).click();
  await expect(desk.getByText('Der er logget ud.')).toBeVisible();
  await expect(desk.getByRole('button', { name: 'Log ud alle andre steder' })).toBeHidden();
  // Nobody touched the tablet: its socket was closed, and it asked why.
  await expect(tablet.getByRole('heading', { name: 'Log ind på Torv' })).toBeVisible();
  expect(new URL(tablet.url()).searchParams.get('return')).toBe('/n/aalborg-oest');
});

test('my name, my password and my tokens', async ({ browser }) => {
  const page = await seat(browser, 'admin', 390);
  await page.goto(`${origin()}/me`);

  await test.step('a token is shown once, works, and is ended', async () => {
    await page.getByRole('button', { name: 'Lav en nøgle' }).click();
    await page.getByRole('button', { name: 'Lav nøglen' }).click();
    await expect(page.getByText('Må ikke være tomt.')).toBeVisible();
    await page.locator('t-tokens-section').getByLabel('Navn').fill('Kalenderen på kontoret');
    await page.getByRole('button', { name: 'Lav nøglen' }).click();
    const secret = (await page.locator('code').textContent())!.trim();
    await look(page, 'me-with-token-da-light-390');
    const reads = async () =>
      (
        await page.request.get(`${origin()}/api/v1/networks`, {
          headers: { authorization: `Bearer ${secret}`, cookie: '' },
        })
      ).status();
    expect(await reads()).toBe(200);
    await page.reload();
    await expect(page.getByText('Kalenderen på kontoret')).toBeVisible();
    await expect(page.getByText(secret)).toHaveCount(0);
    await page.getByRole('button', { name: 'Afslut nøglen »Kalenderen på kontoret«' }).click();
    await expect(page.getByText('Du har ikke givet noget program adgang')).toBeVisible();
    expect(await reads()).toBe(401);
  });

  await test.step('the password is changed, and common ones are refused where they are typed', async () => {
    await page.getByLabel('Nuværende adgangskode').fill(demoPassword);
    await page.getByLabel('Ny adgangskode', { exact: true }).fill('password1');
    await page.getByRole('button', { name: 'Skift adgangskode' }).click();
    await expect(page.getByText('blandt dem, der gættes først')).toBeVisible();
    await page.getByLabel('Ny adgangskode', { exact: true }).fill(`${demoPassword} og broen`);
    await page.getByRole('button', { name: 'Skift adgangskode' }).click();
    await expect(page.getByText('Adgangskoden er skiftet')).toBeVisible();
    await page.getByLabel('Nuværende adgangskode').fill(`${demoPassword} og broen`);
    await page.getByLabel('Ny adgangskode', { exact: true }).fill(demoPassword);
    await page.getByRole('button', { name: 'Skift adgangskode' }).click();
    await expect(page.getByLabel('Nuværende adgangskode')).toHaveValue('');
  });

  await test.step('the language is Torv’s too, at once', async () => {
    await page.getByLabel('Sprog, når Torv skriver til mig').selectOption('English');
    await page.getByRole('button', { name: 'Gem', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'My profile and sign-in' })).toBeVisible();
    await page.getByLabel('Language when Torv writes to me').selectOption('Dansk');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Min profil og adgang' })).toBeVisible();
  });
});
