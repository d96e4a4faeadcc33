import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { BrokerAccountView, BrokerView } from '@torv/shared/identity';
import * as openid from 'openid-client';
import type { Settings } from '../platform/config/read-settings';
import { Database } from '../platform/database/database';
import type { Query } from '../platform/database/query';
import { notFound, Refusal } from '../platform/errors/refusal';
import { SecurityLog } from '../platform/logging/security-log';
import { SETTINGS } from '../platform/platform.tokens';
import {
  brokerCancelled,
  brokerLevel,
  brokerRefused,
  brokerTaken,
  brokerUnknown,
  brokerUnreachable,
  brokerVisitOver,
} from './brokers.refusals';
import { fetchFor } from './fetch-for-broker';
import { type Broker, readBrokers } from './read-brokers';

/** Which broker vouched for someone, and at which level of assurance. */
export interface BrokerLevel {
  issuer: string;
  acr: string | null;
}

/** What came of a visit to a broker. `unknown`: nobody has this account; an invitation may be accepted with it. */
export type Returned = { as: 'known'; personId: string; broker: BrokerLevel } | { as: 'linked' };

interface Visit {
  broker: string;
  purpose: 'sign-in' | 'link';
  state: string;
  nonce: string;
  verifier: string;
  person_id: string | null;
  session: string | null;
}

const rememberFor = 60 * 60 * 1000;

/** Sign-in through identity brokers: OpenID Connect, authorization code with PKCE, state and nonce kept here. */
@Injectable()
export class Brokers {
  private readonly brokers: ReadonlyMap<string, Broker>;
  private readonly discovered = new Map<string, { config: openid.Configuration; until: number }>();

  constructor(
    private readonly database: Database,
    private readonly security: SecurityLog,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.brokers = new Map(readBrokers(settings).map((one) => [one.key, one]));
  }

  /** The brokers that people may sign in through. */
  list(): BrokerView[] {
    return [...this.brokers.values()].map(viewOf);
  }

  /** True when this level at this issuer counts as two factors. */
  countsAsTwo(broker: BrokerLevel | null | undefined): boolean {
    if (!broker || broker.acr === null) return false;
    const known = [...this.brokers.values()].find((one) => one.issuer === broker.issuer);
    return known?.levels.twoFactors.includes(broker.acr) ?? false;
  }

  /** A person's own accounts at brokers. */
  async accountsOf(personId: string): Promise<BrokerAccountView[]> {
    const [found] = await this.database.read(personId, {
      text: 'SELECT id, issuer, name, linked_at, last_used_at FROM identity_broker_account ORDER BY linked_at, id',
    });
    const byIssuer = new Map([...this.brokers.values()].map((one) => [one.issuer, one]));
    return found!.rows.map((row) => {
      const issuer = row['issuer'] as string;
      const known = byIssuer.get(issuer);
      return {
        id: row['id'] as string,
        broker: known ? viewOf(known) : { key: issuer, title: { da: issuer, en: issuer } },
        name: row['name'] as string | null,
        linkedAt: (row['linked_at'] as Date).toISOString(),
        lastUsedAt: (row['last_used_at'] as Date | null)?.toISOString() ?? null,
      };
    });
  }

  /** Forgets an account at a broker. @throws Refusal PLATFORM.NOT_FOUND */
  async unlink(personId: string, id: string): Promise<void> {
    const gone = await this.database.note(personId, {
      text: 'DELETE FROM identity_broker_account WHERE id = $1 RETURNING id',
      values: [id],
    });
    if (!gone.rows[0]) throw new Refusal(notFound);
  }

  /**
   * Begins a visit.
   *
   * @param returnTo where the broker sends the browser back to
   * @param link who is signed in and wants the account linked to them; null: to sign in
   * @returns where the browser goes, and the secret that its cookie keeps
   * @throws Refusal PLATFORM.NOT_FOUND, IDENTITY.BROKER_UNREACHABLE
   */
  async begin(
    key: string,
    returnTo: string,
    link: { id: string; sessionId: string } | null,
  ): Promise<{ address: string; secret: string }> {
    const broker = this.broker(key);
    const config = await this.configOf(broker);
    const [secret, state, nonce] = [newSecret(), openid.randomState(), openid.randomNonce()];
    const verifier = openid.randomPKCECodeVerifier();
    const query: Query = {
      text: 'SELECT identity_begin_broker_visit($1, $2, $3, $4, $5, $6)',
      values: [hashOf(secret), key, state, nonce, verifier, link?.sessionId ?? null],
    };
    await (link ? this.database.note(link.id, query) : this.database.call(query));
    const { ask } = broker.levels;
    const address = openid.buildAuthorizationUrl(config, {
      redirect_uri: returnTo,
      scope: [...new Set(['openid', ...broker.scopes])].join(' '),
      state,
      nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(ask.length > 0 ? { acr_values: ask.join(' ') } : {}),
    });
    if (!broker.origins.has(address.origin)) throw this.refused(key, 'its authorization endpoint stands elsewhere');
    return { address: address.href, secret };
  }

