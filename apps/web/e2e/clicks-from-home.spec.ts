import { expect, type Locator, test } from '@playwright/test';
import { isSound } from './is-sound';
import { act, seat, type Versioned } from './seats';

const title = 'Fælles sommerprogram';

/** Presses things and counts; typing and choosing in a form are no clicks. */
function counted(): { press: (target: Locator) => Promise<void>; clicks: () => number } {
  let clicks = 0;
  return {
    press: async (target) => {
      clicks += 1;
      await target.first().click();
    },
    clicks: () => clicks,
  };
}

test('from Home: the pack in one click, a position in two, a decision with owner and deadline in three, an agreed one in three', async ({
  browser,
}) => {
  const chair = await seat(browser, 'chair', 1280);
  const municipality = await seat(browser, 'member.municipality', 1280);
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const meeting = await act<Versioned>(chair, 'POST', '/meetings', {
    body: 'styregruppen',
    title: 'Møde om sommeren',
    startsAt: inHours(1),
    endsAt: inHours(3),
    items: [{ title: 'Godkendelse af dagsorden', kind: 'decision', minutes: 5 }],
    call: true,
  });
  const text = 'Det foreslås, at parterne holder et fælles sommerprogram.';
  const draft = await act<Versioned>(chair, 'POST', '/proposals', { body: 'styregruppen', title, text });
  await act(chair, 'POST', `/proposals/${draft.id}/placement`, { meetingId: meeting.id }, draft.version);

  const position = counted();
  await position.press(municipality.getByRole('link', { name: title }));
  await position.press(municipality.getByRole('button', { name: 'Tiltræder', exact: true }));
  await expect(municipality.getByText('Aalborg Kommune har taget stilling')).toBeVisible();
  expect(position.clicks(), 'state a position').toBe(2);

  await municipality.goto(municipality.url().replace(/\/proposals.*/, ''));
  const pack = counted();
  await pack.press(municipality.getByRole('link', { name: 'Møde om sommeren' }));
  await expect(municipality.getByText(text), 'what is to be decided is read on the meeting itself').toBeVisible();
  expect(pack.clicks(), 'read the pack').toBe(1);

  const called = await act<Versioned>(chair, 'GET', `/meetings/${meeting.id}`, null);
  const path = `/meetings/${meeting.id}`;
  const opened = await act<Versioned & { attendance: { seatId: string }[] }>(
    chair,
    'POST',
    `${path}/transitions`,
    { to: 'open' },
    called.version,
  );
  const seats = opened.attendance.map(({ seatId }) => ({ seatId, presence: 'room' }));
  await act(chair, 'PUT', `${path}/attendance`, { seats }, opened.version);
  const deciding = counted();
  await deciding.press(chair.getByRole('link', { name: 'Møde om sommeren' }));
  await deciding.press(
    chair.getByRole('listitem').filter({ hasText: title }).getByRole('link', { name: 'Træf beslutning' }),
  );
  await chair.getByLabel('Begrundelse').fill('Alle vil være med.');
  await chair.getByLabel('Kort fortalt').fill('Der kommer et fælles sommerprogram.');
  await chair.getByLabel('Ansvarlig').selectOption({ label: 'Aalborg Kommune' });
  await chair.getByLabel('Hvad skal gøres').fill('Samle programmet');
  await chair.getByLabel('Frist').fill('2030-05-01');
  await deciding.press(chair.getByRole('button', { name: 'Før til beslutningsloggen' }));
  await expect(chair.getByText('er ført til loggen')).toBeVisible();
  expect(deciding.clicks(), 'record a decision').toBe(3);

  await chair.goto(chair.url().replace(/\/decisions.*/, ''));
  const agreeing = counted();
  await agreeing.press(chair.getByRole('link', { name: 'Møde om sommeren' }));
  await agreeing.press(chair.getByRole('button', { name: 'Ingen indvendinger' }));
  await expect(chair.getByText(/Vedtaget ved konsent: [34] tiltræder, ingen har indvendinger/)).toBeVisible();
  await isSound(chair, 'what nobody objecting would record');
  await agreeing.press(chair.getByRole('button', { name: 'Før til beslutningsloggen' }));
  await expect(chair.getByText('er ført til loggen')).toBeVisible();
  expect(agreeing.clicks(), 'record that nobody objected').toBe(3);

  await municipality.goto(municipality.url().replace(/\/meetings.*/, ''));
  await expect(municipality.getByText('Der kommer et fælles sommerprogram.'), 'since last visit: none').toBeVisible();
  await expect(municipality.getByText('Samle programmet'), 'my actions: none').toBeVisible();
  await municipality.getByRole('link', { name: 'Vis i loggen' }).click();
  await expect(municipality.getByRole('button', { name: 'Nyt siden mit sidste besøg' })).toBeVisible();
  await expect(municipality.getByRole('link', { name: title })).toBeVisible();
});

