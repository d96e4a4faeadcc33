import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { act, origin, seat, type Versioned } from './seats';

// From nothing to a body that meets: the facilitator sets it up, an organisation fills its seat and its person signs, and
// a decision gives its mandate force. On a phone and on a desk.

const network = () => `${origin()}/n/aalborg-oest`;

/** Nothing runs out of the page, and whoever does not see it can use it. */
async function isWellMade(page: Page, what: string): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, `${what} runs out of the page`).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(
    violations.map((one) => `${what}: ${one.id} at ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`),
  ).toEqual([]);
}

for (const width of [390, 1280]) {
  test(`a body is set up, filled, signed for and given its mandate, at ${width} px`, async ({ browser }) => {
    const name = `Følgegruppe for pladsen ${width}`;
    const facilitator = await seat(browser, 'facilitator', width);
    await facilitator.goto(`${network()}/people`);
    await facilitator.getByRole('link', { name: 'Opret et forum' }).click();
    await facilitator.getByRole('button', { name: 'Opret forummet' }).click();
    await expect(facilitator.getByText('Skriv et navn.')).toBeVisible();
    await expect(facilitator.getByLabel('Navn', { exact: true })).toBeFocused();
    await facilitator.getByLabel('Navn', { exact: true }).fill(name);
    await facilitator.getByLabel('Formål', { exact: true }).fill('Gruppen følger, hvad der sker på pladsen.');
    await facilitator.getByLabel('Hører under').selectOption({ label: 'Styregruppen for Center for Samskabelse' });
    await facilitator.getByRole('checkbox', { name: 'Den, der sidder her, skal skrive under' }).check();
    await facilitator.getByRole('checkbox', { name: 'Himmerland Boligforening' }).check();
    await expect(facilitator.getByText('Kommune: mangler')).toBeVisible();
    await facilitator.getByRole('checkbox', { name: 'Aalborg Kommune', exact: true }).check();
    await expect(facilitator.getByText('Kommune: med')).toBeVisible();
    await expect(facilitator.getByLabel('Stemmeberettigede organisationer, der skal være til stede')).toHaveValue('2');
    await isWellMade(facilitator, 'the form');
    await facilitator.getByRole('button', { name: 'Opret forummet' }).click();
    await expect(facilitator.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(facilitator.getByText('Gælder foreløbigt')).toBeVisible();
    await isWellMade(facilitator, 'the new body');
    const address = facilitator.url();

    const manager = await seat(browser, 'manager', width);
    await manager.goto(address);
    await manager.getByRole('button', { name: 'Besæt: Aalborg Kommune' }).click();
    await manager.getByLabel('Person', { exact: true }).selectOption({ label: 'Områdechef, Aalborg Kommune' });
    await manager.getByRole('button', { name: 'Gem', exact: true }).click();
    await expect(manager.getByText('Områdechef, Aalborg Kommune').first()).toBeVisible();
    await expect(manager.getByRole('button', { name: 'Jeg skriver under' })).toBeVisible();
    await expect(manager.getByText('Du er medlem')).toHaveCount(0);
    await isWellMade(manager, 'the body that asks');
    await manager.getByRole('button', { name: 'Jeg skriver under' }).click();
    await expect(manager.getByText('Du er medlem')).toBeVisible();
    // What one person did appears to the others without reload.
    await expect(facilitator.getByText('Områdechef, Aalborg Kommune').first()).toBeVisible();

    await manager.getByRole('button', { name: /^Stedfortræder: / }).click();
    await manager.getByText('Suppleant', { exact: true }).click();
    await manager.getByRole('button', { name: 'Udpeg' }).click();
    await expect(manager.getByText('Suppleant: Bestyrelsesmedlem for Aalborg Kommune')).toBeVisible();

    await facilitator.getByRole('button', { name: 'Skriv udkast til næste version' }).click();
    await facilitator.getByLabel('Møder om året').fill('9');
    await facilitator.getByRole('button', { name: 'Gem', exact: true }).click();
    await expect(facilitator.getByText('Et udkast venter på en beslutning')).toBeVisible();
    await isWellMade(facilitator, 'the body with a draft');

    const chair = await seat(browser, 'chair', width);
    const number = await decide(chair);
    await chair.goto(`${network()}/decisions/${number}`);
    await chair.getByRole('button', { name: `Beslutningen vedtager ${name}, version 2` }).click();
    await expect(chair.getByRole('link', { name: `Beslutningen vedtog ${name}, version 2` })).toBeVisible();
    await isWellMade(chair, 'the decision');
    await expect(facilitator.getByText('Vedtaget ved')).toBeVisible();
    await expect(facilitator.getByRole('link', { name: number })).toBeVisible();
    await expect(facilitator.getByText('Det mødes 9 gange om året.')).toBeVisible();
    for (const page of [facilitator, manager, chair]) await page.context().close();
  });
}

/** The steering group adopts something, whatever it is. @returns the decision's number */
async function decide(chair: Page): Promise<string> {
  interface Meeting extends Versioned {
    attendance: { seatId: string }[];
    items: { id: string }[];
  }
  const called = await act<Meeting>(chair, 'POST', '/meetings', {
    body: 'styregruppen',
    title: 'Møde om rammer',
    startsAt: '2031-01-15T15:00:00+01:00',
    endsAt: '2031-01-15T17:00:00+01:00',
    items: [{ title: 'Følgegruppens rammer', kind: 'decision', minutes: 10 }],
    call: true,
  });
  const path = `/meetings/${called.id}`;
  const opened = await act<Meeting>(chair, 'POST', `${path}/transitions`, { to: 'open' }, called.version);
  const seats = opened.attendance.map(({ seatId }) => ({ seatId, presence: 'room' }));
  const attended = await act<Meeting>(chair, 'PUT', `${path}/attendance`, { seats }, opened.version);
  const made = await act<{ number: string }>(
    chair,
    'POST',
    '/decisions',
    {
      meetingId: called.id,
      itemId: attended.items[0]!.id,
      outcome: 'adopted',
      text: 'Følgegruppens rammer er vedtaget.',
      rationale: 'Gruppen har brug for dem.',
      summary: 'Følgegruppen har fået sine rammer.',
      visibility: 'network',
    },
    attended.version,
  );
  return made.number;
}
