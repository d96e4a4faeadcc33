import { inNetwork, plain, type Samples } from '../sample';
import type { World } from '../personas';
import { recordedDecision } from '../steps';

const affiliationOf = (w: World) =>
  w.torv.idOf(
    'SELECT id FROM organisations_affiliation WHERE network_id = $1 AND person_id = $2',
    w.networkId,
    w.personId('seated')!,
  );

/** What is only read, in the rooms that have no changes of their own yet. */
export const reading: Samples = {
  ...inNetwork({
    'GET .': plain,
    'GET access/me': plain,
    'GET overview/composition': plain,
    'GET overview/network': plain,
    'GET overview/overlaps': plain,
    'GET overview/invitable': plain,
    // What falls vacant when someone leaves is theirs and their administrator's to know.
    'GET overview/leaving/{id}': async (w) => ({
      params: { id: await affiliationOf(w) },
      as: 'seated',
      expects: { member: 404, conflicted: 404, secretary: 404, chair: 404 },
    }),
    'GET overview/seats/{key}': () => ({ params: { key: 'lokale-foreninger' } }),
    'GET overview/events': () => ({ query: { since: 0 } }),
    'GET overview/home': plain,
    'PUT overview/visit': () => ({ body: { seq: 0 } }),
    'GET places/areas': plain,
    'GET strategies': plain,
    'GET strategies/goals': plain,
    'GET strategies/goals/{key}': () => ({ params: { key: 'attraktiv-skole' } }),
  }),
  'GET /api/health': plain,
  'GET /api/ready': plain,
  'GET /api/openapi.json': plain,
  'GET /api/docs': plain,
  'GET /api/docs/*': () => ({ params: { '*': 'swagger-ui.css' } }),
  'GET /api/docs-yaml': plain,
  'GET /api/v1/about': plain,
  'GET /api/v1/networks': plain,
  'GET /api/public/v1/networks/{networkKey}/decisions': plain,
  'GET /api/public/v1/networks/{networkKey}/decisions/{number}': async (w) => ({
    params: { number: (await recordedDecision(w, 'public')).decision.number },
  }),
  'GET /p/{networkKey}': plain,
  'GET /p/{networkKey}/decisions/{number}': async (w) => ({
    params: { number: (await recordedDecision(w, 'public')).decision.number },
  }),
  'GET /portal.css': plain,
};