test('from Home on a phone: two taps to a decision that binds my organisation, and it prints on two sides', async ({
  browser,
}) => {
  const member = await seat(browser, 'member.housing', 390);
  const finding = counted();
  await finding.press(member.getByRole('link', { name: 'Binder os' }));
  await expect(member.getByRole('link', { name: 'Binder os' })).toHaveAttribute('aria-current', 'page');
  await isSound(member, 'what binds us');
  await finding.press(member.getByRole('link', { name: /sociale klausuler/ }));
  await expect(member.getByRole('heading', { level: 1, name: /sociale klausuler/ })).toBeVisible();
  await expect(member.getByText('Himmerland Boligforening').first()).toBeVisible();
  expect(finding.clicks(), 'what binds us').toBe(2);

  await expect(member.getByRole('heading', { name: 'Begrundelse' })).toBeVisible();
  const printed = (await member.pdf({ preferCSSPageSize: true })).toString('latin1');
  const sides = printed.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  expect(sides, 'sides of A4').toBeGreaterThan(0);
  expect(sides, 'sides of A4').toBeLessThanOrEqual(2);
});

test('words are found though they are misspelt, and what they find is kept as a view, renamed, deleted and taken back', async ({
  browser,
}) => {
  const page = await seat(browser, 'member.civil', 1280);
  await page.getByRole('link', { name: 'Beslutninger', exact: true }).click();
  await page.getByLabel('Søg i beslutninger').fill('velkomstpakker rundvisnign');
  await page.getByRole('button', { name: 'Søg', exact: true }).click();
  await page.getByRole('button', { name: 'Mente du »velkomstpakker rundvisning«?' }).click();
  await expect(page.locator('mark').first()).toHaveText('Velkomstpakker');
  await page.getByText('Flere filtre').click();
  await page.getByLabel('Udfald').selectOption('adopted');
  await expect(page.getByText('1 beslutning', { exact: true })).toBeVisible();
  await isSound(page, 'what was searched for, with its filters');
  await page.getByRole('button', { name: 'Fjern filteret: Vedtaget' }).click();
  await expect(page.getByText('2 beslutninger', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Gem visning' }).click();
  await page.getByLabel('Navn').fill('Nye familier');
  await page.getByRole('button', { name: 'Gem', exact: true }).click();
  const view = page.getByRole('link', { name: 'Nye familier', exact: true });
  await expect(view).toHaveAttribute('aria-current', 'page');
  await page.getByRole('link', { name: 'Alle', exact: true }).click();
  await view.click();
  await page.getByRole('button', { name: 'Omdøb visningen' }).click();
  await page.getByLabel('Navn').fill('Velkomst');
  await page.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Velkomst', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Slet visningen' }).click();
  await expect(page.getByRole('link', { name: 'Velkomst', exact: true })).toBeHidden();
  await page.getByRole('button', { name: 'Fortryd' }).click();
  await expect(page.getByRole('link', { name: 'Velkomst', exact: true })).toBeVisible();
});
