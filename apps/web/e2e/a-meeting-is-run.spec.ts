import { expect, test } from '@playwright/test';
import { act, api, origin, seat, type Versioned } from './seats';

interface Meeting extends Versioned {
  state: string;
  attendance: { presence: string; organisation: { key: string } }[];
  items: { title: string }[];
}

test('a meeting run by two at once: nobody waits, nothing pressed or typed is lost, and each sees the other', async ({
  browser,
}) => {
  const chair = await seat(browser, 'chair', 1280);
  const secretary = await seat(browser, 'facilitator', 1280);
  const member = await seat(browser, 'member.civil', 390);

  await chair.goto(`${origin()}/n/aalborg-oest/meetings/new?body=styregruppen`);
  await chair.getByLabel('Fra', { exact: true }).fill('16:30');
  await expect(chair.getByLabel('Til', { exact: true }), 'the end moves with the start').toHaveValue('18:30');
  await chair.getByLabel('Fra', { exact: true }).fill('');
  await chair.getByRole('button', { name: 'Indkald', exact: true }).click();
  await expect(chair.getByText('Vælg, hvornår mødet begynder.')).toBeVisible();
  await expect(chair.getByLabel('Fra', { exact: true })).toBeFocused();
  await chair.getByLabel('Fra', { exact: true }).fill('16:30');
  await chair.getByLabel('Titel').fill('Møde med to ved roret');
  await chair.getByLabel('Titel').press('Enter');
  await chair.getByLabel('Nyt punkt').fill('Skrevet, men ikke tilføjet');
  await chair.getByRole('button', { name: 'Indkald', exact: true }).click();
  await expect(chair.getByRole('heading', { name: 'Skrevet, men ikke tilføjet' })).toBeVisible();
  const path = new URL(chair.url()).pathname.replace('/n/aalborg-oest', '');
  const read = () => act<Meeting>(chair, 'GET', path, null);

  for (const page of [secretary, member]) await page.goto(chair.url());
  await expect(member.getByRole('heading', { name: 'Møde med to ved roret' })).toBeVisible();
  await expect(member.getByRole('button', { name: 'Tilføj punkt' }), 'a member reads').toHaveCount(0);

  await secretary.getByLabel('Nyt punkt').fill('Halvskrevet');
  await chair.getByRole('button', { name: 'Åbn mødet' }).click();
  await expect(secretary.getByText('I gang'), 'the state comes by itself').toBeVisible();
  await expect(secretary.getByLabel('Nyt punkt'), 'what was being typed is still there').toHaveValue('Halvskrevet');
  await expect(chair.getByRole('heading', { level: 1 }), 'the focus is not lost with the button').toBeFocused();

  // A slow line: every seat is pressed before the first answer has come.
  await chair.route(`**${api}/meetings/*/attendance`, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 200));
    await route.continue();
  });
  const seats = chair.getByRole('radiogroup', { name: /^Fremmøde for/ });
  const many = await seats.count();
  for (let at = 0; at < many; at += 1) await seats.nth(at).getByText('I salen').click();
  await expect
    .poll(async () => (await read()).attendance.map((one) => one.presence), { timeout: 15_000 })
    .toEqual(Array.from({ length: many }, () => 'room'));
  await expect(chair.getByText('Mødet er beslutningsdygtigt.')).toBeVisible();
  await expect(member.getByText('Mødet er beslutningsdygtigt.'), 'the member sees the quorum').toBeVisible();

  // The secretary's page has not heard of the chair's last act when its own is sent: it is read anew and goes through.
  await secretary.route(
    `**${api}/meetings/*/items`,
    (route) => route.continue({ headers: { ...route.request().headers(), 'if-match': '"1"' } }),
    { times: 1 },
  );
  await secretary.getByRole('button', { name: 'Tilføj punkt' }).click();
  await expect(member.getByRole('heading', { name: 'Halvskrevet' }), 'the agenda comes by itself').toBeVisible();
  await expect(secretary.getByLabel('Nyt punkt')).toHaveValue('');

  // The server is out of reach: a refused item keeps its words, and the page stays.
  await secretary.getByLabel('Nyt punkt').fill('Uden forbindelse');
  await secretary.context().setOffline(true);
  await secretary.getByRole('button', { name: 'Tilføj punkt' }).click();
  await expect(secretary.getByRole('alert')).toContainText('Torv kan ikke nås');
  await expect(secretary.getByLabel('Nyt punkt')).toHaveValue('Uden forbindelse');
  await secretary.context().setOffline(false);
  await secretary.getByRole('button', { name: 'Tilføj punkt' }).click();
  await expect(member.getByRole('heading', { name: 'Uden forbindelse' })).toBeVisible();

  // To the end of the agenda by the keyboard alone: the focus follows the item.
  await chair.getByRole('button', { name: 'Flyt »Halvskrevet« ned' }).press('Enter');
  await expect(chair.getByRole('button', { name: 'Flyt »Halvskrevet« op' })).toBeFocused();
  expect((await read()).items.at(-1)!.title).toBe('Halvskrevet');
});