  /**
   * Ends a visit: checks what the broker says, once, and finds whose account it is or links it.
   *
   * @param secret of the browser that began it
   * @param cameBackTo the whole address, with the broker's answer
   * @param signedIn who is signed in in that browser, if anyone
   * @throws Refusal IDENTITY.BROKER_VISIT_OVER, IDENTITY.BROKER_REFUSED, IDENTITY.BROKER_LEVEL, IDENTITY.BROKER_TAKEN,
   *   IDENTITY.BROKER_UNKNOWN
   */
  async finish(
    key: string,
    secret: string | undefined,
    cameBackTo: URL,
    signedIn: { id: string; sessionId: string } | null,
  ): Promise<Returned> {
    const broker = this.broker(key);
    const visit = secret === undefined ? undefined : await this.take(secret);
    if (!visit || visit.broker !== key) throw new Refusal(brokerVisitOver);
    if (visit.purpose === 'link' && (visit.person_id !== signedIn?.id || visit.session !== signedIn.sessionId))
      throw new Refusal(brokerVisitOver);
    const claims = await this.claimsOf(broker, visit, cameBackTo);
    const said = (name: string) => (typeof claims[name] === 'string' ? claims[name] : null);
    const level = said(broker.claims.level);
    const { accepted } = broker.levels;
    if (accepted.length > 0 && (level === null || !accepted.includes(level))) {
      this.note(key, `the level ${level ?? '(none)'} is not accepted`);
      throw new Refusal(brokerLevel);
    }
    const account = {
      issuer: broker.issuer,
      subject: claims.sub,
      name: said(broker.claims.name)?.slice(0, 200) ?? null,
    };
    const strong = level !== null && broker.levels.twoFactors.includes(level);
    if (visit.purpose === 'link') {
      const linked = await this.database.note(visit.person_id!, {
        text: 'SELECT identity_link_broker($1, $2, $3, $4) AS done',
        values: [account.issuer, account.subject, account.name, strong],
      });
      if (linked.rows[0]!['done'] !== true) throw new Refusal(brokerTaken);
      return { as: 'linked' };
    }
    const { rows } = await this.database.call({
      text: 'SELECT identity_broker_person($1, $2, $3) AS id',
      values: [account.issuer, account.subject, strong],
    });
    const personId = rows[0]!['id'] as string | null;
    if (personId === null) throw new Refusal(brokerUnknown);
    return { as: 'known', personId, broker: { issuer: account.issuer, acr: level } };
  }

  private broker(key: string): Broker {
    const broker = this.brokers.get(key);
    if (!broker) throw new Refusal(notFound);
    return broker;
  }

  private async take(secret: string): Promise<Visit | undefined> {
    const { rows } = await this.database.call({
      text: 'SELECT * FROM identity_take_broker_visit($1)',
      values: [hashOf(secret)],
    });
    return rows[0] as Visit | undefined;
  }

  private async claimsOf(broker: Broker, visit: Visit, cameBackTo: URL): Promise<openid.IDToken> {
    const config = await this.configOf(broker);
    try {
      const tokens = await openid.authorizationCodeGrant(config, cameBackTo, {
        expectedState: visit.state,
        expectedNonce: visit.nonce,
        pkceCodeVerifier: visit.verifier,
        idTokenExpected: true,
      });
      return tokens.claims()!;
    } catch (error) {
      if (error instanceof openid.AuthorizationResponseError && error.error === 'access_denied')
        throw new Refusal(brokerCancelled);
      throw this.refused(broker.key, error);
    }
  }

  /** What the broker says of itself, asked once an hour. */
  private async configOf(broker: Broker): Promise<openid.Configuration> {
    const known = this.discovered.get(broker.key);
    if (known && known.until > Date.now()) return known.config;
    const issuer = new URL(broker.issuer);
    const authentication = { basic: openid.ClientSecretBasic, post: openid.ClientSecretPost }[broker.authentication];
    let config: openid.Configuration;
    try {
      config = await openid.discovery(
        issuer,
        broker.clientId,
        undefined,
        broker.clientSecret ? authentication(broker.clientSecret) : openid.None(),
        {
          [openid.customFetch]: fetchFor(broker),
          timeout: 10,
          execute: [
            // An ID token is believed for its signature, not because of whom it was fetched from.
            openid.enableNonRepudiationChecks,
            ...(issuer.protocol === 'http:' ? [openid.allowInsecureRequests] : []),
          ],
        },
      );
    } catch (error) {
      this.note(broker.key, error);
      throw new Refusal(brokerUnreachable);
    }
    if (new URL(config.serverMetadata().issuer).href !== issuer.href)
      throw this.refused(broker.key, 'it calls itself by another issuer');
    this.discovered.set(broker.key, { config, until: Date.now() + rememberFor });
    return config;
  }

  /** Why a broker was not believed stands in the log; its person is told no more than what to do. */
  private note(broker: string, why: unknown): void {
    this.security.warn({ event: 'broker-not-believed', broker, reason: reasonOf(why) });
  }

  private refused(key: string, why: unknown): Refusal {
    this.note(key, why);
    return new Refusal(brokerRefused);
  }
}

const viewOf = ({ key, title }: Broker): BrokerView => ({ key, title });
const newSecret = () => randomBytes(32).toString('base64url');
const hashOf = (secret: string) => createHash('sha256').update(secret).digest();

/** What went wrong, for the log: the library's own words, never a token or a code. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = `${(error as { code?: string }).code ?? error.name}: ${error.message}`;
  return error.cause instanceof Error ? `${said} (${error.cause.message})` : said;
}
