import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, type Ask, network } from '../demo-network';
import { type Persona, personas, startWorld, type World } from './personas';
import { routesOf, socketMessagesOf } from './routes-of-app';
import { type Expected, rules } from './rules';
import { queryOf, type Sample } from './sample';
import { samples } from './samples';

// Every route that the running server answers, tried by everyone: a row in route-matrix.json, a sample in samples/.

const matrix = JSON.parse(readFileSync(join(__dirname, '../route-matrix.json'), 'utf8')) as {
  http: Record<string, string>;
  socket: Record<string, string>;
};
const routes = Object.keys(matrix.http);
let world: World;

beforeAll(async () => {
  world = await startWorld();
}, 60_000);
/** A passkey or a broker's account is a second factor: whoever has one is asked for it from then on. */
afterEach(async () => {
  for (const table of ['identity_passkey', 'identity_broker_account'])
    await world.torv.admin.query(`DELETE FROM ${table}`);
});
afterAll(() => world?.close());

const changes = (route: string) => !route.startsWith('GET ');
const neighbour = 'naboby-demo';

/** The sample's request, sent. `at`: the network in whose address it stands. */
function send(ask: Ask, route: string, sample: Sample, at = network): Promise<Answer> {
  const [method, path] = route.split(' ') as [string, string];
  const params: Record<string, string> = { networkKey: at, ...sample.params };
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? `no-${name}`));
  const address = filled.replace('*', params['*'] ?? '');
  return ask(method, `${address}${queryOf(sample)}`, {
    ...(sample.body === undefined ? {} : { body: sample.body }),
    ...(sample.version === undefined ? {} : { version: sample.version }),
    ...(method === 'POST' && sample.key !== false ? { key: true as const } : {}),
    ...(sample.headers ? { headers: sample.headers } : {}),
    // From a machine of its own: what is tried here is not how often one may ask.
    from: `10.1.${(asked += 1) >> 8}.${asked & 255}`,
  });
}

let asked = 0;

const ruleOf = (route: string) => rules[matrix.http[route]!]!;
const rightfulOf = (route: string, sample: Sample): Persona => sample.as ?? ruleOf(route).rightful;

function expectedOf(route: string, sample: Sample, persona: Persona): Expected {
  const own = sample.expects?.[persona];
  if (own !== undefined) return own;
  return sample.withheld && persona === 'conflicted' ? 404 : ruleOf(route).answers[persona];
}

const make = async (route: string, persona: Persona): Promise<Sample> =>
  samples[route]!(world, persona, world.ask(persona));

