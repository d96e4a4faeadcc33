import { expect, type Page } from '@playwright/test';

/** The first link in the newest mail of this subject to this address, once it has come. Leaves the page on the mail. */
export async function linkMailed(page: Page, origin: string, to: string, subject: string): Promise<string> {
  const mail = page.getByRole('listitem').filter({ hasText: to }).getByRole('link', { name: subject }).first();
  await expect(async () => {
    await page.goto(`${origin}/dev/mail`);
    await expect(mail).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await mail.click();
  return (await page.locator('pre a').first().getAttribute('href'))!;
}
