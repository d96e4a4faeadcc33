import { expect, test } from '@playwright/test';
import { act, api, origin, seat, type Versioned } from './seats';

test('a decision made by one stands at once on the other screen, with its reservation and its receipt', async ({
  browser,
}) => {
  const chair = await seat(browser, 'chair', 1280);
  const facilitator = await seat(browser, 'facilitator', 1280);
  const municipality = await seat(browser, 'member.municipality', 1280);
  const civil = await seat(browser, 'member.civil', 390);

  const meeting = await act<Versioned>(chair, 'POST', '/meetings', {
    body: 'styregruppen',
    title: 'Styregruppemøde',
    startsAt: '2030-01-15T15:00:00+01:00',
    endsAt: '2030-01-15T17:00:00+01:00',
    call: true,
  });
  const title = 'Start "Inddragelse i forarbejdet til Grøn Arena"';
  const draft = await act<Versioned>(facilitator, 'POST', '/proposals', {
    body: 'styregruppen',
    title,
    text: 'Styregruppen starter indsatsen og beder partnerne give deres bidrag.',
    goals: ['sammenhaeng-med-byen', 'staerkt-civilsamfund'],
  });
  const initiative = await act<Versioned>(facilitator, 'GET', '/initiatives/groen-arena-inddragelse', null);
  await act(
    facilitator,
    'POST',
    '/initiatives/groen-arena-inddragelse/proposals',
    { proposalId: draft.id },
    initiative.version,
  );
  const proposal = await act<Versioned>(
    facilitator,
    'POST',
    `/proposals/${draft.id}/placement`,
    { meetingId: meeting.id },
    draft.version,
  );

  await expect(municipality.getByText(title).first(), 'the need appears without a reload').toBeVisible();
  await municipality.screenshot({ path: 'test-results/walk/needs-you-1280.png', fullPage: true });
  await civil.screenshot({ path: 'test-results/walk/needs-you-390.png', fullPage: true });

  const reservation = 'Med forbehold for udvalgets godkendelse af timerne.';
  await act(
    municipality,
    'POST',
    `/proposals/${draft.id}/positions`,
    { organisation: 'aalborg-kommune', stance: 'reserve', text: reservation },
    proposal.version,
  );
  await act(
    civil,
    'POST',
    `/proposals/${draft.id}/positions`,
    { organisation: 'lokale-foreninger', stance: 'endorse' },
    proposal.version,
  );
  const linked = await act<Versioned>(municipality, 'GET', '/initiatives/groen-arena-inddragelse', null);
  await act(
    municipality,
    'POST',
    '/initiatives/groen-arena-inddragelse/commitments',
    {
      organisation: 'aalborg-kommune',
      kind: 'staff-hours',
      amount: 6,
      from: '2030-02-01',
      until: '2030-12-31',
    },
    linked.version,
  );

  interface Live extends Versioned {
    attendance: { seatId: string }[];
    items: { id: string; subject: unknown }[];
  }
  const called = await act<Live>(chair, 'GET', `/meetings/${meeting.id}`, null);
  const opened = await act<Live>(chair, 'POST', `/meetings/${meeting.id}/transitions`, { to: 'open' }, called.version);
  const seats = opened.attendance.map((one) => ({ seatId: one.seatId, presence: 'room' }));
  const attended = await act<Live>(chair, 'PUT', `/meetings/${meeting.id}/attendance`, { seats }, opened.version);
  const decision = await act<{ number: string }>(
    chair,
    'POST',
    '/decisions',
    {
      meetingId: meeting.id,
      itemId: attended.items.find((item) => item.subject)!.id,
      outcome: 'adopted',
      rationale: 'Alle parter vil have beboerne med fra begyndelsen.',
      summary: 'Beboerne bliver spurgt, før Grøn Arena bliver tegnet.',
      visibility: 'public',
      followUp: { organisation: 'aalborg-kommune', task: 'Finde en medarbejder til indsatsen', due: '2030-02-15' },
    },
    attended.version,
  );

  await expect(
    civil.getByText('Beboerne bliver spurgt, før Grøn Arena bliver tegnet.').first(),
    'it stands under since your last visit',
  ).toBeVisible();
  await expect(
    municipality.getByText('Finde en medarbejder til indsatsen').first(),
    'the follow-up is owed',
  ).toBeVisible();
  await municipality.screenshot({ path: 'test-results/walk/home-after-1280.png', fullPage: true });
  await civil.screenshot({ path: 'test-results/walk/home-after-390.png', fullPage: true });

  for (const page of [municipality, civil]) {
    await page.goto(`${origin()}/n/aalborg-oest/decisions`);
    await page.getByRole('link', { name: title }).first().click();
    await expect(page.getByText(reservation).first(), 'the reservation stands with the decision').toBeVisible();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over).toBeLessThanOrEqual(0);
    await page.screenshot({ path: `test-results/walk/decision-${page.viewportSize()!.width}.png`, fullPage: true });
  }
  const receipt = await municipality.request.get(`${origin()}${api}/decisions/${decision.number}/receipt`);
  expect(await receipt.text()).toContain('c2sp.org/tlog-proof@v1');
  await civil.goto(`${origin()}/p/aalborg-oest/decisions/${decision.number}`);
  await expect(civil.getByText('Beboerne bliver spurgt').first(), 'it is on the public portal').toBeVisible();
});
