import { plain, type Samples } from '../sample';

export const identity: Samples = {
  'GET /api/v1/session': plain,
  'POST /api/v1/session': () => ({
    body: { email: 'chair@demo.torv.test', password: 'torv-demo-1' },
    key: false,
  }),
  'DELETE /api/v1/session': () => ({ spendsSession: true }),
};
