import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { BrokerAccountList, BrokerAddress, BrokerList, GoToBroker, LinkBroker } from '@torv/shared/identity';
import { Id, Key } from '@torv/shared/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLoopback, type Settings } from '../platform/config/read-settings';
import { notFound, Refusal } from '../platform/errors/refusal';
import { Answers } from '../platform/http/answers';
import { Binding, Me, Open, type SignedIn } from '../platform/http/who-asks';
import { SecurityLog } from '../platform/logging/security-log';
import { SETTINGS } from '../platform/platform.tokens';
import { Brokers } from './brokers';
import { BrokerCookie } from './broker-cookie';
import { OneFactorSuffices } from './require-second-factor.guard';
import { SecondFactors } from './second-factors';
import { Sessions } from './sessions';
import { SigningIn } from './signing-in';

/** Sign-in through identity brokers. The browser itself goes there and comes back, so these answer with redirects. */
@ApiTags('identity')
@Controller('api/v1')
@OneFactorSuffices()
export class BrokersController {
  constructor(
    private readonly brokers: Brokers,
    private readonly cookie: BrokerCookie,
    private readonly factors: SecondFactors,
    private readonly sessions: Sessions,
    private readonly signingIn: SigningIn,
    private readonly security: SecurityLog,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('brokers')
  @Open()
  @Answers(200, BrokerList)
  list(): BrokerList {
    return { items: this.brokers.list() };
  }

  /** Leads to the broker; `then` is the page to come back to. */
  @Get('brokers/:key/start')
  @Open()
  @ApiResponse({ status: 303, description: 'To the broker, or to the sign-in page with a refusal.' })
  async start(
    @Param('key', { schema: Key }) key: string,
    @Query({ schema: GoToBroker }) { then }: GoToBroker,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.orSayWhy(request, reply, { then, signedIn: null }, async () => {
      const { address, secret } = await this.brokers.begin(key, this.returnTo(key, request), null);
      this.cookie.set(reply, secret, then);
      void reply.redirect(address, 303);
    });
  }

  /** Where the broker sends the browser back to. */
  @Get('brokers/:key/return')
  @Open()
  @ApiResponse({ status: 303, description: 'To the page asked for, signed in; or to the sign-in page with a refusal.' })
  async return(
    @Param('key', { schema: Key }) key: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { secret, then } = this.cookie.read(request);
    this.cookie.clear(reply);
    const signedIn = await this.sessions.find(request.cookies[this.sessions.cookieName]);
    await this.orSayWhy(request, reply, { then, signedIn }, async () => {
      const address = new URL(this.returnTo(key, request));
      address.search = new URL(request.url, address).search;
      const back = await this.brokers.finish(key, secret, address, signedIn);
      if (back.as === 'linked') return void reply.redirect(then, 303);
      const answer = await this.signingIn.signInWith(reply, request, back.personId, ['broker'], back.broker);
      if (!('pending' in answer)) return void reply.redirect(then, 303);
      // In the fragment, which no server and no log sees.
      void reply.redirect(`/sign-in?return=${encodeURIComponent(then)}#pending=${answer.pending}`, 303);
    });
  }

  /** My accounts at brokers. */
  @Get('me/brokers')
  @Answers(200, BrokerAccountList)
  async accounts(@Me() me: SignedIn): Promise<BrokerAccountList> {
    return { items: await this.brokers.accountsOf(me.id) };
  }

  /** Begins to link an account: the address that the browser goes to. */
  @Post('me/brokers/:key')
  @Binding()
  @Answers(201, BrokerAddress)
  async link(
    @Param('key', { schema: Key }) key: string,
    @Body({ schema: LinkBroker }) { then }: LinkBroker,
    @Me() me: SignedIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BrokerAddress> {
    await this.factors.guardChange(me);
    const { address, secret } = await this.brokers.begin(key, this.returnTo(key, request), me);
    this.cookie.set(reply, secret, then);
    return { address };
  }

  @Delete('me/brokers/:id')
  @Binding()
  @HttpCode(204)
  @Answers(204)
  async unlink(@Param('id', { schema: Id }) id: string, @Me() me: SignedIn): Promise<void> {
    await this.factors.guardChange(me);
    await this.brokers.unlink(me.id, id);
  }

  /** Where Torv stands for this browser: its configured origin, or the loopback name it was opened by. */
  private returnTo(key: string, request: FastifyRequest): string {
    const host = request.headers.host ?? '';
    const origin = this.settings.origin ?? `http://${host}`;
    if (this.settings.origin === null && !(URL.canParse(origin) && isLoopback(new URL(origin).hostname)))
      throw new Refusal(notFound);
    return `${origin}/api/v1/brokers/${key}/return`;
  }

  /**
   * A person in a browser is no reader of problem details: a refusal is said on a page, where they sign in or on
   * their own, and leaves a line in the log as any other does.
   */
  private async orSayWhy(
    request: FastifyRequest,
    reply: FastifyReply,
    { then, signedIn }: { then: string; signedIn: SignedIn | null },
    act: () => Promise<void>,
  ): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, status } = error.kind;
      const { method, routeOptions, ip: source } = request;
      this.security.warn({
        event: 'refused',
        code,
        status,
        method,
        route: routeOptions.url,
        personId: signedIn?.id,
        source,
      });
      const page = signedIn ? '/me' : '/sign-in';
      const back = !signedIn && then !== '/' ? `&return=${encodeURIComponent(then)}` : '';
      void reply.redirect(`${page}?refused=${code}${back}`, 303);
    }
  }
}
