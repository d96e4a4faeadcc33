import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { MadeToken, NewToken, TokenList } from '@torv/shared/identity';
import { Id } from '@torv/shared/kernel';
import { notFound, Refusal } from '../platform/errors/refusal';
import { Answers } from '../platform/http/answers';
import { Binding, Me, type SignedIn } from '../platform/http/who-asks';
import { PersonalTokens } from './personal-tokens';
import { OneFactorSuffices } from './require-second-factor.guard';

@ApiTags('identity')
@Controller('api/v1/session/tokens')
export class TokensController {
  constructor(private readonly tokens: PersonalTokens) {}

  /** My personal tokens, without their secrets. */
  @Get()
  @OneFactorSuffices()
  @Answers(200, TokenList)
  async list(@Me() me: SignedIn): Promise<TokenList> {
    return { items: await this.tokens.list(me.id) };
  }

  /** A new token; its secret is in this answer and nowhere else. */
  @Post()
  @Binding()
  @Answers(201, MadeToken)
  make(@Me() me: SignedIn, @Body({ schema: NewToken }) token: NewToken): Promise<MadeToken> {
    return this.tokens.make(me.id, token);
  }

  /** Ends a token of mine, from the next request on. */
  @Delete(':id')
  @OneFactorSuffices()
  @HttpCode(204)
  @Answers(204)
  async end(@Me() me: SignedIn, @Param('id', { schema: Id }) id: string): Promise<void> {
    if (!(await this.tokens.end(me.id, id))) throw new Refusal(notFound);
  }
}
