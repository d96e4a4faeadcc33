import { randomUUID } from 'node:crypto';
import { givePassword } from '../../src/interop/commands/set-password';
import { type Ask, type DemoTorv, network, type Seat, startDemoTorv } from '../demo-network';

/**
 * Who tries every route. `seated` has a seat in the body, binds and administers lokale-foreninger; `conflicted` sits
 * beside them, and is ruled conflicted on whatever item a sample is about; `secretary` is the network's facilitator
 * too; `member` belongs to the network, administers aalborg-kommune, and has no seat; `former` had all of it, until
 * yesterday; `disabled` has it, and may not sign in.
 */
export const personas = [
  'anonymous',
  'stranger',
  'former',
  'disabled',
  'member',
  'conflicted',
  'seated',
  'secretary',
  'chair',
] as const;
export type Persona = (typeof personas)[number];

/** The demonstration's seat that a persona is; the others are made for the tests. */
export const seatOfPersona: Partial<Record<Persona, Seat>> = {
  stranger: 'outsider',
  member: 'manager',
  conflicted: 'member.housing',
  seated: 'member.civil',
  secretary: 'facilitator',
  chair: 'chair',
};
const password = 'torv-demo-1';
let machines = 0;

/** Torv with its demonstration networks, and everyone who tries its doors. */
export interface World {
  torv: DemoTorv;
  networkId: string;
  personId(persona: Persona): string | null;
  ask(persona: Persona): Ask;
  cookieOf(persona: Persona): string | null;
  /** A session of their own, for a try that may end it. */
  signInAnew(persona: Persona): Promise<Ask>;
  /** Signs in those whose session a try has ended. */
  renew(persona: Persona): Promise<void>;
  close(): Promise<void>;
}

const emailOf = (persona: Persona) => `${seatOfPersona[persona] ?? persona}@demo.torv.test`;

/** Starts it: about three seconds. */
export async function startWorld(): Promise<World> {
  const torv = await startDemoTorv();
  const networkId = await torv.idOf('SELECT id FROM places_network WHERE key = $1', network);
  await makePeople(torv, networkId);
  const people = new Map<Persona, string>();
  for (const persona of personas)
    if (persona !== 'anonymous')
      people.set(persona, await torv.idOf('SELECT id FROM identity_person WHERE email = $1', emailOf(persona)));
  const cookies = new Map<Persona, string>();
  for (const persona of ['former', 'disabled'] as const) cookies.set(persona, await signIn(torv, emailOf(persona)));
  const cookieOf = (persona: Persona): string | null => {
    const seat = seatOfPersona[persona];
    return cookies.get(persona) ?? (seat ? torv.cookieOf(seat) : null);
  };
  const asking =
    (cookie: string | null): Ask =>
    (method, path, asked = {}) =>
      torv.as(null)(method, path, cookie === null ? asked : { ...asked, headers: { cookie, ...asked.headers } });
  await disable(torv, people.get('disabled')!, asking(cookies.get('disabled')!));
  return {
    torv,
    networkId,
    personId: (persona) => people.get(persona) ?? null,
    ask: (persona) => asking(cookieOf(persona)),
    cookieOf,
    signInAnew: async (persona) => {
      // Who cannot sign in tries with what they have.
      const cannot = persona === 'anonymous' || persona === 'disabled';
      return asking(cannot ? cookieOf(persona) : await signIn(torv, emailOf(persona)));
    },
    renew: async (persona) => {
      if (persona === 'anonymous' || persona === 'disabled') return;
      const { status } = await asking(cookieOf(persona))('GET', '/api/v1/session');
      if (status === 401) cookies.set(persona, await signIn(torv, emailOf(persona)));
    },
    close: () => torv.close(),
  };
}

/** One who had every right until yesterday, and one who has it and is about to be shut out. */
async function makePeople(torv: DemoTorv, networkId: string): Promise<void> {
  const periods = { former: "now() - interval '1 day'", disabled: "'infinity'" } as const;
  for (const [key, until] of Object.entries(periods)) {
    const email = `${key}@demo.torv.test`;
    const person = randomUUID();
    await torv.admin.query('INSERT INTO identity_person (id, email, name) VALUES ($1, $2, $2)', [person, email]);
    const organisation = `(SELECT id FROM organisations_organisation WHERE network_id = $1 AND key = 'lokale-foreninger')`;
    const since = "now() - interval '1 year'";
    for (const sql of [
      `INSERT INTO organisations_affiliation (network_id, person_id, organisation_id, valid_from, valid_until)
       SELECT $1, $2, ${organisation}, ${since}, ${until}`,
      `INSERT INTO organisations_authority (network_id, person_id, organisation_id, subject, given_by, valid_from, valid_until)
       SELECT $1, $2, ${organisation}, s, 'Bestyrelsen', ${since}, ${until} FROM unnest(ARRAY['positions', 'commitments']) s`,
      `INSERT INTO organisations_office (network_id, person_id, organisation_id, office, valid_from, valid_until)
       SELECT $1, $2, ${organisation}, o, ${since}, ${until} FROM unnest(ARRAY['administrator', 'facilitator']) o`,
    ])
      await torv.admin.query(sql, [networkId, person]);
  }
  await givePassword(
    torv.database.adminUrl,
    Object.keys(periods).map((key) => `${key}@demo.torv.test`),
    password,
  );
}

/** Signs in from a machine of one's own, so that many who do are not throttled. */
async function signIn(torv: DemoTorv, email: string): Promise<string> {
  machines += 1;
  const answer = await torv.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    remoteAddress: `10.0.${machines >> 8}.${machines & 255}`,
    headers: { 'x-requested-with': 'torv', 'content-type': 'application/json' },
    payload: JSON.stringify({ email, password }),
  });
  if (answer.statusCode !== 201) throw new Error(`${email} cannot sign in: ${answer.statusCode} ${answer.payload}`);
  const set = [answer.headers['set-cookie']].flat() as string[];
  return set.find((one) => /^(__Host-)?torv_session=/.test(one))!.split(';')[0]!;
}

/** Shuts a person out, as `torv user` does, and waits until every process knows. */
async function disable(torv: DemoTorv, personId: string, ask: Ask): Promise<void> {
  await torv.admin.query('UPDATE identity_person SET disabled_at = now() WHERE id = $1', [personId]);
  let status = 0;
  for (let tries = 0; tries < 100 && status !== 401; tries += 1) {
    status = (await ask('GET', '/api/v1/session')).status;
    await new Promise((next) => setTimeout(next, 50));
  }
  if (status !== 401) throw new Error('A disabled person is still signed in after five seconds.');
}
