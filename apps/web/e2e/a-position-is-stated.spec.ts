import { expect, test } from '@playwright/test';
import { act, origin, seat, type Versioned } from './seats';

const network = () => `${origin()}/n/aalborg-oest`;
const title = 'Åbn kvartershuset om søndagen';

test('a proposal is drafted, placed and answered in the browser; nobody loses what they type', async ({ browser }) => {
  const chair = await seat(browser, 'chair', 1280);
  const facilitator = await seat(browser, 'facilitator', 1280);
  const municipality = await seat(browser, 'member.municipality', 390);
  const civil = await seat(browser, 'member.civil', 1280);
  const meeting = await act<Versioned>(chair, 'POST', '/meetings', {
    body: 'styregruppen',
    title: 'Styregruppemøde',
    startsAt: '2031-01-15T15:00:00+01:00',
    endsAt: '2031-01-15T17:00:00+01:00',
    call: true,
  });

  await test.step('the facilitator drafts it for an initiative and places it in the same act', async () => {
    const query = `body=styregruppen&meeting=${meeting.id}&initiative=velkomstpakker`;
    await facilitator.goto(`${network()}/proposals/new?${query}`);
    await expect(facilitator.getByText('bliver den knyttet til')).toBeVisible();
    await facilitator.getByRole('button', { name: 'Sæt på dagsordenen' }).click();
    await expect(facilitator.locator('[name=title]'), 'focus goes to what is missing').toBeFocused();
    await facilitator.locator('[name=title]').fill(title);
    await facilitator.locator('[name=text]').fill('Det foreslås, at huset er åbent fra 10 til 16.');
    await facilitator.getByRole('button', { name: 'Sæt på dagsordenen' }).click();
    await expect(facilitator.getByRole('heading', { name: title })).toBeVisible();
    await expect(facilitator.getByText('0 af 4 har taget stilling')).toBeVisible();
    await expect(facilitator.getByText('Kun den, der har bemyndigelse')).toBeVisible();
  });
  const id = facilitator.url().split('/').pop()!;
  const linked = await act<{ proposals: { id: string }[] }>(facilitator, 'GET', '/initiatives/velkomstpakker', null);
  expect(linked.proposals.map((one) => one.id)).toContain(id);

  await test.step('two clicks from Home state a position; the other sees it and types on', async () => {
    await municipality.getByRole('link', { name: title }).first().click();
    await municipality.getByRole('button', { name: 'Tiltræder med forbehold' }).click();
    const words = municipality.locator('[name=words]');
    await expect(words).toBeFocused();
    await words.fill('Med forbehold for udvalgets');
    await civil.getByRole('link', { name: title }).first().click();
    await civil.getByRole('button', { name: 'Tiltræder', exact: true }).click();
    await expect(civil.getByRole('heading', { name: 'Lokale foreninger har taget stilling' })).toBeVisible();
    await expect(municipality.getByText('1 af 4 har taget stilling'), 'without a reload').toBeVisible();
    await expect(municipality.getByText('Lokale foreninger tiltræder »')).toBeVisible();
    await expect(words).toHaveValue('Med forbehold for udvalgets');
    await expect(words).toBeFocused();
  });

  await test.step('a text that changes under the reader says so, and no position is taken on it unread', async () => {
    await facilitator.getByRole('link', { name: 'Ret', exact: true }).click();
    await facilitator.locator('[name=text]').fill('Det foreslås, at huset er åbent fra 12 til 16.');
    await facilitator.getByRole('button', { name: 'Gem ændringerne' }).click();
    await expect(municipality.getByText('Teksten er ændret, siden du åbnede siden')).toBeVisible();
    await municipality.getByRole('button', { name: 'Afgiv stillingtagen' }).click();
    await expect(municipality.locator('[name=words]')).toHaveValue('Med forbehold for udvalgets');
    await municipality.getByRole('button', { name: 'Jeg har læst den nye tekst' }).click();
    await municipality.locator('[name=words]').fill('Med forbehold for udvalgets godkendelse.');
    await municipality.getByRole('button', { name: 'Afgiv stillingtagen' }).click();
    await expect(civil.getByText('Med forbehold for udvalgets godkendelse.')).toBeVisible();
    await expect(civil.getByText('Taget på en tidligere tekst')).toBeVisible();
    await expect(civil.getByRole('button', { name: 'Vores stillingtagen står' })).toBeVisible();
  });

  await test.step('two who edit at once both keep their words', async () => {
    const now = await act<Versioned>(chair, 'GET', `/proposals/${id}`, null);
    await facilitator.goto(`${network()}/proposals/${id}/edit`);
    await facilitator.locator('[name=text]').fill('Det foreslås, at huset er åbent hele søndagen.');
    await act(chair, 'PATCH', `/proposals/${id}`, { title: 'Søndagsåbent', text: 'Fra 13 til 16.' }, now.version);
    await expect(facilitator.locator('[name=title]'), 'taken over').toHaveValue('Søndagsåbent');
    await expect(facilitator.locator('[name=text]')).toHaveValue('Det foreslås, at huset er åbent hele søndagen.');
    await expect(facilitator.getByText('Fra 13 til 16.'), 'the other words are there to compare').toBeVisible();
    await facilitator.getByRole('button', { name: 'Gem ændringerne' }).click();
    await expect(civil.getByText('åbent hele søndagen').first()).toBeVisible();
  });
  for (const page of [municipality, civil]) {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over).toBeLessThanOrEqual(0);
  }
});

test('a draft whose placing is refused still stands, and its page says what was refused', async ({ browser }) => {
  const facilitator = await seat(browser, 'facilitator', 390);
  const meeting = await act<Versioned>(facilitator, 'POST', '/meetings', {
    body: 'styregruppen',
    title: 'Ekstraordinært møde',
    startsAt: '2031-02-15T15:00:00+01:00',
    endsAt: '2031-02-15T17:00:00+01:00',
  });
  const detail = 'Mødet er slut eller aflyst.';
  await facilitator.route('**/placement', (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      json: { type: 'about:blank', title: 'Over', status: 409, code: 'MEETINGS.OVER', detail },
    }),
  );
  await facilitator.goto(`${network()}/proposals/new?meeting=${meeting.id}`);
  await facilitator.locator('[name=title]').fill('Ny vagtordning');
  await facilitator.locator('[name=text]').fill('Det foreslås, at vagtordningen bliver fælles.');
  await facilitator.getByRole('button', { name: 'Sæt på dagsordenen' }).click();
  await expect(facilitator.getByRole('heading', { name: 'Ny vagtordning' })).toBeVisible();
  await expect(facilitator.getByRole('alert')).toContainText(detail);
  await facilitator.unroute('**/placement');
  await facilitator.getByRole('combobox', { name: 'Møde' }).selectOption(meeting.id);
  await facilitator.getByRole('button', { name: 'Sæt på dagsordenen' }).click();
  await expect(facilitator.getByText('På dagsorden', { exact: true })).toBeVisible();
  await facilitator.getByRole('button', { name: 'Træk tilbage' }).click();
  await facilitator.getByRole('textbox', { name: 'Hvorfor' }).fill('Den bliver skrevet om.');
  await facilitator.getByRole('dialog').getByRole('button', { name: 'Træk tilbage' }).click();
  await expect(facilitator.getByText('Den bliver skrevet om.')).toBeVisible();
  await expect(facilitator.getByRole('heading', { level: 1 }), 'focus is on the page').toBeFocused();
});
