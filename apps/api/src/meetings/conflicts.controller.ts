import { Body, Controller, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id } from '@torv/shared/kernel';
import { ConflictRuled, ItemParticipants, MeetingView, NewConflict } from '@torv/shared/meetings';
import type { FastifyReply } from 'fastify';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database } from '../platform/database/database';
import { Works } from '../platform/database/unit-of-work';
import { Answers } from '../platform/http/answers';
import { IdempotencyKey, IfMatch, type Repeatable } from '../platform/http/request-headers';
import { sendOne } from '../platform/http/send-json';
import { Acting, Binding } from '../platform/http/who-asks';
import { Conflicts } from './conflicts';
import { meetingById } from './meetings.sql';

/** What is said of people on one item of an agenda: who is conflicted on it, and who is named for it. */
@ApiTags('meetings')
@Controller('api/v1/networks/:networkKey/meetings/:id/items/:itemId')
export class ConflictsController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
    private readonly conflicts: Conflicts,
  ) {}

  @Post('conflicts')
  @Answers(201, MeetingView)
  async declare(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @Param('itemId', { schema: Id }) itemId: string,
    @IfMatch() version: number,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: NewConflict }) conflict: NewConflict,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, key, async (work) => {
      await this.conflicts.declare(work, id, itemId, version, conflict);
      return id;
    });
    return this.answer(actor, id, reply, 201);
  }

  @Put('conflicts/:conflictId')
  @Binding()
  @Answers(200, MeetingView)
  async rule(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @Param('itemId', { schema: Id }) itemId: string,
    @Param('conflictId', { schema: Id }) conflictId: string,
    @IfMatch() version: number,
    @Body({ schema: ConflictRuled }) ruled: ConflictRuled,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, null, async (work) => {
      await this.conflicts.rule(work, id, itemId, conflictId, version, ruled);
      return id;
    });
    return this.answer(actor, id, reply);
  }

  @Put('participants')
  @Binding()
  @Answers(200, MeetingView)
  async name(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @Param('itemId', { schema: Id }) itemId: string,
    @IfMatch() version: number,
    @Body({ schema: ItemParticipants }) named: ItemParticipants,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, null, async (work) => {
      await this.conflicts.name(work, id, itemId, version, named.people);
      return id;
    });
    return this.answer(actor, id, reply);
  }

  private async answer(actor: ActingPerson, id: string, reply: FastifyReply, status = 200) {
    const [found] = await this.database.readInNetwork(actor, meetingById(actor.networkId, id));
    return sendOne(reply, found!, status);
  }
}
