import { Injectable } from '@nestjs/common';
import type { SecondFactorAsked, SessionView } from '@torv/shared/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../platform/database/database';
import { Refusal } from '../platform/errors/refusal';
import type { AskingRequest, SignedIn, SignInMethod } from '../platform/http/who-asks';
import { SecurityLog } from '../platform/logging/security-log';
import { Brokers } from './brokers';
import { signInRequired } from './identity.refusals';
import { nameAgent } from './name-agent';
import { OneTimeCodes } from './one-time-codes';
import { areTwo } from './second-factors';
import { type Opened, type Opening, Sessions } from './sessions';

/** The end of every way of signing in: the session, its cookies and the answer. */
@Injectable()
export class SigningIn {
  constructor(
    private readonly sessions: Sessions,
    private readonly database: Database,
    private readonly codes: OneTimeCodes,
    private readonly brokers: Brokers,
    private readonly security: SecurityLog,
  ) {}

  /**
   * Signs a person in who has shown who they are, unless a code is owed: whoever has turned one-time codes on is asked
   * for one after every single factor, be it a password that was just reset or a link by mail. The route then answers
   * 202 with what this returns.
   *
   * @param methods how they have shown it
   * @param broker issuer and assurance level, when a broker vouches for them
   * @throws Refusal IDENTITY.WRONG_SIGN_IN when the person is disabled
   */
  async signInWith(
    reply: FastifyReply,
    request: FastifyRequest,
    personId: string,
    methods: SignInMethod[],
    broker?: Opening['broker'],
  ): Promise<SessionView | SecondFactorAsked> {
    const enough = areTwo(methods) || (methods.includes('broker') && this.brokers.countsAsTwo(broker));
    if (enough || !(await this.codes.askedOf(personId)))
      return this.complete(reply, request, personId, methods, broker);
    return { ...(await this.codes.openPending(personId, methods)), methods: ['totp', 'recovery'] };
  }

  /**
   * Signs a person in who owes nothing more. The browser's earlier session, whoever's it was, ends.
   *
   * @throws Refusal IDENTITY.WRONG_SIGN_IN when the person is disabled
   */
  async complete(
    reply: FastifyReply,
    request: FastifyRequest,
    personId: string,
    methods: SignInMethod[],
    broker?: Opening['broker'],
  ): Promise<SessionView> {
    const replaces = request.cookies[this.sessions.cookieName];
    const agent = nameAgent(request.headers['user-agent']);
    const opened = await this.sessions.open(personId, {
      methods,
      agent,
      ...(broker ? { broker } : {}),
      ...(replaces ? { replaces } : {}),
    });
    this.note('signed-in', request, personId, methods);
    return this.answer(reply, opened);
  }

  /**
   * Notes that the person who asks has shown anew who they are: what binds is open to them for 30 minutes. The
   * session gets a new secret.
   *
   * @param methods how they have shown it this time
   * @throws Refusal IDENTITY.SIGN_IN_REQUIRED when the session has ended meanwhile
   */
  async signInAgain(reply: FastifyReply, request: FastifyRequest, methods: SignInMethod[]): Promise<SessionView> {
    const renewed = await this.sessions.renew(request.cookies[this.sessions.cookieName] ?? '', methods);
    this.note('signed-in-again', request, (request as AskingRequest).asking?.signedIn?.id, methods);
    return this.answer(reply, renewed);
  }

  /** Ends the session that asks. */
  async signOut(reply: FastifyReply, request: FastifyRequest): Promise<void> {
    await this.sessions.close(request.cookies[this.sessions.cookieName] ?? '');
    const shared = { path: '/', secure: this.sessions.overTls } as const;
    void reply.clearCookie(this.sessions.cookieName, shared).clearCookie(this.flag, shared);
  }

  /** Who is signed in, as they themselves see it. */
  async viewOf(me: SignedIn): Promise<SessionView> {
    const [networks] = await this.database.read(me.id, {
      text: `SELECT n.key, n.name FROM places_network n
             WHERE n.id IN (SELECT g.network_id FROM platform_grant g WHERE g.scope = 'network') ORDER BY n.demonstration, n.name`,
    });
    const { id, name, email, language, expiresAt, signedInAt, methods } = me;
    return {
      person: { id, name, email, language },
      networks: networks!.rows as SessionView['networks'],
      expiresAt,
      signedInAt,
      methods,
    };
  }

  private note(event: string, { ip }: FastifyRequest, personId: string | undefined, methods: SignInMethod[]): void {
    this.security.note({ event, personId, methods: methods.join(' '), source: ip });
  }

  /** Tells the page that someone is signed in, so that it asks who only then. It opens nothing. */
  private get flag(): string {
    return this.sessions.overTls ? '__Host-torv_signed_in' : 'torv_signed_in';
  }

  private async answer(reply: FastifyReply, { secret, expiresAt }: Opened): Promise<SessionView> {
    const shared = { path: '/', sameSite: 'lax', secure: this.sessions.overTls, expires: expiresAt } as const;
    void reply.setCookie(this.sessions.cookieName, secret, { ...shared, httpOnly: true });
    void reply.setCookie(this.flag, '1', shared);
    const me = await this.sessions.find(secret);
    if (!me) throw new Refusal(signInRequired);
    return this.viewOf(me);
  }
}
