import { Body, Controller, Headers, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ConfirmCodes, GiveSecondFactor, PasskeyAsked, SessionView, SignInByPasskey } from '@torv/shared/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers } from '../platform/http/answers';
import { Me, Open, type SignedIn, type SignInMethod } from '../platform/http/who-asks';
import { OneTimeCodes } from './one-time-codes';
import { Passkeys } from './passkeys';
import { OneFactorSuffices } from './require-second-factor.guard';
import { SigningIn } from './signing-in';

/** Signing in, and signing in again, by a code or a passkey. */
@ApiTags('identity')
@Controller('api/v1/session')
@OneFactorSuffices()
export class SignInByFactorController {
  constructor(
    private readonly codes: OneTimeCodes,
    private readonly passkeys: Passkeys,
    private readonly signingIn: SigningIn,
  ) {}

  /** Completes a sign-in that was answered with 202. */
  @Post('second-factor')
  @Open()
  @Answers(201, SessionView)
  async giveCode(
    @Body({ schema: GiveSecondFactor }) { pending, code }: GiveSecondFactor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { personId, methods, by } = await this.codes.use({ pending }, code);
    return this.signingIn.complete(reply, request, personId, [...(methods as SignInMethod[]), by]);
  }

  /** What the browser is asked to sign, with any passkey that it has for Torv. */
  @Post('passkey/challenge')
  @Open()
  @Answers(201, PasskeyAsked)
  ask(): Promise<PasskeyAsked> {
    return this.passkeys.askToSign({ purpose: 'sign-in' });
  }

  /** Signs in by passkey. */
  @Post('passkey')
  @Open()
  @Answers(201, SessionView)
  async signIn(
    @Body({ schema: SignInByPasskey }) { answer }: SignInByPasskey,
    @Headers('origin') origin: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const personId = await this.passkeys.check(answer, { purpose: 'sign-in' }, origin);
    return this.signingIn.complete(reply, request, personId, ['passkey']);
  }

  /** Signs in again by a code, so that what binds is open for another 30 minutes. */
  @Post('again/code')
  @Answers(200, SessionView)
  async codeAgain(
    @Body({ schema: ConfirmCodes }) { code }: ConfirmCodes,
    @Me() me: SignedIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { by } = await this.codes.use({ personId: me.id }, code);
    return this.signingIn.signInAgain(reply, request, [by]);
  }

  /** What the browser is asked to sign with one of my passkeys, in this session. */
  @Post('again/passkey/challenge')
  @Answers(201, PasskeyAsked)
  askAgain(@Me() me: SignedIn): Promise<PasskeyAsked> {
    return this.passkeys.askToSign({ purpose: 'again', person: me });
  }

  /** Signs in again by passkey. */
  @Post('again/passkey')
  @Answers(200, SessionView)
  async passkeyAgain(
    @Body({ schema: SignInByPasskey }) { answer }: SignInByPasskey,
    @Headers('origin') origin: string | undefined,
    @Me() me: SignedIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    await this.passkeys.check(answer, { purpose: 'again', person: me }, origin);
    return this.signingIn.signInAgain(reply, request, ['passkey']);
  }
}
