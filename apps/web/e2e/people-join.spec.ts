import { expect, type Page, test } from '@playwright/test';
import { isSound } from './is-sound';
import { origin, seat } from './seats';

/** Opens the newest mail of this subject, once it has come. */
async function openMail(page: Page, subject: string): Promise<void> {
  const mail = page.getByRole('link', { name: subject }).first();
  await expect(async () => {
    await page.goto(`${origin()}/dev/mail`);
    await expect(mail).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
  await mail.click();
}

test('the facilitator invites an organisation, its first person opens the mail and joins', async ({ browser }) => {
  const facilitator = await seat(browser, 'facilitator', 1280);
  await facilitator.goto(`${origin()}/n/aalborg-oest/people/invite`);
  await facilitator.getByRole('button', { name: 'Send invitationen' }).click();
  await expect(facilitator.getByText('Skriv en e-mailadresse.')).toBeVisible();
  await facilitator.getByLabel('Organisationens navn').fill('Cykelværkstedet');
  await expect(facilitator.getByText('Skriv organisationens navn.')).toHaveCount(0);
  await facilitator.getByLabel('Personens e-mail').fill('first@cykel.test');
  await facilitator.getByLabel('Et par ord fra dig').fill('Vi mangler jer ved bordet.');
  await isSound(facilitator, 'the invitations at 1280 px');
  await facilitator.getByRole('button', { name: 'Send invitationen' }).click();
  const waiting = facilitator.getByRole('listitem').filter({ hasText: 'first@cykel.test' });
  await expect(waiting).toContainText('Cykelværkstedet');

  const context = await browser.newContext({
    viewport: { width: 390, height: 800 },
    locale: 'da-DK',
    reducedMotion: 'reduce',
  });
  const person = await context.newPage();
  await openMail(person, 'Invitation til Aalborg Øst på Torv');
  await isSound(person, 'a mail');
  await person.getByRole('link', { name: /\/join\// }).click();
  await expect(person.getByRole('heading', { name: 'Du er inviteret til Aalborg Øst' })).toBeVisible();
  await expect(person.getByText('Vi mangler jer ved bordet.')).toBeVisible();
  const invitation = person.url();
  await isSound(person, 'the invitation at 390 px');
  await person.getByRole('button', { name: 'Tag imod invitationen' }).press('Enter');
  await expect(person.getByLabel('Navn'), 'what is missing has the focus').toBeFocused();
  await person.getByLabel('Navn').fill('Værkstedsleder');
  await person.getByRole('button', { name: 'Tag imod invitationen' }).press('Enter');
  await expect(person).toHaveURL(/\/n\/aalborg-oest$/);
  await expect(person.getByRole('heading', { level: 1 })).toBeVisible();

  const again = facilitator.getByRole('button', { name: 'Send igen til first@cykel.test' });
  await expect(again, 'it waits no more, without a reload').toHaveCount(0);
  await expect(facilitator.getByRole('listitem').filter({ hasText: 'Værkstedsleder' })).toContainText('Modtaget');
  await person.goto(invitation);
  await expect(person.getByRole('heading', { name: 'Linket virker ikke længere' })).toBeVisible();

  // The next of its people is the organisation's own to invite.
  await person.goto(`${origin()}/n/aalborg-oest/people/invite`);
  await expect(person.getByLabel('Organisation', { exact: true })).toHaveValue('cykelvaerkstedet');
  await isSound(person, 'the invitations at 390 px');

  // Signed out, and back with a link by mail: opening it uses nothing, a press does.
  await context.clearCookies();
  await person.goto(`${origin()}/sign-in`);
  await person.getByLabel('E-mail').fill('first@cykel.test');
  await person.getByRole('button', { name: 'Send mig et link' }).click();
  await expect(person.getByText('er der nu sendt et link')).toBeVisible();
  await openMail(person, 'Dit link til at logge ind på Torv');
  const link = (await person.locator('pre a').first().getAttribute('href'))!;
  for (const visit of ['first', 'second']) {
    await person.goto(link);
    await expect(person.getByRole('button', { name: 'Log ind' }), `the ${visit} visit`).toBeVisible();
  }
  await expect(person, 'the secret is not left in the address').toHaveURL(/\/sign-in\/link$/);
  await isSound(person, 'the link at 390 px');
  await person.getByRole('button', { name: 'Log ind' }).click();
  await expect(person).toHaveURL(/\/n\/aalborg-oest$/);
});
