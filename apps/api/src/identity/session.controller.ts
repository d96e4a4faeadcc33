import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { ApiTags } from '@nestjs/swagger';
import { Throttle, ThrottlerGuard } from '@nestjs/throttler';
import { SessionView, SignIn } from '@torv/shared/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../platform/database/database';
import { Answers } from '../platform/http/answers';
import { Me, Open, type SignedIn } from '../platform/http/who-asks';
import { CheckSignIn } from './check-sign-in.guard';
import { Sessions } from './sessions';

@ApiTags('identity')
@Controller('api/v1/session')
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly database: Database,
  ) {}

  @Post()
  @Open()
  @Throttle({ default: { limit: 20, ttl: 60_000 } })
  @UseGuards(ThrottlerGuard, CheckSignIn, AuthGuard('local'))
  @Answers(201, SessionView)
  async signIn(
    @Body({ schema: SignIn }) _signIn: SignIn,
    @Req() request: FastifyRequest & { user: { id: string } },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { secret, expiresAt } = await this.sessions.open(request.user.id);
    const shared = { path: '/', sameSite: 'lax', secure: this.sessions.overTls, expires: expiresAt } as const;
    void reply.setCookie(this.sessions.cookieName, secret, { ...shared, httpOnly: true });
    // Readable by the page, so that it asks who is signed in only when someone is.
    void reply.setCookie('torv_signed_in', '1', shared);
    return this.viewOf((await this.sessions.find(secret))!);
  }

  @Get()
  @Answers(200, SessionView)
  whoAmI(@Me() me: SignedIn): Promise<SessionView> {
    return this.viewOf(me);
  }

  @Delete()
  @HttpCode(204)
  @Answers(204)
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.close(request.cookies[this.sessions.cookieName]!);
    const shared = { path: '/', secure: this.sessions.overTls } as const;
    void reply.clearCookie(this.sessions.cookieName, shared).clearCookie('torv_signed_in', shared);
  }

  private async viewOf(me: SignedIn): Promise<SessionView> {
    const [networks] = await this.database.read(me.id, {
      text: `SELECT n.key, n.name FROM places_network n
             WHERE n.id IN (SELECT g.network_id FROM platform_grant g WHERE g.scope = 'network') ORDER BY n.demonstration, n.name`,
    });
    const { expiresAt, ...person } = me;
    return { person, networks: networks!.rows as SessionView['networks'], expiresAt };
  }
}
