import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CodesSetUp, ConfirmCodes, RecoveryCodes, SecondFactorView } from '@torv/shared/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers } from '../platform/http/answers';
import { Binding, Me, type SignedIn } from '../platform/http/who-asks';
import { OneTimeCodes } from './one-time-codes';
import { OneFactorSuffices } from './require-second-factor.guard';
import { SecondFactors } from './second-factors';
import { SigningIn } from './signing-in';

/** One's own one-time codes and recovery codes. What changes them asks for a sign-in of the last 30 minutes. */
@ApiTags('identity')
@Controller('api/v1/me/second-factor')
@OneFactorSuffices()
export class SecondFactorController {
  constructor(
    private readonly codes: OneTimeCodes,
    private readonly factors: SecondFactors,
    private readonly signingIn: SigningIn,
  ) {}

  @Get()
  @Answers(200, SecondFactorView)
  async view(@Me() me: SignedIn): Promise<SecondFactorView> {
    const [on, demanded, shown] = await Promise.all([
      this.codes.viewOf(me.id),
      this.factors.demandedOf(me.id),
      this.factors.hasShownTwo(me),
    ]);
    return { ...on, demanded, shown };
  }

  /** Begins to set codes up: a secret for an app, shown once. */
  @Post('codes')
  @Binding()
  @Answers(201, CodesSetUp)
  async begin(@Me() me: SignedIn): Promise<CodesSetUp> {
    await this.factors.guardChange(me);
    return this.codes.begin(me);
  }

  /** Turns codes on by the first one. The session then counts as opened with both factors. */
  @Post('codes/confirmation')
  @Binding()
  @Answers(201, RecoveryCodes)
  async confirm(
    @Body({ schema: ConfirmCodes }) { code }: ConfirmCodes,
    @Me() me: SignedIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecoveryCodes> {
    await this.factors.guardChange(me);
    const recoveryCodes = await this.codes.confirm(me.id, code);
    await this.signingIn.signInAgain(reply, request, ['totp']);
    return { recoveryCodes };
  }

  @Delete('codes')
  @Binding()
  @HttpCode(204)
  @Answers(204)
  async drop(@Me() me: SignedIn): Promise<void> {
    await this.factors.guardChange(me);
    await this.codes.drop(me.id);
  }

  /** Ten new recovery codes; the old ones end. */
  @Post('recovery-codes')
  @Binding()
  @Answers(201, RecoveryCodes)
  async renew(@Me() me: SignedIn): Promise<RecoveryCodes> {
    await this.factors.guardChange(me);
    return { recoveryCodes: await this.codes.renewRecoveryCodes(me.id) };
  }
}
