import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test';
import { behindTorvsBack } from './behind-torvs-back';
import { type Hands, keyboard, pointer } from './hands';
import { origin, seat } from './seats';
import startTorv from './start-torv';
import { verifyLog } from './verify-log';

const pictures = join(__dirname, '../../../test-results/walk');
const title = 'Start "Inddragelse i forarbejdet til Grøn Arena"';
const initiative = 'Inddragelse i forarbejdet til Grøn Arena';
const reservation = 'Med forbehold for udvalgets godkendelse af timerne.';
const summary = 'Beboerne bliver spurgt, før Grøn Arena bliver tegnet.';
const task = 'Finde en medarbejder til indsatsen';

const link = (page: Page, name: string | RegExp): Locator => page.getByRole('link', { name }).first();
/** A link that says this and no more: a place of the frame, a tab of a page. */
const place = (page: Page, name: string): Locator => page.getByRole('link', { name, exact: true }).first();
const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name, exact: true }).first();
const field = (page: Page, name: string | RegExp): Locator =>
  page.locator('#content').getByLabel(name, { exact: true }).first();

/** As high as the page, so that its bars stand at its edges; what was just said would cover what is shown. */
async function stretch(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  const height = await page.evaluate(() => {
    document.querySelector<HTMLElement>('.toasts')?.style.setProperty('display', 'none');
    scrollTo(0, 0);
    return document.documentElement.scrollHeight;
  });
  await page.setViewportSize({ width, height: Math.max(900, height) });
}

/** A page as it looks at both widths, from top to bottom; nothing may stand wider than the screen. */
async function picture(page: Page, name: string): Promise<void> {
  const before = page.viewportSize()!;
  await page.waitForLoadState('networkidle');
  for (const width of [1280, 390]) {
    await stretch(page, width);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over, `${name} fits ${width} px`).toBeLessThanOrEqual(0);
    await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
  }
  await page.evaluate(() => document.querySelector<HTMLElement>('.toasts')?.style.removeProperty('display'));
  await page.setViewportSize(before);
}

/** The walk as one picture, for the README: the meeting, the decision, and a member's phone. */
async function postcard(browser: Browser): Promise<void> {
  const page = await (await browser.newContext({ viewport: { width: 1640, height: 600 } })).newPage();
  const source = (name: string) => `data:image/png;base64,${readFileSync(join(pictures, `${name}.png`), 'base64')}`;
  const shown = [
    ['5-meeting-1280', 640],
    ['6-decision-1280', 640],
    ['3-positions-390', 272],
  ] as const;
  const images = shown.map(
    ([name, width]) =>
      `<div style="width:${width}px;height:540px;overflow:hidden;border:1px solid #cfc8bb;border-radius:8px">
        <img src="${source(name)}" style="width:100%;display:block"></div>`,
  );
  await page.setContent(
    `<body style="margin:0;padding:30px;background:#ece7dd;display:flex;gap:14px">${images.join('')}</body>`,
  );
  await page.screenshot({ path: join(pictures, 'walk.png') });
  await page.context().close();
}

