import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { act, seat, type Versioned } from './seats';
import { demoPassword } from './start-torv';

const network = '/n/aalborg-oest';
const screens: [string, string][] = [
  ['home', network],
  ['decisions', `${network}/decisions`],
  ['meetings', `${network}/meetings`],
  ['goals', `${network}/goals`],
  ['goal', `${network}/goals/sammenhaeng-med-byen`],
  ['initiatives', `${network}/initiatives`],
  ['initiative without a partner', `${network}/initiatives/skolerenovering`],
  ['initiative', `${network}/initiatives/groen-arena-inddragelse`],
  ['people', `${network}/people`],
  ['proposals', `${network}/proposals`],
  ['new proposal', `${network}/proposals/new?body=styregruppen`],
  ['parties', `${network}/people/parties`],
  ['network', `${network}/people/network`],
  ['witnesses', `${network}/people/witnesses`],
  ['party', `${network}/people/parties/himmerland`],
  ['an estate', `${network}/people/parties/afdelingen-humlebakken`],
  ['give authority', `${network}/people/parties/himmerland/authority`],
  ['change a party', `${network}/people/parties/himmerland/edit`],
  ['new party', `${network}/people/parties/new`],
  ['body', `${network}/bodies/styregruppen`],
  ['decisions of a body', `${network}/decisions?body=styregruppen`],
  ['me', '/me'],
  ['privacy', '/privacy'],
  ['decision that an estate meeting declined', `${network}/decisions/styregruppen-2025-9`],
  ['decision that was superseded', `${network}/decisions/styregruppen-2025-1`],
  ['follow-ups', `${network}/decisions/follow-ups?show=owed`],
];

/** Meetings at the points where their pages differ: planned, open with a full agenda, and what is decided there. */
test.beforeAll(async ({ browser }) => {
  interface Meeting extends Versioned {
    attendance: { seatId: string }[];
    items: { id: string }[];
  }
  const chair = await seat(browser, 'chair', 1280);
  const items = [
    { title: 'Velkomst', kind: 'information', minutes: 5, text: 'Kort status på de tre indsatser.' },
    { title: 'Budget for det fælles sekretariat i det kommende år', kind: 'decision', minutes: 30 },
    { title: 'Eventuelt', kind: 'discussion', minutes: 10 },
  ];
  const meeting = { body: 'styregruppen', title: 'Møde om sekretariatet', place: 'Sundheds- og Kvartershuset', items };
  const planned = await act<Meeting>(chair, 'POST', '/meetings', {
    ...meeting,
    startsAt: '2033-01-15T15:00:00+01:00',
    endsAt: '2033-01-15T17:00:00+01:00',
  });
  const called = await act<Meeting>(chair, 'POST', '/meetings', {
    ...meeting,
    startsAt: '2033-02-15T15:00:00+01:00',
    endsAt: '2033-02-15T17:00:00+01:00',
    call: true,
  });
  const path = `/meetings/${called.id}`;
  const opened = await act<Meeting>(chair, 'POST', `${path}/transitions`, { to: 'open' }, called.version);
  const seats = opened.attendance.map(({ seatId }) => ({ seatId, presence: 'room' }));
  const attended = await act<Meeting>(chair, 'PUT', `${path}/attendance`, { seats }, opened.version);
  const noted = {
    meetingId: called.id,
    itemId: attended.items[0]!.id,
    outcome: 'noted',
    text: 'Taget til efterretning.',
    rationale: 'Status er kendt.',
    summary: 'Sekretariatet har fortalt, hvor langt indsatserne er.',
    visibility: 'network',
  };
  await act(chair, 'POST', '/decisions', noted, attended.version);
  await chair.context().close();
  screens.push(
    ['meetings past', `${network}/meetings?when=past&body=styregruppen`],
    ['new meeting', `${network}/meetings/new?body=styregruppen`],
    ['planned meeting', `${network}/meetings/${planned.id}`],
    ['open meeting', `${network}${path}`],
    ['record decision', `${network}/decisions/new?meeting=${called.id}&item=${attended.items[1]!.id}`],
  );
});

