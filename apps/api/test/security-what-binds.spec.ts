import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SessionView } from '@torv/shared/identity';
import { startDemoTorv, type Ask, type DemoTorv } from './demo-network';

/** Which routes bind someone, whole: what is missing here, or too much, is seen. Numbers are of OWASP ASVS 5.0.0. */

const binding = [
  'DELETE /api/v1/me/brokers/{id}',
  'DELETE /api/v1/me/passkeys/{id}',
  'DELETE /api/v1/me/second-factor/codes',
  'DELETE /api/v1/session/others',
  'DELETE /api/v1/session/{id}',
  'POST /api/v1/me/brokers/{key}',
  'POST /api/v1/me/erasure',
  'POST /api/v1/me/passkeys',
  'POST /api/v1/me/passkeys/challenge',
  'POST /api/v1/me/second-factor/codes',
  'POST /api/v1/me/second-factor/codes/confirmation',
  'POST /api/v1/me/second-factor/recovery-codes',
  'POST /api/v1/networks/{networkKey}/bodies/{key}/confidentiality',
  'POST /api/v1/networks/{networkKey}/decisions',
  'POST /api/v1/networks/{networkKey}/decisions/procedures/{id}',
  'POST /api/v1/networks/{networkKey}/decisions/{number}/ratifications/{id}/answers',
  'POST /api/v1/networks/{networkKey}/initiatives/{key}/commitments',
  'POST /api/v1/networks/{networkKey}/initiatives/{key}/commitments/{id}/withdrawal',
  'POST /api/v1/networks/{networkKey}/organisations/{key}/authorities',
  'POST /api/v1/networks/{networkKey}/organisations/{key}/authorities/{id}/end',
  'POST /api/v1/networks/{networkKey}/organisations/{key}/authorities/{id}/reopening',
  'POST /api/v1/networks/{networkKey}/organisations/{key}/offices',
  'POST /api/v1/networks/{networkKey}/organisations/{key}/witness',
  'POST /api/v1/networks/{networkKey}/organisations/{key}/witness/end',
  'POST /api/v1/networks/{networkKey}/proposals/{id}/positions',
  'POST /api/v1/networks/{networkKey}/proposals/{id}/positions/pending/{pendingId}/confirmation',
  'POST /api/v1/session/tokens',
  'PUT /api/v1/networks/{networkKey}/decisions/{number}/mandate',
  'PUT /api/v1/networks/{networkKey}/log/quorum',
  'PUT /api/v1/networks/{networkKey}/meetings/{id}/items/{itemId}/conflicts/{conflictId}',
  'PUT /api/v1/networks/{networkKey}/meetings/{id}/items/{itemId}/participants',
  'PUT /api/v1/session/password',
];

let torv: DemoTorv;
let chair: Ask;

beforeAll(async () => {
  torv = await startDemoTorv();
  const answer = await torv.as(null)('POST', '/api/v1/session', {
    body: { email: 'chair@demo.torv.test', password: 'torv-demo-1' },
  });
  answer.as(SessionView, 201);
  const cookie = ([answer.headers['set-cookie']].flat() as string[])[0]!.split(';')[0]!;
  chair = (method, path, asked = {}) =>
    torv.as(null)(method, path, { ...asked, headers: { cookie, ...asked.headers } });
  await torv.admin.query(
    `UPDATE identity_session SET signed_in_at = now() - interval '31 minutes' WHERE secret_hash = sha256($1::bytea)`,
    [cookie.split('=')[1]],
  );
  const old = async () =>
    Date.parse((await chair('GET', '/api/v1/session')).as(SessionView).signedInAt) < Date.now() - 30 * 60_000;
  while (!(await old())) await new Promise((next) => setTimeout(next, 10));
}, 60_000);

afterAll(() => torv?.close());

it('7.5.1 an old sign-in is refused by exactly the routes that bind someone, before anything else is said', async () => {
  const { http } = JSON.parse(readFileSync(join(__dirname, 'route-matrix.json'), 'utf8')) as {
    http: Record<string, string>;
  };
  const refusing: string[] = [];
  for (const [route, who] of Object.entries(http)) {
    const [method, path] = route.split(' ') as [string, string];
    if (method === 'GET' || who === 'open' || route === 'DELETE /api/v1/session') continue;
    const address = path
      .replace('{networkKey}', 'aalborg-oest')
      .replaceAll(/\{\w+\}/g, '00000000-0000-7000-8000-000000000000');
    const answer = await chair(method, address, { key: true, version: 1, body: {} });
    if (answer.status === 403 && answer.refusal().code === 'IDENTITY.SIGN_IN_AGAIN') refusing.push(route);
  }
  expect(refusing.sort()).toEqual(binding.toSorted());
});
