import { plain, type Samples } from '../sample';

export const personalData: Samples = {
  'GET /api/v1/me/data': plain,
  'GET /api/v1/me/data.html': plain,
  // Another address than one's own erases nobody; who is erased is gone, and that has a spec of its own.
  'POST /api/v1/me/erasure': () => ({ body: { email: 'somebody.else@demo.torv.test' }, key: false, answers: 422 }),
};
