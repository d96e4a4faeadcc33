import { Body, Controller, HttpCode, Patch, Put, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NewPassword, PersonChange, SessionView } from '@torv/shared/identity';
import type { FastifyRequest } from 'fastify';
import { Database } from '../platform/database/database';
import { Refusal } from '../platform/errors/refusal';
import { Answers } from '../platform/http/answers';
import { Binding, Me, type SignedIn } from '../platform/http/who-asks';
import { Attempts } from './attempts';
import { wrongPassword } from './identity.refusals';
import { Passwords, setPassword } from './passwords';
import { OneFactorSuffices } from './require-second-factor.guard';
import { Sessions } from './sessions';
import { SigningIn } from './signing-in';

/** What a person changes about themselves. */
@ApiTags('identity')
@Controller('api/v1/session')
@OneFactorSuffices()
export class MeController {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly signingIn: SigningIn,
    private readonly passwords: Passwords,
    private readonly attempts: Attempts,
  ) {}

  /** My name and language. */
  @Patch()
  @Answers(200, SessionView)
  async change(@Body({ schema: PersonChange }) change: PersonChange, @Me() me: SignedIn): Promise<SessionView> {
    await this.database.note(me.id, {
      text: `UPDATE identity_person SET name = coalesce($1, name), language = coalesce($2, language) WHERE id = platform_actor()`,
      values: [change.name ?? null, change.language ?? null],
    });
    this.sessions.forget(me.id);
    return this.signingIn.viewOf({ ...me, name: change.name ?? me.name, language: change.language ?? me.language });
  }

  /** A new password for me; I am signed out everywhere else. */
  @Put('password')
  @Binding()
  @HttpCode(204)
  @Answers(204)
  async changePassword(
    @Body({ schema: NewPassword }) { current, password }: NewPassword,
    @Me() me: SignedIn,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const succeeded = await this.attempts.begin(request, me.email);
    const known =
      current === undefined ? !(await this.passwords.has(me.email)) : await this.passwords.matches(me.email, current);
    if (!known) throw new Refusal(wrongPassword, [{ path: 'current', message: wrongPassword.sentence }]);
    await succeeded();
    await this.database.actAs(me.id, (client) => setPassword(client, me.id, password, me.sessionId));
    this.sessions.forget(me.id);
  }
}
