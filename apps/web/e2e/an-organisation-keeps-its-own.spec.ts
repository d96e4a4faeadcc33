import { expect, test } from '@playwright/test';
import { act, origin, seat, type Versioned } from './seats';

const parties = '/n/aalborg-oest/people/parties';

test('an administrator affiliates someone, gives them authority for approval, and ends both', async ({ browser }) => {
  const admin = await seat(browser, 'member.housing', 390);
  const manager = await seat(browser, 'manager', 1280);
  await manager.goto(`${origin()}${parties}/himmerland`);
  await expect(manager.locator('h1')).toHaveText('Himmerland Boligforening');
  // Whoever does not administer it is offered nothing of the kind.
  await expect(manager.getByRole('button', { name: 'Tilknyt en person' })).toHaveCount(0);
  await expect(manager.getByRole('link', { name: 'Giv bemyndigelse' })).toHaveCount(0);

  await admin.goto(`${origin()}${parties}`);
  await admin.getByRole('searchbox', { name: 'Søg' }).fill('himmer');
  await admin.getByRole('link', { name: /Himmerland/ }).click();
  await admin.getByRole('button', { name: 'Tilknyt en person' }).click();
  await admin.getByRole('searchbox', { name: /Find en person/ }).fill('områdechef');
  await admin.getByRole('radio', { name: /Områdechef/ }).check();
  await admin.getByRole('button', { name: 'Tilknyt', exact: true }).click();
  await expect(admin.getByRole('status').filter({ hasText: 'handler nu for' })).toBeVisible();
  // The other one's page follows, without reload.
  await expect(manager.getByText('Din organisation')).toBeVisible();

  await admin.getByRole('link', { name: 'Giv bemyndigelse' }).click();
  await admin.getByRole('button', { name: 'Giv bemyndigelse' }).click();
  await expect(admin.getByText('Vælg, hvem der får bemyndigelsen.')).toBeVisible();
  await expect(admin.getByLabel('Til hvem')).toBeFocused();
  await admin.getByLabel('Til hvem').selectOption({ label: 'Områdechef, Aalborg Kommune' });
  await admin.getByLabel('Godkendelse i egen organisation').selectOption({ index: 1 });
  await admin.getByLabel('Hvor det står').fill('Bestyrelsens referat, punkt 4');
  await admin.getByRole('button', { name: 'Giv bemyndigelse' }).click();
  await expect(admin.getByText('efter: Bestyrelsens referat, punkt 4')).toBeVisible();
  await expect(admin.getByText(/Med forbehold for godkendelse: Organisationsbestyrelsen/)).toBeVisible();
  await expect(manager.getByText('efter: Bestyrelsens referat, punkt 4')).toBeVisible();

  // Withdrawn, and taken back at once.
  await admin.getByRole('button', { name: /Træk bemyndigelsen fra Områdechef/ }).click();
  await expect(admin.getByText('efter: Bestyrelsens referat, punkt 4')).toHaveCount(0);
  await admin.getByRole('button', { name: 'Fortryd' }).click();
  await expect(admin.getByText('efter: Bestyrelsens referat, punkt 4')).toBeVisible();

  // The only administrator is warned before anything is taken away.
  await admin.getByRole('button', { name: /Fjern Medlem for Himmerland Boligforening som administrator/ }).click();
  await expect(admin.getByText(/er den eneste administrator/)).toBeVisible();
  await admin.getByRole('button', { name: 'Fortryd' }).last().click();
  await expect(admin.getByText(/er den eneste administrator/)).toHaveCount(0);

  // What falls vacant stands there before; ending it takes the authority along, and can be undone.
  await admin.getByRole('link', { name: /Afslut tilknytningen for Områdechef/ }).click();
  await expect(admin.getByText('Bemyndigelsen til at tage stilling for Himmerland Boligforening')).toBeVisible();
  await admin.getByRole('button', { name: 'Afslut tilknytningen nu' }).click();
  await expect(admin).toHaveURL(/parties\/himmerland$/);
  await expect(admin.getByText('efter: Bestyrelsens referat, punkt 4')).toHaveCount(0);
  await expect(manager.getByText('Din organisation')).toHaveCount(0);
  await admin.getByRole('button', { name: 'Fortryd' }).click();
  await expect(admin.getByText('efter: Bestyrelsens referat, punkt 4')).toBeVisible();
});

