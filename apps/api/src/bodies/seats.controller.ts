import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query as Params, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  BodyView,
  CandidateList,
  NewDeputy,
  NewSeat,
  SeatEnding,
  SeatFilling,
  SeatTerms,
  SittingList,
  SittingQuery,
} from '@torv/shared/bodies';
import { Id } from '@torv/shared/kernel';
import type { FastifyReply } from 'fastify';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database, type Reader } from '../platform/database/database';
import { type Work, Works } from '../platform/database/unit-of-work';
import { Answers } from '../platform/http/answers';
import { IdempotencyKey, IfMatch, type Repeatable } from '../platform/http/request-headers';
import { sendOne } from '../platform/http/send-json';
import { Acting, Reading } from '../platform/http/who-asks';
import { appointDeputy, withdrawDeputy } from './appoint-deputies';
import { bodyByKey } from './bodies.sql';
import { addSeat, changeSeat, endSeat, fillSeat } from './give-seats';
import { candidatesForSeat, sittingsOfBody } from './sittings-of-body.sql';

/** Seats and who sits in them. What changes one answers the body whole. */
@ApiTags('bodies')
@Controller('api/v1/networks/:networkKey/bodies/:key/seats')
export class SeatsController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
  ) {}

  /** Who sat here on a day and for whom; without a day, the whole history. */
  @Get()
  @Answers(200, SittingList)
  async history(
    @Reading() reader: Reader,
    @Param('key') key: string,
    @Params({ schema: SittingQuery }) query: { on?: string },
    @Res() reply: FastifyReply,
  ) {
    const sittings = sittingsOfBody(reader.networkId, key, query.on ?? null);
    const [found] = await this.database.readInNetwork(reader, sittings);
    return sendOne(reply, found!);
  }

  @Post()
  @Answers(201, BodyView)
  async give(
    @Acting() actor: ActingPerson,
    @Param('key') key: string,
    @IdempotencyKey() repeatable: Repeatable,
    @Body({ schema: NewSeat }) seat: NewSeat,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, repeatable, (work) => addSeat(work, key, seat));
    return this.answer(actor, key, reply, 201);
  }

  @Get(':placeId/candidates')
  @Answers(200, CandidateList)
  async candidates(
    @Reading() reader: Reader,
    @Param('key') key: string,
    @Param('placeId', { schema: Id }) placeId: string,
    @Res() reply: FastifyReply,
  ) {
    const [found] = await this.database.readInNetwork(reader, candidatesForSeat(reader.networkId, key, placeId));
    return sendOne(reply, found!);
  }

  @Patch(':placeId')
  @Answers(200, BodyView)
  async fill(
    @Acting() actor: ActingPerson,
    @Param('key') key: string,
    @Param('placeId', { schema: Id }) placeId: string,
    @IfMatch() version: number,
    @Body({ schema: SeatFilling }) filling: SeatFilling,
    @Res() reply: FastifyReply,
  ) {
    return this.changing(actor, key, reply, (work) => fillSeat(work, key, placeId, version, filling));
  }

  @Put(':placeId/terms')
  @Answers(200, BodyView)
  async change(
    @Acting() actor: ActingPerson,
    @Param('key') key: string,
    @Param('placeId', { schema: Id }) placeId: string,
    @IfMatch() version: number,
    @Body({ schema: SeatTerms }) terms: SeatTerms,
    @Res() reply: FastifyReply,
  ) {
    return this.changing(actor, key, reply, (work) => changeSeat(work, key, placeId, version, terms));
  }

  @Post(':placeId/ending')
  @Answers(200, BodyView)
  async end(
    @Acting() actor: ActingPerson,
    @Param('key') key: string,
    @Param('placeId', { schema: Id }) placeId: string,
    @IfMatch() version: number,
    @Body({ schema: SeatEnding }) ending: { lastDay: string | null },
    @Res() reply: FastifyReply,
  ) {
    return this.changing(actor, key, reply, (work) => endSeat(work, key, placeId, version, ending.lastDay));
  }

  @Post(':placeId/deputies')
  @Answers(201, BodyView)
  async appoint(
    @Acting() actor: ActingPerson,
    @Param('key') key: string,
    @Param('placeId', { schema: Id }) placeId: string,
    @IdempotencyKey() repeatable: Repeatable,
    @Body({ schema: NewDeputy }) deputy: NewDeputy,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, repeatable, (work) => appointDeputy(work, key, placeId, deputy));
    return this.answer(actor, key, reply, 201);
  }

  @Delete(':placeId/deputies/:deputyId')
  @Answers(200, BodyView)
  async withdraw(
    @Acting() actor: ActingPerson,
    @Param('key') key: string,
    @Param('placeId', { schema: Id }) placeId: string,
    @Param('deputyId', { schema: Id }) deputyId: string,
    @Res() reply: FastifyReply,
  ) {
    return this.changing(actor, key, reply, (work) => withdrawDeputy(work, key, placeId, deputyId));
  }

  private async changing(actor: ActingPerson, key: string, reply: FastifyReply, act: (work: Work) => Promise<void>) {
    await this.works.run(actor, null, async (work) => {
      await act(work);
      return key;
    });
    return this.answer(actor, key, reply);
  }

  private async answer(reader: Reader, key: string, reply: FastifyReply, status = 200) {
    const [found] = await this.database.readInNetwork(reader, bodyByKey(reader.networkId, key));
    return sendOne(reply, found!, status);
  }
}
