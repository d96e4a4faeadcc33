import { expect, type Locator, type Page } from '@playwright/test';

/** How a person works a page: with a pointer, or with the keyboard alone. */
export interface Hands {
  press(target: Locator): Promise<void>;
  write(field: Locator, text: string): Promise<void>;
  choose(select: Locator, option: string): Promise<void>;
  tick(radio: Locator): Promise<void>;
}

export const pointer: Hands = {
  press: (target) => target.click(),
  write: (field, text) => field.fill(text),
  choose: async (select, option) => void (await select.selectOption({ label: option })),
  // The label is what a finger meets; the input itself may be drawn away.
  tick: async (radio) => void (await radio.check({ force: true })),
};

const most = 120;

/** Goes on with Tab until the target has the focus; a target that Tab never reaches fails the test. */
async function reach(target: Locator): Promise<void> {
  await expect(target).toBeAttached();
  const page = target.page();
  for (let steps = 0; steps < most; steps += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${String(target)} in ${most} steps.`);
}

/** A group of radio buttons is one stop of Tab; the arrows move inside it. */
async function reachRadio(radio: Locator): Promise<void> {
  const page = radio.page();
  const name = await radio.getAttribute('name');
  const inGroup = () => page.evaluate((group) => (document.activeElement as HTMLInputElement)?.name === group, name);
  for (let steps = 0; steps < most && !(await inGroup()); steps += 1) await page.keyboard.press('Tab');
  expect(await inGroup(), `Tab reaches the group of ${String(radio)}`).toBe(true);
  for (let steps = 0; steps < 12; steps += 1) {
    if (await radio.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`The arrows do not reach ${String(radio)}.`);
}

async function segments(field: Locator, text: string, page: Page): Promise<void> {
  // A date or a time is typed part by part, in the order that the browser's language gives.
  const type = await field.getAttribute('type');
  if (type === 'date' || type === 'time') await field.fill(text);
  else {
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText(text);
  }
}

export const keyboard: Hands = {
  async press(target) {
    await reach(target);
    await target.page().keyboard.press('Enter');
  },
  async write(field, text) {
    await reach(field);
    await segments(field, text, field.page());
  },
  async choose(select, option) {
    await reach(select);
    await select.selectOption({ label: option });
  },
  async tick(radio) {
    await reachRadio(radio);
    await radio.page().keyboard.press('Space');
  },
};
