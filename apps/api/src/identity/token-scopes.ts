const ofNetwork = /^\/api\/v1\/networks\/:networkKey(?:\/([a-z]+)|$)/;
/** What says only who asks, and where they belong. */
const ofNobody = ['/api/v1/session', '/api/v1/networks'];

/**
 * True when a token with these scopes may ask for a route: reading in networks with `read`, changing in a room with
 * `write:<room>`. All else is refused: a token makes no token, and changes nothing about its person.
 *
 * @param route the route's address as it is declared, e.g. `/api/v1/networks/:networkKey/meetings/:id`
 */
export function tokenMay(scopes: readonly string[], method: string, route: string): boolean {
  const found = ofNetwork.exec(route);
  if (method === 'GET' || method === 'HEAD')
    return scopes.includes('read') && (found !== null || ofNobody.includes(route));
  return found?.[1] !== undefined && scopes.includes(`write:${found[1]}`);
}
