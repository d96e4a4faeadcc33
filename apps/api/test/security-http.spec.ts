import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecurityLog } from '../src/platform/logging/security-log';
import { network, startDemoTorv, type DemoTorv } from './demo-network';

/** Numbers in the titles are those of OWASP ASVS 5.0.0; docs/security.md names each with its test. */
const origin = 'https://torv.example';
const logFile = join(mkdtempSync(join(tmpdir(), 'torv-log-')), 'torv.log');
let torv: DemoTorv;

interface Operation {
  requestBody?: { content?: Record<string, { schema: Schema }> };
  parameters: { name: string; in: string }[];
}
interface Schema {
  $ref?: string;
  type?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: unknown;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}
interface Description {
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

const described = async () => (await torv.as(null)('GET', '/api/openapi.json')).json() as Description;
const routes = async (): Promise<{ method: string; path: string; operation: Operation }[]> =>
  Object.entries((await described()).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
const addressed = (path: string) =>
  path.replace('{networkKey}', network).replaceAll(/\{\w+\}/g, '00000000-0000-7000-8000-000000000000');
const page = (path: string) => torv.app.inject({ method: 'GET', url: path });
const lines = () =>
  readFileSync(logFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

beforeAll(async () => {
  torv = await startDemoTorv({ TORV_ORIGIN: origin, TORV_LOG_FILE: logFile });
}, 60_000);
afterAll(() => torv?.close());

describe('cookies and transport', () => {
  it('3.3.1-4 the session is a __Host- cookie, Secure, HttpOnly, SameSite=Lax, and for this host alone', async () => {
    const answer = await torv.as(null)('POST', '/api/v1/session', {
      body: { email: 'chair@demo.torv.test', password: 'torv-demo-1' },
    });
    const session = ([answer.headers['set-cookie']].flat() as string[]).find((one) => one.includes('torv_session='))!;
    expect(session).toMatch(/^__Host-torv_session=[\w-]{43};/);
    expect(session).toMatch(/; HttpOnly/);
    expect(session).toMatch(/; Secure/);
    expect(session).toMatch(/; SameSite=Lax/);
    expect(session).toMatch(/; Path=\//);
    expect(session).not.toMatch(/Domain=/i);
  });

  it('3.4.1 every answer over TLS demands TLS for a year', async () => {
    for (const path of ['/', '/sign-in', `/p/${network}`, '/api/health', '/api/v1/session', '/api/v1/no-such'])
      expect({ path, hsts: (await page(path)).headers['strict-transport-security'] }).toMatchObject({
        hsts: expect.stringMatching(/^max-age=31536000/),
      });
  });

  it('4.1.3 a header that a client forges as a proxy would gives it no other origin or scheme', async () => {
    const answer = await torv.as('chair')('POST', 'meetings', {
      key: true,
      body: {},
      headers: { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' },
    });
    expect(answer.refusal()).toMatchObject({ status: 403, code: 'PLATFORM.FORGED' });
    const link = await torv.app.inject({
      method: 'GET',
      url: `/p/${network}`,
      headers: { 'x-forwarded-host': 'evil.example', host: 'evil.example' },
    });
    expect(link.payload).not.toContain('evil.example');
  });
});

describe('what a page may do in a browser', () => {
  const policyOf = async (path: string) => {
    const { headers } = await page(path);
    return Object.fromEntries(
      String(headers['content-security-policy'])
        .split('; ')
        .map((directive) => [directive.split(' ')[0], directive]),
    ) as Record<string, string>;
  };

  it('3.4.3 pages have a policy with a nonce of their own; objects and other bases are forbidden', async () => {
    const [first, second] = [await policyOf('/sign-in'), await policyOf('/sign-in')];
    expect(first['script-src']).toMatch(/^script-src 'nonce-[\w+/]{22}==' 'strict-dynamic'$/);
    expect(first['style-src']).toMatch(/'nonce-[\w+/]{22}=='/);
    expect(first['script-src']).not.toBe(second['script-src']);
    expect(first['object-src']).toBe("object-src 'none'");
    expect(first['base-uri']).toBe("base-uri 'none'");
    for (const policy of [first, await policyOf(`/p/${network}`), await policyOf('/api/docs')])
      expect(JSON.stringify(policy)).not.toMatch(/script-src[^"]*unsafe|unsafe-eval/);
    for (const path of [`/p/${network}`, '/api/docs', '/api/health'])
      expect({ path, base: (await policyOf(path))['base-uri'] }).toEqual({ path, base: "base-uri 'none'" });
  });

  it('3.4.6 nobody may put Torv into a frame', async () => {
    for (const path of ['/', `/p/${network}`, '/api/docs', '/api/health', '/api/v1/session'])
      expect({ path, policy: await policyOf(path) }).toMatchObject({
        policy: { 'frame-ancestors': "frame-ancestors 'none'" },
      });
  });

  it('3.4.4-5 no answer is guessed to be of another type, and no address leaks to another site', async () => {
    for (const path of ['/', `/p/${network}`, '/api/health', '/api/v1/session', '/api/docs'])
      expect((await page(path)).headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
  });

  it('3.4.2 no other origin is let in: no answer carries a permission for one', async () => {
    for (const method of ['GET', 'OPTIONS', 'POST'] as const)
      for (const url of ['/api/v1/session', `/api/v1/networks/${network}/decisions`, '/api/v1/about']) {
        const headers = {
          origin: 'https://evil.example',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'x-requested-with',
        };
        const answer = await torv.app.inject({ method, url, headers });
        const given = Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'));
        expect({ method, url, given }).toEqual({ method, url, given: [] });
      }
  });

  it('14.3.2 nothing of the API is kept by a browser or a proxy, and neither is a refusal', async () => {
    for (const path of ['/api/v1/about', `/api/v1/networks/${network}/decisions`, '/api/v1/no-such'])
      expect((await page(path)).headers['cache-control']).toBe('no-store');
    expect((await torv.as('chair')('GET', 'decisions')).headers['cache-control']).toBe('no-store');
  });
});

describe('what another site can make a browser send', () => {
  it('3.5.1-2 no route changes anything without X-Requested-With, from another origin, or by a form or plain text', async () => {
    for (const { method, path } of (await routes()).filter((one) => one.method !== 'GET')) {
      const attempt = (headers: Record<string, string | undefined>) =>
        torv.as('chair')(method, addressed(path), { key: true, version: 1, body: {}, headers });
      const route = `${method} ${path}`;
      expect({ route, ...(await attempt({ 'x-requested-with': undefined })).refusal() }).toMatchObject({
        route,
        status: 403,
        code: 'PLATFORM.FORGED',
      });
      expect({ route, ...(await attempt({ origin: 'https://evil.example' })).refusal() }).toMatchObject({
        route,
        status: 403,
        code: 'PLATFORM.FORGED',
      });
      for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
        expect({ route, type, status: (await attempt({ 'content-type': type })).status }).toEqual({
          route,
          type,
          status: 415,
        });
    }
  });

  it('5.2-5.4 no upload is taken: multipart is refused, and a body has an end', async () => {
    const multipart = await torv.as('chair')('POST', 'meetings', {
      key: true,
      body: {},
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
    expect(multipart.status).toBe(415);
    const long = await torv.as('chair')('POST', 'meetings', { key: true, body: { title: 'x'.repeat(1_100_000) } });
    expect(long.refusal()).toMatchObject({ status: 400, code: 'PLATFORM.INVALID_INPUT' });
  });

  it('3.5.3 no GET changes anything, but for what says that it was read', async () => {
    // A session or token knows when it was last used, and Home since when a person has been here.
    const kept = ['identity_session', 'identity_token', 'overview_visit'];
    // A checkpoint is signed when it is asked for, and then stays.
    await torv.as('chair')('GET', 'log/checkpoint');
    const tables = (
      await torv.admin.query<{ name: string }>(
        `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1`,
      )
    ).rows.filter((one) => !kept.includes(one.name));
    const state = async () =>
      (
        await torv.admin.query(
          tables
            .map(
              ({ name }) =>
                `SELECT '${name}' AS name, count(*), md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM ${name} t`,
            )
            .join(' UNION ALL ') + ' ORDER BY 1',
        )
      ).rows;
    const before = await state();
    for (const { path } of (await routes()).filter((one) => one.method === 'GET'))
      await torv.as('chair')('GET', `${addressed(path)}${path.endsWith('/log/entries') ? '?start=0&end=1' : ''}`);
    expect(await state()).toEqual(before);
  });
});

describe('what a request may say', () => {
  it('15.3.3 every object in every contract is closed: what it does not name is refused', async () => {
    const { components } = await described();
    const open: string[] = [];
    const walk = (schema: Schema | undefined, at: string, seen: Set<string>): void => {
      if (!schema) return;
      if (schema.$ref) {
        if (seen.has(schema.$ref)) return;
        seen.add(schema.$ref);
        walk(components?.schemas?.[schema.$ref.split('/').at(-1)!], at, seen);
      }
      if (schema.type === 'object' && schema.properties && schema.additionalProperties !== false) open.push(at);
      for (const [name, one] of Object.entries(schema.properties ?? {})) walk(one, `${at}.${name}`, seen);
      walk(schema.items, `${at}[]`, seen);
      for (const one of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
        walk(one, at, seen);
    };
    let bodies = 0;
    for (const { method, path, operation } of await routes()) {
      const schema = operation.requestBody?.content?.['application/json']?.schema;
      if (!schema) continue;
      bodies += 1;
      walk(schema, `${method} ${path}`, new Set());
    }
    expect(bodies).toBeGreaterThan(15);
    expect(open).toEqual([]);
  });

  it('1.3.6 and 13.2.4 no address in a request is fetched but that of a witness: a link is kept as text', async () => {
    let asked = 0;
    const real = globalThis.fetch;
    globalThis.fetch = (() => {
      asked += 1;
      return Promise.reject(new Error('no request leaves Torv'));
    }) as never;
    try {
      const answer = await torv.as('chair')('POST', 'meetings', {
        key: true,
        body: {
          body: 'styregruppen',
          title: 'Møde',
          startsAt: '2027-03-01T15:00:00Z',
          endsAt: '2027-03-01T16:00:00Z',
          onlineLink: 'https://169.254.169.254/latest/meta-data',
        },
      });
      expect(answer.status).toBe(201);
      expect(asked).toBe(0);
    } finally {
      globalThis.fetch = real;
    }
    const outward = /from 'node:(http|https|net|tls|dgram)'|from '(undici|axios|got)'|\bfetch\(/;
    const callers = filesUnder(join(__dirname, '../src')).filter((file) => outward.test(readFileSync(file, 'utf8')));
    // Only these speak to another machine: to an address that the operator wrote into the settings, to a witness that an
    // organisation registered (by https and name, never followed elsewhere), or, at a partner, to who asks its witness.
    expect(callers.map((file) => file.slice(join(__dirname, '../src').length + 1)).sort()).toEqual(speakOutward);
  });
});

/** Files that open connections by themselves. */
const speakOutward: string[] = [
  'identity/fetch-for-broker.ts',
  'interop/commands/run-witness.ts',
  'log/ask-witness.ts',
  'log/witness/serve-witness.ts',
  'platform/postgres/run-cluster.ts',
];

describe('what is told and what is kept', () => {
  it('16.5 a fault of ours tells nothing of itself, and closes rather than opens', async () => {
    await torv.admin.query('ALTER TABLE decisions_decision RENAME TO decisions_away');
    try {
      const answer = await torv.as('chair')('GET', 'decisions');
      expect(answer.status).toBeGreaterThanOrEqual(500);
      expect(Object.keys(answer.json() as object).sort()).toEqual(['code', 'detail', 'status', 'title', 'type']);
      expect(answer.text).not.toMatch(/decisions_decision|SELECT|\.ts|node_modules|42P01/i);
    } finally {
      await torv.admin.query('ALTER TABLE decisions_away RENAME TO decisions_decision');
    }
    expect((await torv.as('chair')('GET', 'decisions')).status).toBe(200);
  });

  it('16.3 a refused right and a failed sign-in leave a line that says who, what and when', async () => {
    await torv.as('member.civil')('POST', 'meetings', {
      key: true,
      body: {
        body: 'styregruppen',
        title: 'Møde',
        startsAt: '2027-03-01T15:00:00Z',
        endsAt: '2027-03-01T16:00:00Z',
      },
    });
    await torv.as(null)('POST', '/api/v1/session', {
      body: { email: 'chair@demo.torv.test', password: 'a-secret-guess' },
    });
    const person = await torv.idOf(`SELECT id FROM identity_person WHERE email = 'member.civil@demo.torv.test'`);
    expect(lines()).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        event: 'refused',
        status: 403,
        method: 'POST',
        route: '/api/v1/networks/:networkKey/meetings',
        personId: person,
        network,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      }),
    );
    expect(lines()).toContainEqual(expect.objectContaining({ event: 'refused', code: 'IDENTITY.WRONG_SIGN_IN' }));
  });

  it('16.2 and 16.4 no line holds a secret, and none can be forged by what a client sends', async () => {
    await torv.as(null)('POST', '/api/v1/session', {
      body: { email: 'chair@demo.torv.test', password: 'another-secret-guess' },
    });
    await torv.app.inject({ method: 'GET', url: '/api/v1/networks/x%0A%7B%22event%22:%22signed-in%22%7D/meetings' });
    const log = readFileSync(logFile, 'utf8');
    expect(log).not.toContain('another-secret-guess');
    expect(log).not.toContain(torv.cookieOf('chair').split('=')[1]);
    expect(lines().every((line) => typeof line['event'] === 'string')).toBe(true);
    const written: string[] = [];
    SecurityLog.writingTo({ write: (line) => void written.push(line) }).note({
      event: 'try',
      password: 'p4ssw0rd',
      headers: { cookie: 'c00kie', authorization: 'b3arer' },
    });
    expect(written.join()).not.toMatch(/p4ssw0rd|c00kie|b3arer/);
  });
});

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((one) => one.isFile() && one.name.endsWith('.ts') && !one.name.endsWith('.spec.ts'))
    .map((one) => join(one.parentPath, one.name));
}
