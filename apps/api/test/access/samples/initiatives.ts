import { commitHours, initiative, initiativeNow } from '../../decision-steps';
import { inNetwork, plain } from '../sample';
import type { World } from '../personas';
import { draft } from '../steps';

const now = (w: World) => initiativeNow(w.ask('chair'));

export const initiatives = inNetwork({
  'GET initiatives': plain,
  'GET initiatives/{key}': () => ({ params: { key: initiative } }),
  'POST initiatives/{key}/commitments': async (w) => ({
    params: { key: initiative },
    version: (await now(w)).version,
    body: {
      organisation: 'lokale-foreninger',
      kind: 'staff-hours',
      amount: 4,
      from: '2026-01-01',
      until: '2099-12-31',
    },
  }),
  'POST initiatives/{key}/commitments/{id}/withdrawal': async (w) => {
    const { version, commitments } = await commitHours(w.ask('seated'), 'lokale-foreninger');
    const mine = commitments.findLast((one) => one.withdrawn === null && one.organisation.key === 'lokale-foreninger')!;
    return { params: { key: initiative, id: mine.id }, version, body: { reason: 'Ikke nu' }, key: false };
  },
  'POST initiatives/{key}/partners': async (w) => ({
    params: { key: initiative },
    version: (await now(w)).version,
    body: { organisation: 'himmerland' },
    key: false,
  }),
  'POST initiatives/{key}/proposals': async (w) => ({
    params: { key: initiative },
    version: (await now(w)).version,
    body: { proposalId: (await draft(w)).id },
    key: false,
  }),
  'POST initiatives/{key}/transitions': async (w) => {
    const { state, version } = await now(w);
    return { params: { key: initiative }, version, body: { to: state === 'idea' ? 'proposed' : 'idea' }, key: false };
  },
});
