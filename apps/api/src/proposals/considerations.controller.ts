import { Body, Controller, Get, Param, Post, Query as Params, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id } from '@torv/shared/kernel';
import {
  Advice,
  ConsiderationList,
  ConsiderationPlacement,
  ConsiderationQuery,
  ConsiderationView,
  NewConsideration,
  type Placement,
} from '@torv/shared/proposals';
import type { FastifyReply } from 'fastify';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database, type Reader } from '../platform/database/database';
import { Works } from '../platform/database/unit-of-work';
import { Answers } from '../platform/http/answers';
import { IdempotencyKey, IfMatch, type Repeatable } from '../platform/http/request-headers';
import { sendJson, sendOne } from '../platform/http/send-json';
import { Acting, Reading } from '../platform/http/who-asks';
import { ConsiderElsewhere } from './consider-elsewhere';
import { considerationById, considerationsOfNetwork } from './considerations.sql';

/** What other bodies are asked about a proposal, and what comes back. */
@ApiTags('proposals')
@Controller('api/v1/networks/:networkKey/proposals')
export class ConsiderationsController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
    private readonly considering: ConsiderElsewhere,
  ) {}

  @Get('considerations')
  @Answers(200, ConsiderationList)
  async list(
    @Reading() reader: Reader,
    @Params({ schema: ConsiderationQuery }) query: ConsiderationQuery,
    @Res() reply: FastifyReply,
  ) {
    const [found] = await this.database.readInNetwork(reader, considerationsOfNetwork(reader.networkId, query));
    return sendJson(reply, (found!.rows[0] as { json: string }).json);
  }

  @Post(':id/considerations')
  @Answers(201, ConsiderationView)
  async ask(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: NewConsideration }) asked: NewConsideration,
    @Res() reply: FastifyReply,
  ) {
    const made = await this.works.run(actor, key, (work) => this.considering.ask(work, id, version, asked));
    return this.answer(actor, made, reply, 201);
  }

  @Post('considerations/:id/placement')
  @Answers(200, ConsiderationView)
  async place(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: ConsiderationPlacement }) placement: Placement,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, key, (work) => this.considering.place(work, id, version, placement));
    return this.answer(actor, id, reply);
  }

  @Post('considerations/:id/answer')
  @Answers(200, ConsiderationView)
  async advise(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: Advice }) { advice }: { advice: string },
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, null, (work) => this.considering.advise(work, id, version, advice));
    return this.answer(actor, id, reply);
  }

  @Post('considerations/:id/withdrawal')
  @Answers(200, ConsiderationView)
  async takeBack(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, null, (work) => this.considering.takeBack(work, id, version));
    return this.answer(actor, id, reply);
  }

  private async answer(actor: ActingPerson, id: string, reply: FastifyReply, status = 200) {
    const [found] = await this.database.readInNetwork(actor, considerationById(actor.networkId, id));
    return sendOne(reply, found!, status);
  }
}
