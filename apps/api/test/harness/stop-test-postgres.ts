/** Run by Jest once, after the last spec of the API. */
export default async function stopTestPostgres(): Promise<void> {
  await (globalThis as { stopTestPostgres?: () => Promise<void> }).stopTestPostgres?.();
}
