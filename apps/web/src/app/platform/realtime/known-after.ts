/** Answers after which a thing is no longer the reader's to see. */
const gone = [401, 403, 404];

/** What is known after an answer: its value; nothing of another address or of what is gone; else what was known before. */
export function knownAfter<T>(
  now: { address: string; value: T | undefined; status: number | null },
  before: { address: string; known: T | null } | undefined,
): T | null {
  if (now.value !== undefined) return now.value;
  if (before?.address !== now.address || (now.status !== null && gone.includes(now.status))) return null;
  return before.known;
}
