import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** Where the specs of the API say that Torv stands. */
const here = 'http://localhost:3000';

export const clientSecret = 'a-secret-of-this-test';

/** An identity broker on this machine: oidc-provider, in which whoever a test says has just signed in. */
export interface TestBroker {
  issuer: string;
  /** Who signs in there next. */
  subject: string;
  /** What a test changes in the claims of the next ID tokens; signed by the broker's own key all the same. */
  change: (claims: Record<string, unknown>) => Record<string, unknown>;
  /** Signs instead of the broker's own key. */
  signedBy: KeyObject | null;
  /** How often its token endpoint was asked. */
  tokensAsked: number;
  /** Goes where Torv sends the browser, signs in, and gives back where the broker sends it to. */
  visit(address: string): Promise<URL>;
  close(): Promise<void>;
}

/**
 * Starts it.
 *
 * @param key the name by which Torv knows it, for the address that it sends browsers back to
 * @param torv where Torv stands
 */
export async function startTestBroker(key: string, torv = here): Promise<TestBroker> {
  const server = createServer();
  const port = await listening(server);
  const issuer = `http://localhost:${port}`;
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'torv',
        client_secret: clientSecret,
        redirect_uris: [`${torv}/api/v1/brokers/${key}/return`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...own.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'RS256' } as never] },
    cookies: { keys: ['of-this-test'] },
    claims: { openid: ['sub'], profile: ['name'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: 'Forperson (hos udbyderen)' }) }),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client!.clientId,
        accountId: ctx.oidc.session!.accountId!,
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
  });
  const answer = provider.callback();
  const broker: TestBroker = {
    issuer,
    subject: 'subject-1',
    change: (claims) => claims,
    signedBy: null,
    tokensAsked: 0,
    visit: (address) => visit(address, torv),
    close: () => new Promise((done) => server.close(() => done())),
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url!.startsWith('/interaction/')) {
      void provider.interactionFinished(request, response, { login: { accountId: broker.subject } });
      return;
    }
    if (request.url === '/token') {
      broker.tokensAsked += 1;
      changeIdToken(response, (token) => sign(broker.change(claimsOf(token)), broker.signedBy ?? own));
    }
    void answer(request, response);
  });
  return broker;
}

/** Has what is sent carry another ID token. */
function changeIdToken(response: ServerResponse, change: (token: string) => string): void {
  const end = response.end.bind(response) as (text: string) => ServerResponse;
  response.end = ((body: string | Buffer) => {
    const tokens = JSON.parse(body.toString()) as { id_token?: string };
    if (tokens.id_token) tokens.id_token = change(tokens.id_token);
    const text = JSON.stringify(tokens);
    response.setHeader('content-length', Buffer.byteLength(text));
    return end(text);
  }) as typeof response.end;
}

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;

function sign(claims: Record<string, unknown>, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: 'own' })}.${part(claims)}`;
  return `${signed}.${createSign('sha256').update(signed).sign(key).toString('base64url')}`;
}

/** A browser that only ever follows where it is sent, as far as Torv's own address. */
async function visit(address: string, torv: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let at = new URL(address);
  for (let steps = 0; steps < 10; steps += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0]!.split('=');
      cookies.set(name!, value!);
    }
    const next = answer.headers.get('location');
    if (!next) throw new Error(`The broker answers ${answer.status}: ${await answer.text()}`);
    at = new URL(next, at);
    if (at.origin === torv) return at;
  }
  throw new Error('The broker leads nowhere.');
}

/** A server that answers whatever it is told, and remembers what it was asked. */
export async function startWayside(
  answer: (path: string, origin: string) => { status?: number; location?: string; json?: object },
): Promise<{ origin: string; asked: string[]; close(): Promise<void> }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    const { status = 200, location, json = {} } = answer(request.url!, origin);
    response.writeHead(status, { 'content-type': 'application/json', ...(location ? { location } : {}) });
    response.end(JSON.stringify(json));
  });
  const origin = `http://localhost:${await listening(server)}`;
  return { origin, asked, close: () => new Promise((done) => server.close(() => done())) };
}

const listening = (server: Server): Promise<number> =>
  new Promise((done) => server.listen(0, 'localhost', () => done((server.address() as AddressInfo).port)));