/** The eight steps, from the call of a meeting to a byte that was changed behind Torv's back. */
async function walk(browser: Browser, hands: Hands, show: (page: Page, name: string) => Promise<void>): Promise<void> {
  const chair = await seat(browser, 'chair', 1280);
  const facilitator = await seat(browser, 'facilitator', 1280);
  const housing = await seat(browser, 'member.housing', 1280);
  const municipality = await seat(browser, 'member.municipality', 1280);
  const civil = await seat(browser, 'member.civil', 390);
  const manager = await seat(browser, 'manager', 1280);
  const { press, write, choose } = hands;

  await test.step('1: the chair opens the steering group and calls a meeting with an agenda', async () => {
    await press(place(chair, 'Deltagere'));
    await press(link(chair, 'Styregruppen for Center for Samskabelse'));
    await show(chair, '1-body');
    await press(link(chair, 'Indkald til møde'));
    await write(field(chair, 'Dato'), '2030-01-15');
    await write(field(chair, 'Sted'), 'Fællesrummet, Tornhøjcentret');
    await write(field(chair, 'Nyt punkt'), 'Gensidig orientering');
    await press(button(chair, 'Tilføj punkt'));
    await show(chair, '1-call');
    await press(button(chair, 'Indkald'));
    await expect(chair.getByText('Mødet er indkaldt')).toBeVisible();
    await expect(chair.getByRole('heading', { name: 'Gensidig orientering' })).toBeVisible();
  });

  await test.step('2: the facilitator drafts a proposal for the initiative and places it for decision', async () => {
    await press(place(facilitator, 'Mål'));
    await press(place(facilitator, 'Indsatser'));
    await press(link(facilitator, initiative));
    await expect(facilitator.getByText('Hvad mangler?')).toBeVisible();
    await show(facilitator, '2-initiative');
    await press(link(facilitator, 'Skriv en indstilling'));
    await expect(facilitator.getByText('bliver den knyttet til')).toBeVisible();
    await choose(field(facilitator, 'Forum'), 'Styregruppen for Center for Samskabelse');
    await write(facilitator.locator('[name=title]'), title);
    await write(
      facilitator.locator('[name=text]'),
      'Det foreslås, at styregruppen starter indsatsen og beder partnerne give deres bidrag.',
    );
    await show(facilitator, '2-draft');
    await press(button(facilitator, 'Gem kladde'));
    await expect(facilitator.getByRole('heading', { name: title })).toBeVisible();
    await press(button(facilitator, 'Sæt på dagsordenen'));
    await expect(facilitator.getByText('0 af 4 har taget stilling')).toBeVisible();
    await expect(chair.getByRole('heading', { name: title }), 'the agenda grows without a reload').toBeVisible();
  });

  await test.step('3: three organisations state their positions, each seen by the others without a reload', async () => {
    await press(link(municipality, title));
    await press(link(civil, title));
    await press(link(housing, title));
    await press(button(municipality, /^Tiltræder med forbehold/));
    await write(municipality.locator('[name=words]'), reservation);
    await press(button(municipality, 'Afgiv stillingtagen'));
    await expect(civil.getByText(reservation)).toBeVisible();
    await press(button(civil, 'Tiltræder'));
    await expect(housing.getByText('2 af 4 har taget stilling')).toBeVisible();
    await press(button(housing, 'Tiltræder'));
    await expect(municipality.getByText('3 af 4 har taget stilling')).toBeVisible();
    await expect(chair.getByText(reservation), 'also on the agenda').toBeVisible();
    await show(civil, '3-positions');
    await manager.goto(civil.url());
    await expect(manager.getByText('Kun den, der har bemyndigelse')).toBeVisible();
    await expect(manager.getByRole('button', { name: 'Tiltræder', exact: true })).toHaveCount(0);
  });

  await test.step('4: the municipality gives its commitment', async () => {
    await press(link(municipality, /^Giv bidrag/));
    await write(field(municipality, /Timer om ugen/), '6');
    await write(field(municipality, 'Fra'), '2030-02-01');
    await write(field(municipality, 'Til og med'), '2030-12-31');
    await show(municipality, '4-commitment');
    await press(button(municipality, 'Giv bidraget'));
    await expect(municipality.getByText('6 timer om ugen').first()).toBeVisible();
  });

  await test.step('5: the chair opens the meeting, records attendance and the decision', async () => {
    await press(button(chair, 'Åbn mødet'));
    await expect(chair.getByText('Mødet er ikke beslutningsdygtigt endnu.')).toBeVisible();
    await press(button(chair, 'Alle er her'));
    await expect(chair.getByText('Mødet er beslutningsdygtigt.')).toBeVisible();
    await show(chair, '5-meeting');
    await press(link(chair, 'Træf beslutning'));
    await expect(chair.getByRole('radio', { name: /Vedtaget/ })).toBeChecked();
    await write(field(chair, 'Begrundelse'), 'Alle parter vil have beboerne med fra begyndelsen.');
    await write(field(chair, 'Kort fortalt'), summary);
    await choose(field(chair, 'Hvem kan se den'), 'Offentlig');
    await choose(field(chair, 'Ansvarlig'), 'Aalborg Kommune');
    await write(field(chair, 'Hvad skal gøres'), task);
    await write(field(chair, 'Frist'), '2030-02-15');
    await show(chair, '5-record');
    await press(button(chair, 'Før til beslutningsloggen'));
    await expect(chair.getByText('er ført til loggen')).toBeVisible();
  });

  const number = new URL(chair.url()).pathname.split('/').pop()!;
  await test.step('6: it stands in every log, with its reservation, its follow-up, and on the public page', async () => {
    await press(place(civil, 'Forside'));
    await expect(civil.getByText(summary)).toBeVisible();
    await expect(civil.getByText('1 forbehold')).toBeVisible();
    await show(civil, '6-since-last-visit');
    await press(place(municipality, 'Forside'));
    await expect(municipality.getByText(task)).toBeVisible();
    await show(municipality, '6-waits-for-you');
    await press(place(housing, 'Beslutninger'));
    await press(link(housing, title));
    // With the position as it stood, and with who is bound.
    await expect(housing.getByText(reservation)).toHaveCount(2);
    for (const said of await housing.getByText(reservation).all()) await expect(said).toBeVisible();
    await show(housing, '6-decision');
    const resident = await (await browser.newContext({ locale: 'da-DK' })).newPage();
    await resident.goto(`${origin()}/p/aalborg-oest`);
    await resident.getByRole('link', { name: title }).first().click();
    await expect(resident.getByText(summary)).toBeVisible();
    await expect(resident.getByText(reservation)).toBeVisible();
    await show(resident, '6-public');
    await resident.context().close();
  });

  await test.step('7: the initiative is active; the renovation of the school has no partner, and the screen says what to do', async () => {
    await press(place(facilitator, 'Mål'));
    await press(place(facilitator, 'Indsatser'));
    await press(link(facilitator, initiative));
    await expect(facilitator.getByText('I gang').first()).toBeVisible();
    await show(facilitator, '7-active');
    await press(place(facilitator, 'Indsatser'));
    await press(link(facilitator, 'Renovering af Tornhøjskolen'));
    await expect(facilitator.getByText('Hvad mangler?')).toBeVisible();
    await expect(facilitator.getByRole('button', { name: 'Start indsatsen' })).toHaveCount(0);
    await show(facilitator, '7-hindered');
  });

  await test.step('8: a receipt is taken away; a byte changed behind the back of Torv is named', async () => {
    const files = test.info().outputPath('files');
    mkdirSync(files, { recursive: true });
    const take = async (name: string): Promise<string> => {
      const download = housing.waitForEvent('download');
      await press(link(housing, name));
      const file = join(files, (await download).suggestedFilename());
      writeFileSync(file, readFileSync(await (await download).path()));
      return file;
    };
    await press(housing.locator('summary', { hasText: 'Kontrollér' }));
    const receipt = await take('Hent kvittering');
    const log = await take('Hent loggen');
    await show(housing, '8-check');
    expect(verifyLog(receipt, log)).toMatchObject({ holds: true, said: expect.stringContaining('It holds.') });

    const changed = await behindTorvsBack(
      `UPDATE decisions_decision SET rationale = 'E' || substr(rationale, 2) WHERE number = $1`,
      [number],
    );
    expect(changed).toBe(1);
    const later = await take('Hent loggen');
    for (const verdict of [verifyLog(later), verifyLog(receipt, later)]) {
      expect(verdict.holds).toBe(false);
      expect(verdict.said).toContain(number);
      expect(verdict.said).toContain('rationale');
    }
    // Put back, so that what follows reads a whole log.
    await behindTorvsBack(`UPDATE decisions_decision SET rationale = 'A' || substr(rationale, 2) WHERE number = $1`, [
      number,
    ]);
    expect(verifyLog(receipt, await take('Hent loggen')).holds).toBe(true);
  });

  for (const page of [chair, facilitator, housing, municipality, civil, manager]) await page.context().close();
}

/** The walk begins in a network where nothing has happened yet, so each has a Torv of its own. */
async function inAFreshTorv(act: () => Promise<void>): Promise<void> {
  const { TORV_BROWSER_ORIGIN, TORV_BROWSER_DATA } = process.env;
  const stop = await startTorv();
  try {
    await act();
  } finally {
    await stop();
    Object.assign(process.env, { TORV_BROWSER_ORIGIN, TORV_BROWSER_DATA });
  }
}

test('one decision, all the way through, by hand', async ({ browser }) => {
  await inAFreshTorv(() => walk(browser, pointer, picture));
  await postcard(browser);
});

test('one decision, all the way through, by the keyboard alone', async ({ browser }) => {
  await inAFreshTorv(() => walk(browser, keyboard, () => Promise.resolve()));
});
