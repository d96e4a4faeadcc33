import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query as Params, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  DecisionView,
  FollowUpChange,
  FollowUpPage,
  FollowUpQuery,
  FollowUpStep,
  FollowUpView,
  NewFollowUp,
  NewFollowUpNote,
  ReviewPlacement,
} from '@torv/shared/decisions';
import { Id } from '@torv/shared/kernel';
import type { FastifyReply } from 'fastify';
import { Meetings } from '../meetings/meetings';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database, type Reader } from '../platform/database/database';
import { Works } from '../platform/database/unit-of-work';
import { Answers } from '../platform/http/answers';
import { decodeCursor } from '../platform/http/page-cursor';
import { IdempotencyKey, IfMatch, type Repeatable } from '../platform/http/request-headers';
import { sendOne } from '../platform/http/send-json';
import { sendPage } from '../platform/http/send-page';
import { Acting, Reading } from '../platform/http/who-asks';
import { addFollowUp, changeFollowUp, finishFollowUp, noteFollowUp } from './change-follow-up';
import { decisionByNumber } from './decisions.sql';
import { followUpById, followUpsOf } from './follow-ups.sql';
import { placeReview } from './place-review';

interface Row {
  json: string;
  id: string;
  due: string;
}

/** What a decision asks of someone, and when it is looked at again. */
@ApiTags('decisions')
@Controller('api/v1/networks/:networkKey/decisions')
export class CarryingOutController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
    private readonly meetings: Meetings,
  ) {}

  @Get('follow-ups')
  @Answers(200, FollowUpPage)
  async list(
    @Reading() reader: Reader,
    @Params({ schema: FollowUpQuery }) query: FollowUpQuery,
    @Res() reply: FastifyReply,
  ) {
    const after = decodeCursor(query.after, 2);
    const [found] = await this.database.readInNetwork(reader, followUpsOf(reader.networkId, query, after));
    return sendPage(reply, found!.rows as Row[], query.limit, (row) => [row.due, row.id]);
  }

  @Post(':number/follow-ups')
  @Answers(201, FollowUpView)
  async add(
    @Acting() actor: ActingPerson,
    @Param('number') number: string,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: NewFollowUp }) followUp: NewFollowUp,
    @Res() reply: FastifyReply,
  ) {
    const id = await this.works.run(actor, key, (work) => addFollowUp(work, number, followUp));
    return this.answer(actor, id, reply, 201);
  }

  @Patch(':number/follow-ups/:id')
  @Answers(200, FollowUpView)
  async change(
    @Acting() actor: ActingPerson,
    @Param('number') number: string,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: FollowUpChange }) change: FollowUpChange,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, null, async (work) => {
      await changeFollowUp(work, number, id, version, change);
      return id;
    });
    return this.answer(actor, id, reply);
  }

  @Post(':number/follow-ups/:id/notes')
  @Answers(201, FollowUpView)
  async note(
    @Acting() actor: ActingPerson,
    @Param('number') number: string,
    @Param('id', { schema: Id }) id: string,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: NewFollowUpNote }) note: NewFollowUpNote,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, key, async (work) => {
      await noteFollowUp(work, number, id, note);
      return id;
    });
    return this.answer(actor, id, reply, 201);
  }

  @Post(':number/follow-ups/:id/done')
  @HttpCode(200)
  @Answers(200, FollowUpView)
  async finish(
    @Acting() actor: ActingPerson,
    @Param('number') number: string,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: FollowUpStep }) step: FollowUpStep,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, null, async (work) => {
      await finishFollowUp(work, number, id, version, step);
      return id;
    });
    return this.answer(actor, id, reply);
  }

  /** If-Match is the meeting's version. */
  @Post(':number/review')
  @Answers(201, DecisionView)
  async review(
    @Acting() actor: ActingPerson,
    @Param('number') number: string,
    @IfMatch() version: number,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: ReviewPlacement }) placement: ReviewPlacement,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, key, (work) => placeReview(work, this.meetings, number, version, placement));
    const [found] = await this.database.readInNetwork(actor, decisionByNumber(actor.networkId, number));
    return sendOne(reply, found!, 201);
  }

  private async answer(actor: ActingPerson, id: string, reply: FastifyReply, status = 200) {
    const [found] = await this.database.readInNetwork(actor, followUpById(actor.networkId, id));
    return sendOne(reply, found!, status);
  }
}
