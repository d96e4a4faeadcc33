import { expect, test } from '@playwright/test';
import { isSound } from './is-sound';
import { act, origin, seat, type Versioned } from './seats';

const title = 'Stiforbindelse gennem Humlebakken';

test('an estate meeting declines: the screen says who is bound, who is not, and what goes back to the board', async ({
  browser,
}) => {
  const chair = await seat(browser, 'chair', 1280);
  const housing = await seat(browser, 'member.housing', 1280);
  const estate = await seat(browser, 'estate.chair', 390);
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const called = await act<Versioned>(chair, 'POST', '/meetings', {
    body: 'styregruppen',
    title: 'Møde om stien',
    startsAt: inHours(1),
    endsAt: inHours(2),
    visibility: 'network',
    items: [{ title: 'Godkendelse af dagsorden', kind: 'decision', minutes: 5 }],
    call: true,
  });
  const text = 'Der anlægges en sti gennem boligafdelingen ved Humlebakken.';
  const draft = await act<Versioned>(chair, 'POST', '/proposals', { body: 'styregruppen', title, text });
  const path = `/meetings/${called.id}`;
  await act(chair, 'POST', `/proposals/${draft.id}/placement`, { meetingId: called.id }, draft.version);
  const { version } = await act<Versioned>(chair, 'GET', `/proposals/${draft.id}`, null);
  const endorse = { organisation: 'himmerland', stance: 'endorse' };
  await act(housing, 'POST', `/proposals/${draft.id}/positions`, endorse, version);
  const now = await act<Versioned>(chair, 'GET', path, null);
  const opened = await act<Versioned & { attendance: { seatId: string }[] }>(
    chair,
    'POST',
    `${path}/transitions`,
    { to: 'open' },
    now.version,
  );
  const seats = opened.attendance.map(({ seatId }) => ({ seatId, presence: 'room' }));
  const held = await act<Versioned & { items: { id: string; subject: { id: string } | null }[] }>(
    chair,
    'PUT',
    `${path}/attendance`,
    { seats },
    opened.version,
  );
  const itemId = held.items.find((one) => one.subject?.id === draft.id)!.id;
  const decision = { meetingId: called.id, itemId, outcome: 'adopted', visibility: 'network', noObjections: true };
  const { number } = await act<{ number: string }>(chair, 'POST', '/decisions', decision, held.version);

  // The chair asks the estate, which has no seat at the table.
  await chair.goto(`${origin()}/n/aalborg-oest/decisions/${number}`);
  const bound = chair.getByRole('region', { name: 'Hvem er bundet' });
  await expect(bound.getByText('Bundet', { exact: true }).first()).toBeVisible();
  await chair.getByRole('button', { name: 'Bed en organisation godkende' }).click();
  await chair.getByRole('button', { name: 'Bed om godkendelse' }).click();
  await expect(chair.getByText('Vælg en organisation.')).toBeVisible();
  await chair.getByLabel('Organisation', { exact: true }).selectOption({ label: 'Afdelingen ved Humlebakken' });
  await chair.getByLabel('Hvor det besluttes').selectOption({ label: 'Afdelingsmødet' });
  await expect(chair.getByLabel('Svar senest')).toHaveValue('2027-03-10');
  await chair.getByRole('button', { name: 'Bed om godkendelse' }).click();
  await expect(bound.getByText('1 har ikke svaret')).toBeVisible();
  await expect(bound.getByText('Besluttes af Afdelingsmødet senest 10. marts 2027')).toBeVisible();

  // It waits at home for the estate's chair, who says what the meeting decided.
  await estate.goto(`${origin()}/n/aalborg-oest`);
  await estate
    .getByRole('link', { name: new RegExp(title) })
    .first()
    .click();
  await estate.getByRole('button', { name: 'Svar for Afdelingen ved Humlebakken' }).click();
  await isSound(estate, 'answering at 390 px');
  await estate.getByRole('radio', { name: /Afvist/ }).check();
  await estate.getByRole('button', { name: 'Send svaret' }).click();
  await expect(estate.getByText('Skriv en begrundelse eller et forbehold.')).toBeVisible();
  await estate.getByLabel('Hvorfor afvises den?').fill('Stien går gennem vores legeplads.');
  await estate.getByRole('button', { name: 'Send svaret' }).click();
  await expect(estate.getByText('Ikke bundet: har afvist')).toBeVisible();
  await isSound(estate, 'who is bound at 390 px');

  // The chair's page follows without reload: who is bound, who is not, and what goes back.
  await expect(bound.getByText('Ikke bundet: har afvist')).toBeVisible();
  await expect(bound.getByText('1 har afvist')).toBeVisible();
  await expect(bound.getByText('Stien går gennem vores legeplads.')).toBeVisible();
  await expect(bound.getByText(/Det går tilbage til forummet: Afdelingen ved Humlebakken/)).toBeVisible();
  await isSound(chair, 'what goes back at 1280 px');
  await chair.goto(`${origin()}/n/aalborg-oest`);
  await chair
    .getByRole('link', { name: /Afdelingen ved Humlebakken har afvist: tag det op igen/ })
    .filter({ hasText: title })
    .click();
  await chair.getByRole('button', { name: 'Tag det op igen' }).click();
  await expect(chair.locator('h1')).toHaveText(`Genoptagelse: ${title}`);
  await expect(chair.getByText(/har afvist: Stien går gennem vores legeplads\./)).toBeVisible();
  await chair.goBack();
  await expect(bound.getByRole('link', { name: `Genoptagelse: ${title}` })).toBeVisible();
  await expect(chair.getByRole('button', { name: 'Tag det op igen' })).toHaveCount(0);
});
