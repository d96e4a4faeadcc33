import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AddPasskey, NamePasskey, PasskeyAsked, PasskeyList, PasskeyView } from '@torv/shared/identity';
import { Id } from '@torv/shared/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers } from '../platform/http/answers';
import { IfMatch } from '../platform/http/request-headers';
import { Binding, Me, type SignedIn } from '../platform/http/who-asks';
import { Passkeys } from './passkeys';
import { OneFactorSuffices } from './require-second-factor.guard';
import { SecondFactors } from './second-factors';
import { SigningIn } from './signing-in';

/** One's own passkeys. */
@ApiTags('identity')
@Controller('api/v1/me/passkeys')
@OneFactorSuffices()
export class PasskeysController {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly factors: SecondFactors,
    private readonly signingIn: SigningIn,
  ) {}

  @Get()
  @Answers(200, PasskeyList)
  async list(@Me() me: SignedIn): Promise<PasskeyList> {
    return { items: await this.passkeys.listOf(me.id) };
  }

  /** What the browser is asked to make; good once, for five minutes, in this session. */
  @Post('challenge')
  @Binding()
  @Answers(201, PasskeyAsked)
  async ask(@Me() me: SignedIn): Promise<PasskeyAsked> {
    await this.factors.guardChange(me);
    return this.passkeys.askToAdd(me);
  }

  /** Adds it. Its owner has just unlocked it: the session then counts as opened with it too. */
  @Post()
  @Binding()
  @Answers(201, PasskeyView)
  async add(
    @Body({ schema: AddPasskey }) { name, answer }: AddPasskey,
    @Me() me: SignedIn,
    @Headers('origin') origin: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PasskeyView> {
    await this.factors.guardChange(me);
    const added = await this.passkeys.add(me, name, answer, origin);
    await this.signingIn.signInAgain(reply, request, ['passkey']);
    return added;
  }

  @Patch(':id')
  @Answers(200, PasskeyView)
  rename(
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NamePasskey }) { name }: NamePasskey,
    @IfMatch() version: number,
    @Me() me: SignedIn,
  ): Promise<PasskeyView> {
    return this.passkeys.rename(me.id, id, version, name);
  }

  @Delete(':id')
  @Binding()
  @HttpCode(204)
  @Answers(204)
  async remove(@Param('id', { schema: Id }) id: string, @IfMatch() version: number, @Me() me: SignedIn): Promise<void> {
    await this.factors.guardChange(me);
    await this.passkeys.remove(me.id, id, version);
  }
}