test('the facilitator takes an estate up by keyboard alone, and a doubtful CVR number only warns', async ({
  browser,
}) => {
  const page = await seat(browser, 'facilitator', 1280);
  await page.goto(`${origin()}${parties}`);
  await page.getByRole('link', { name: 'Optag en part' }).press('Enter');
  await page.getByLabel('Navn').fill('Afdelingen på Kanten');
  await page.getByLabel('Sektor').selectOption('housing');
  await page.getByLabel('Hvad den er').selectOption('estate');
  await page.getByText('Kontakt, numre og områder').press('Enter');
  await page.getByLabel('CVR-nummer').fill('12 34 56 78');
  await expect(page.getByText(/stemmer ikke med CVR-registrets kontrolciffer/)).toBeVisible();
  await page.getByRole('button', { name: 'Optag parten' }).press('Enter');
  await expect(page.getByText('En boligafdeling hører under sin boligorganisation. Vælg den.')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Alabu' }).press('Space');
  await page.getByRole('button', { name: 'Optag parten' }).press('Enter');
  await expect(page).toHaveURL(/parties\/afdelingen-paa-kanten$/);
  await expect(page.getByRole('link', { name: 'Alabu' })).toBeVisible();
  await expect(page.getByText('12345678')).toBeVisible();
});

test('of two together the first word waits, and the second confirms it in one tap', async ({ browser }) => {
  const housing = await seat(browser, 'member.housing', 390);
  const chair = await seat(browser, 'chair', 390);
  interface Detail extends Versioned {
    people: { personId: string; name: string }[];
    authorities: { id: string; personName: string; subject: string }[];
  }
  const path = '/organisations/himmerland';
  const now = () => act<Detail>(housing, 'GET', path, undefined);
  const before = await now();
  const own = before.authorities.filter(
    (one) => one.personName.startsWith('Medlem for') && one.subject === 'positions',
  );
  for (const one of own) await act(housing, 'POST', `${path}/authorities/${one.id}/end`, {}, (await now()).version);
  for (const name of ['Medlem for Himmerland Boligforening', 'Forperson, Styregruppen']) {
    const personId = before.people.find((one) => one.name === name)!.personId;
    const given = { personId, subjects: ['positions'], givenBy: 'Vedtægten: to i forening', together: true };
    await act(housing, 'POST', `${path}/authorities`, given, (await now()).version);
  }
  const meeting = await act<Versioned>(chair, 'POST', '/meetings', {
    body: 'styregruppen',
    title: 'To i forening',
    startsAt: '2033-05-15T15:00:00+02:00',
    endsAt: '2033-05-15T17:00:00+02:00',
    call: true,
  });
  const facilitator = await seat(browser, 'facilitator', 1280);
  const draft = await act<Versioned>(facilitator, 'POST', '/proposals', {
    body: 'styregruppen',
    title: 'Fælles værksted',
    text: 'Styregruppen åbner et fælles værksted.',
    goals: [],
  });
  await act(facilitator, 'POST', `/proposals/${draft.id}/placement`, { meetingId: meeting.id }, draft.version);

  const page = `${origin()}/n/aalborg-oest/proposals/${draft.id}`;
  await Promise.all([housing.goto(page), chair.goto(page)]);
  await expect(chair.getByText('Du kan kun tage stilling sammen med en anden.')).toBeVisible();
  await chair.getByRole('button', { name: 'Tiltræder', exact: true }).click();
  await expect(chair.getByText('Du har sagt det første ord.', { exact: false })).toBeVisible();
  // The second one sees it without reload.
  await housing.getByRole('button', { name: 'Bekræft' }).click();
  await expect(
    housing.getByText('Medlem for Himmerland Boligforening og Forperson, Styregruppen i forening'),
  ).toBeVisible();
  await expect(chair.getByText('efter bemyndigelse: Vedtægten: to i forening', { exact: false })).toBeVisible();
});
