/**
 * The secret behind the `#` of the page's address, or null. It is taken out of the address, so that neither the
 * browser's history nor a picture of the screen keeps it.
 */
export function secretOfLink(): string | null {
  const secret = /^#([\w-]{20,200})$/.exec(location.hash)?.[1] ?? null;
  if (secret !== null) history.replaceState(history.state, '', location.pathname + location.search);
  return secret;
}
