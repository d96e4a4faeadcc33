import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AskedToRatify, NewRatificationAnswer, TakenUp, WhoIsBound } from '@torv/shared/decisions';
import { Id } from '@torv/shared/kernel';
import type { FastifyReply } from 'fastify';
import { VerifiableLog } from '../log/verifiable-log';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database, type Reader } from '../platform/database/database';
import { Works } from '../platform/database/unit-of-work';
import { Answers } from '../platform/http/answers';
import { IdempotencyKey, IfMatch, type Repeatable } from '../platform/http/request-headers';
import { sendOne } from '../platform/http/send-json';
import { Acting, Binding, Reading } from '../platform/http/who-asks';
import { Proposals } from '../proposals/proposals';
import { askRatification } from './ask-ratification';
import { whoIsBound } from './ratifications.sql';
import { ratifyDecision } from './ratify-decision';
import { takeUpAgain } from './take-up-again';

/** Who is bound by a decision, who is asked to adopt it for themselves, what they answer, and what goes back. */
@ApiTags('decisions')
@Controller('api/v1/networks/:networkKey/decisions/:number')
export class RatificationsController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
    private readonly log: VerifiableLog,
    private readonly proposals: Proposals,
  ) {}

  @Get('bound')
  @Answers(200, WhoIsBound)
  async bound(@Reading() reader: Reader, @Param('number') number: string, @Res() reply: FastifyReply) {
    return this.answer(reader, number, reply, 200);
  }

  @Post('ratifications')
  @Answers(201, WhoIsBound)
  async ask(
    @Acting() actor: ActingPerson,
    @Param('number') number: string,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: AskedToRatify }) asked: AskedToRatify,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, key, (work) => askRatification(work, number, asked));
    return this.answer(actor, number, reply, 201);
  }

  @Post('ratifications/:id/answers')
  @Binding()
  @Answers(201, WhoIsBound)
  async ratify(
    @Acting() actor: ActingPerson,
    @Param('number') number: string,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: NewRatificationAnswer }) answer: NewRatificationAnswer,
    @Res() reply: FastifyReply,
  ) {
    await this.log.nameKey(actor.networkId);
    await this.works.run(actor, key, (work) => ratifyDecision(work, this.log, number, id, version, answer));
    return this.answer(actor, number, reply, 201);
  }

  @Post('taken-up')
  @Answers(201, WhoIsBound)
  async takeUp(
    @Acting() actor: ActingPerson,
    @Param('number') number: string,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: TakenUp }) taken: TakenUp,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, key, (work) => takeUpAgain(work, this.proposals, number, taken));
    return this.answer(actor, number, reply, 201);
  }

  private async answer(reader: Reader, number: string, reply: FastifyReply, status: number) {
    const [found] = await this.database.readInNetwork(reader, whoIsBound(reader.networkId, number));
    return sendOne(reply, found!, status);
  }
}