describe('the table is whole', () => {
  it('every route of the running server has a row, and every row a route', () => {
    const found = routesOf(world.torv.app);
    expect(found.length).toBeGreaterThan(60);
    const missing = found.filter((route) => !(route in matrix.http));
    expect({ 'add a row with a class of access/rules.ts to route-matrix.json for': missing }).toEqual({
      'add a row with a class of access/rules.ts to route-matrix.json for': [],
    });
    expect({ 'no route answers any more': routes.filter((route) => !found.includes(route)) }).toEqual({
      'no route answers any more': [],
    });
  });

  it('every row has a class that says what each persona is answered', () => {
    expect(Object.entries(matrix.http).filter(([, who]) => !(who in rules))).toEqual([]);
  });

  it('every route has a sample, and every sample a route', () => {
    const missing = routes.filter((route) => !(route in samples));
    expect({ 'add a valid request to a table in apps/api/test/access/samples/ for': missing }).toEqual({
      'add a valid request to a table in apps/api/test/access/samples/ for': [],
    });
    expect(Object.keys(samples).filter((route) => !(route in matrix.http))).toEqual([]);
  });

  it('the API document names what the router answers', async () => {
    const document = (await world.ask('anonymous')('GET', '/api/openapi.json')).json() as {
      paths: Record<string, object>;
    };
    const named = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(named.filter((route) => !(route in matrix.http))).toEqual([]);
    const own = routes.filter((route) => / \/api\/(v1|public)\//.test(route));
    expect(own.filter((route) => !named.includes(route))).toEqual([]);
  });

  it('every message that a socket may send has a row, and every row a message', () => {
    expect(socketMessagesOf(world.torv.app)).toEqual(Object.keys(matrix.socket).sort());
  });
});

describe.each(routes)('%s', (route) => {
  it('answers each persona as its class says', async () => {
    const shared = await make(route, ruleOf(route).rightful);
    const told: Record<string, string> = {};
    const wanted: Record<string, string> = {};
    // Whoever is refused asks first, so that nothing has changed when the others ask.
    const inOrder = [...personas].sort(
      (a, b) => Number(expectedOf(route, shared, a) === 'in') - Number(expectedOf(route, shared, b) === 'in'),
    );
    for (const persona of inOrder) {
      const expected = expectedOf(route, shared, persona);
      const fresh = changes(route) && expected === 'in' ? await make(route, persona) : shared;
      const ask = fresh.spendsSession ? await world.signInAnew(persona) : world.ask(persona);
      const { status, text } = await send(ask, route, fresh);
      if (fresh.spendsSession) await world.renew(persona);
      const done = fresh.answers === undefined ? status < 300 : status === fresh.answers;
      wanted[persona] = expected === 'in' ? 'done' : String(expected);
      if (expected === 'in' ? done : status === expected) told[persona] = wanted[persona];
      else told[persona] = `${status} ${text.slice(0, 300)}`;
    }
    expect({ route, ...told }).toEqual({ route, ...wanted });
  });
});

describe('mass assignment', () => {
  it.each(routes.filter(changes))('%s takes no field that its contract does not know', async (route) => {
    const sample = await make(route, ruleOf(route).rightful);
    const rightful = rightfulOf(route, sample);
    const ask = sample.spendsSession ? await world.signInAnew(rightful) : world.ask(rightful);
    if (sample.body === undefined) return;
    // A file has no fields: what is said of it stands in the address.
    const more = Buffer.isBuffer(sample.body)
      ? { query: { ...sample.query, unheardOf: 1 } }
      : { body: { ...(sample.body as object), unheardOf: 1 } };
    const answer = await send(ask, route, { ...sample, ...more });
    if (sample.spendsSession) await world.renew(rightful);
    expect({ route, ...answer.refusal() }).toMatchObject({ route, status: 400, code: 'PLATFORM.INVALID_INPUT' });
    expect(answer.refusal().errors.map((one) => one.path)).toContain('unheardOf');
  });
});

describe("what is one's own", () => {
  const own = routes.filter((route) => ['self', 'signed-in'].includes(matrix.http[route]!) && route.includes('{'));

  it.each(own)('%s: to another it is nothing', async (route) => {
    const sample = await make(route, 'member');
    const { status, text } = await send(world.ask('seated'), route, sample);
    expect({ route, status, text }).toEqual({ route, status: 404, text });
  });
});

/** Routes of a network that name something in it. */
const withIds = routes.filter((route) => /networks\/\{networkKey\}.*\{/.test(route));
const ofNetworks = routes.filter((route) => route.includes(' /api/v1/networks/{networkKey}'));

describe('what is of another network', () => {
  const idsOf = async (key: string): Promise<string[]> => {
    const tables = ['bodies_body', 'organisations_organisation', 'bodies_seat', 'strategies_goal', 'places_area'];
    const sql = tables.map((table) => `SELECT id::text FROM ${table} WHERE network_id = n.id`).join(' UNION ALL ');
    const { rows } = await world.torv.admin.query<{ id: string }>(
      `SELECT i.id FROM places_network n CROSS JOIN LATERAL (${sql}) i WHERE n.key = $1`,
      [key],
    );
    return rows.map((row) => row.id);
  };
  const seqOf = async (key: string) =>
    (
      await world.torv.admin.query(
        'SELECT c.last_event, c.log_size FROM platform_counter c JOIN places_network n ON n.id = c.network_id WHERE n.key = $1',
        [key],
      )
    ).rows[0] as object;

  it.each(ofNetworks)('%s: their own network shows and changes nothing of ours', async (route) => {
    const sample = await make(route, ruleOf(route).rightful);
    const before = await seqOf(network);
    const { status, text } = await send(world.ask('stranger'), route, sample, neighbour);
    if (withIds.includes(route))
      expect({ route, text, refused: [400, 403, 404].includes(status) }).toEqual({ route, text, refused: true });
    const named = [
      ...(await idsOf(network)),
      ...Object.values(sample.params ?? {}).filter((one) => /^[0-9a-f-]{36}$/.test(one)),
    ];
    expect(named.filter((id) => status < 300 && text.includes(id))).toEqual([]);
    expect(await seqOf(network)).toEqual(before);
  });

  it.each(withIds)('%s: with an id of theirs, or of nothing, in our address finds nothing', async (route) => {
    const theirs = await idsOf(neighbour);
    const sample = await make(route, ruleOf(route).rightful);
    const names = Object.keys(sample.params ?? {}).filter((name) => route.includes(`{${name}}`));
    for (const name of names) {
      const isId = /^[0-9a-f-]{36}$/.test(sample.params![name]!);
      // A version is a number.
      const isNumber = /^\d+$/.test(sample.params![name]!);
      const others = isNumber
        ? ['999']
        : isId
          ? [randomUUID(), ...theirs.slice(0, 3)]
          : ['nabogruppen', 'findes-ikke', 'nabogruppen-2026-1'];
      for (const other of others) {
        const asked = { ...sample, params: { ...sample.params, [name]: other } };
        const { status, text } = await send(world.ask(rightfulOf(route, sample)), route, asked);
        expect({ route, name, other, status, text }).toEqual({ route, name, other, status: 404, text });
      }
    }
  });

  /** Every word or id in a body, by its path, with what another network has in its place. */
  function leavesOf(value: unknown, path: string[] = []): { path: string[]; value: string }[] {
    if (typeof value === 'string') return [{ path, value }];
    if (value === null || typeof value !== 'object') return [];
    return Object.entries(value).flatMap(([key, one]) => leavesOf(one, [...path, key]));
  }
  function withLeaf(value: unknown, [step, ...rest]: string[], leaf: string): unknown {
    if (step === undefined) return leaf;
    const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
    (copy as Record<string, unknown>)[step] = withLeaf((value as Record<string, unknown>)[step], rest, leaf);
    return copy;
  }

  it('in a body, and in a query, it is nothing: no request that names it is done', async () => {
    const keys = async (key: string) =>
      (
        await world.torv.admin.query<{ key: string }>(
          `SELECT k.key FROM places_network n CROSS JOIN LATERAL (SELECT key FROM bodies_body WHERE network_id = n.id
           UNION ALL SELECT key FROM organisations_organisation WHERE network_id = n.id UNION ALL SELECT key FROM strategies_goal WHERE network_id = n.id) k
           WHERE n.key = $1`,
          [key],
        )
      ).rows.map((row) => row.key);
    const [ours, theirs, theirIds] = [await keys(network), await keys(neighbour), await idsOf(neighbour)];
    const person = world.personId('stranger')!;
    let tried = 0;
    for (const route of ofNetworks.filter(changes)) {
      const sample = await make(route, ruleOf(route).rightful);
      for (const { path, value } of leavesOf(sample.body)) {
        const others = /^[0-9a-f-]{36}$/.test(value)
          ? [...theirIds.slice(0, 3), person, randomUUID()]
          : ours.includes(value)
            ? [theirs[0]!, theirs.at(-1)!, 'findes-ikke']
            : [];
        for (const other of others) {
          const asked = { ...sample, body: withLeaf(sample.body, path, other) };
          const { status, text } = await send(world.ask(rightfulOf(route, sample)), route, asked);
          tried += 1;
          const refused = [400, 403, 404, 409].includes(status);
          expect({ route, path, other, text, refused }).toEqual({ route, path, other, text, refused: true });
        }
      }
    }
    expect(tried).toBeGreaterThan(40);
  });

  it('in a query it filters everything away', async () => {
    const theirs = await idsOf(neighbour);
    const queries: [string, Record<string, string>][] = [
      ['meetings', { body: 'nabogruppen' }],
      ['proposals', { body: 'nabogruppen' }],
      ['decisions', { body: 'nabogruppen' }],
      ['decisions', { meeting: theirs[0]! }],
      ['initiatives', { proposal: theirs[0]! }],
      ['initiatives', { goal: 'findes-ikke' }],
    ];
    for (const [list, query] of queries) {
      const route = `GET /api/v1/networks/{networkKey}/${list}`;
      const answer = await send(world.ask('secretary'), route, { query });
      expect({ list, query, ...(answer.json() as object) }).toMatchObject({ list, query, items: [] });
    }
  });
});
