import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { SessionList, SessionView, SignIn, SignInAgain } from '@torv/shared/identity';
import { Id } from '@torv/shared/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../platform/database/database';
import { notFound, Refusal } from '../platform/errors/refusal';
import { Answers } from '../platform/http/answers';
import { Binding, Me, Open, type SignedIn } from '../platform/http/who-asks';
import { Attempts } from './attempts';
import { CheckSignIn } from './check-sign-in.guard';
import { wrongPassword } from './identity.refusals';
import { Passwords } from './passwords';
import { OneFactorSuffices } from './require-second-factor.guard';
import { Sessions } from './sessions';
import { SigningIn } from './signing-in';

@ApiTags('identity')
@Controller('api/v1/session')
@OneFactorSuffices()
export class SessionController {
  constructor(
    private readonly signingIn: SigningIn,
    private readonly sessions: Sessions,
    private readonly attempts: Attempts,
    private readonly passwords: Passwords,
    private readonly database: Database,
  ) {}

  @Post()
  @Open()
  @UseGuards(CheckSignIn, AuthGuard('local'))
  @Answers(201, SessionView)
  @ApiResponse({ status: 202, description: 'A code is owed: `POST /api/v1/session/second-factor` with `pending`.' })
  async signIn(
    @Body({ schema: SignIn }) _signIn: SignIn,
    @Req() request: FastifyRequest & { user: { id: string } },
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const answer = await this.signingIn.signInWith(reply, request, request.user.id, ['password']);
    void reply.status('pending' in answer ? 202 : 201).send(answer);
  }

  @Get()
  @Answers(200, SessionView)
  whoAmI(@Me() me: SignedIn): Promise<SessionView> {
    return this.signingIn.viewOf(me);
  }

  @Delete()
  @HttpCode(204)
  @Answers(204)
  signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    return this.signingIn.signOut(reply, request);
  }

  /** Signs in again, so that what binds is open for another 30 minutes. */
  @Post('again')
  @Answers(200, SessionView)
  async again(
    @Body({ schema: SignInAgain }) { password }: SignInAgain,
    @Me() me: SignedIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const succeeded = await this.attempts.begin(request, me.email);
    if (!(await this.passwords.matches(me.email, password))) throw new Refusal(wrongPassword, atPassword);
    await succeeded();
    return this.signingIn.signInAgain(reply, request, ['password']);
  }

  /** Where one is signed in. */
  @Get('all')
  @Answers(200, SessionList)
  async all(@Me() me: SignedIn): Promise<SessionList> {
    const [found] = await this.database.read(me.id, {
      text: `SELECT id, created_at, last_seen_at, signed_in_at, expires_at, methods, agent FROM identity_session
             WHERE person_id = platform_actor() AND expires_at > now() AND last_seen_at + idle > now() ORDER BY last_seen_at DESC`,
    });
    return {
      items: found!.rows.map((row) => ({
        id: row['id'] as string,
        createdAt: (row['created_at'] as Date).toISOString(),
        lastSeenAt: (row['last_seen_at'] as Date).toISOString(),
        signedInAt: (row['signed_in_at'] as Date).toISOString(),
        expiresAt: (row['expires_at'] as Date).toISOString(),
        methods: row['methods'] as SignedIn['methods'],
        agent: row['agent'] as string | null,
        current: row['id'] === me.sessionId,
      })),
    };
  }

  /** Ends every other session of one's own. */
  @Delete('others')
  @Binding()
  @HttpCode(204)
  @Answers(204)
  async endOthers(@Me() me: SignedIn): Promise<void> {
    await this.database.note(me.id, {
      text: 'DELETE FROM identity_session WHERE person_id = platform_actor() AND id <> $1',
      values: [me.sessionId],
    });
    this.sessions.forget(me.id);
  }

  /** Ends a session of one's own. */
  @Delete(':id')
  @Binding()
  @HttpCode(204)
  @Answers(204)
  async end(@Param('id', { schema: Id }) id: string, @Me() me: SignedIn): Promise<void> {
    const ended = await this.database.note(me.id, {
      text: 'DELETE FROM identity_session WHERE person_id = platform_actor() AND id = $1 RETURNING id',
      values: [id],
    });
    this.sessions.forget(me.id);
    if (!ended.rows[0]) throw new Refusal(notFound);
  }
}

const atPassword = [{ path: 'password', message: wrongPassword.sentence }];
