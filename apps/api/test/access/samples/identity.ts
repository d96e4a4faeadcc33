import { SessionList } from '@torv/shared/identity';
import { plain, type Samples } from '../sample';

export const identity: Samples = {
  'GET /api/v1/session': plain,
  // Signing in ends the session that the same browser had.
  'POST /api/v1/session': () => ({
    body: { email: 'chair@demo.torv.test', password: 'torv-demo-1' },
    key: false,
    spendsSession: true,
  }),
  'DELETE /api/v1/session': () => ({ spendsSession: true }),
  'POST /api/v1/session/again': () => ({ body: { password: 'torv-demo-1' }, key: false, spendsSession: true }),
  'GET /api/v1/session/all': plain,
  'DELETE /api/v1/session/others': () => ({ spendsSession: true }),
  // One of one's own sessions; another's is nothing.
  'DELETE /api/v1/session/{id}': async (w, persona, ask) => {
    await w.signInAnew(persona);
    const { items } = (await ask('GET', '/api/v1/session/all')).as(SessionList);
    const other = items.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)).find((one) => !one.current)!;
    return { params: { id: other.id } };
  },
};