/** What the screens show: a draft, and an open proposal with a long reservation, an objection and one still silent. */
test.beforeAll(async ({ browser }) => {
  const chair = await seat(browser, 'chair', 1280);
  const text = 'Det foreslås, at styregruppen starter inddragelsen og beder hver partner give sit bidrag.';
  const draft = await act<Versioned>(chair, 'POST', '/proposals', { body: 'styregruppen', title: 'Fælles vagt', text });
  screens.push(
    ['draft', `${network}/proposals/${draft.id}`],
    ['edit proposal', `${network}/proposals/${draft.id}/edit`],
  );
  const meeting = await act<Versioned>(chair, 'POST', '/meetings', {
    body: 'styregruppen',
    title: 'Styregruppemøde',
    startsAt: '2032-01-15T15:00:00+01:00',
    endsAt: '2032-01-15T17:00:00+01:00',
    call: true,
  });
  const made = await act<Versioned>(chair, 'POST', '/proposals', {
    body: 'styregruppen',
    title: 'Inddragelse i forarbejdet',
    text,
    background: 'Beboerne kender pladsen bedst.',
    goals: ['staerkt-civilsamfund'],
  });
  const path = `/proposals/${made.id}`;
  const { version } = await act<Versioned>(chair, 'POST', `${path}/placement`, { meetingId: meeting.id }, made.version);
  const words = [
    [
      'member.municipality',
      'aalborg-kommune',
      'reserve',
      'Med forbehold for udvalgets godkendelse af timerne. '.repeat(9),
    ],
    ['member.civil', 'lokale-foreninger', 'object', 'Foreningerne er ikke hørt.'],
  ] as const;
  for (const [name, organisation, stance, said] of words) {
    const page = await seat(browser, name, 1280);
    await act(page, 'POST', `${path}/positions`, { organisation, stance, text: said }, version);
    await page.context().close();
  }
  await chair.context().close();
  screens.push(['open proposal', `${network}${path}`]);
});

const origin = () => process.env['TORV_BROWSER_ORIGIN']!;

/** A browser of its own with a language, a theme and a width; every error in its console is kept. */
async function open(
  context: BrowserContext,
  language: string,
  theme: string,
): Promise<{ page: Page; errors: string[] }> {
  await context.addInitScript(
    ([one, two]) => {
      localStorage.setItem('torv_language', one!);
      localStorage.setItem('torv_theme', two!);
    },
    [language, theme],
  );
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  return { page, errors };
}

async function signIn(page: Page, seat: string): Promise<void> {
  await page.goto(`${origin()}/sign-in`);
  await page.locator('input[type=email]').fill(`${seat}@demo.torv.test`);
  await page.locator('input[type=password]').fill(demoPassword);
  await page.locator('button[type=submit]').click();
  await page.waitForURL(/\/n\//);
}

/** The screen has a heading, fits its width, and axe finds nothing. */
async function look(page: Page, what: string): Promise<void> {
  await expect(page.locator('h1').first(), `${what} has a heading`).toBeVisible();
  await expect(page.locator('h1').first(), `${what} is there`).not.toHaveText(
    /findes ikke|does not exist|not found|not here/i,
  );
  await page.waitForLoadState('networkidle');
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, `${what} is wider than the screen`).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(
    violations.map((one) => `${what}: ${one.id} ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`),
  ).toEqual([]);
}

for (const language of ['da', 'en']) {
  for (const theme of ['light', 'dark']) {
    for (const width of [390, 1280]) {
      test(`every screen in ${language}, ${theme}, at ${width} px`, async ({ browser }) => {
        const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
        const { page, errors } = await open(context, language, theme);
        await page.goto(`${origin()}/sign-in`);
        await look(page, 'sign-in');
        await signIn(page, 'chair');
        for (const [what, path] of screens) {
          await page.goto(origin() + path);
          await look(page, what);
          const name = what.replaceAll(' ', '-');
          await page.screenshot({
            path: `test-results/screens/${name}-${language}-${theme}-${width}.png`,
            fullPage: true,
          });
        }
        expect(errors).toEqual([]);
        await context.close();
      });
    }
  }
}

for (const [theme, width] of [
  ['light', 390],
  ['dark', 1280],
] as const) {
  test(`where a position is stated, ${theme}, at ${width} px`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
    const { page, errors } = await open(context, 'da', theme);
    await signIn(page, 'member.housing');
    await page.goto(origin() + screens.find(([what]) => what === 'open proposal')![1]);
    await look(page, 'stances');
    await page.screenshot({ path: `test-results/screens/stances-${theme}-${width}.png`, fullPage: true });
    await page.getByRole('button', { name: 'Kan ikke tiltræde' }).click();
    await page.getByRole('button', { name: 'Afgiv stillingtagen' }).click();
    await expect(page.getByText('Skriv, hvorfor I ikke kan tiltræde.')).toBeVisible();
    await look(page, 'an objection without words');
    expect(errors).toEqual([]);
    await context.close();
  });
}

test('a wrong password is answered with a sentence', async ({ page }) => {
  await page.goto(`${origin()}/sign-in`);
  await page.locator('input[type=email]').fill('chair@demo.torv.test');
  await page.locator('input[type=password]').fill('not the password');
  await page.locator('button[type=submit]').click();
  await expect(page.getByRole('alert')).toContainText(/passer ikke|does not match/);
});

test('what one person decides stands on the public page without signing in', async ({ page }) => {
  await page.goto(`${origin()}/p/aalborg-oest`);
  await look(page, 'the portal');
});
