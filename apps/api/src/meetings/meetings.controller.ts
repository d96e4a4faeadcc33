import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query as Params, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id } from '@torv/shared/kernel';
import {
  AttendanceChange,
  ItemOrder,
  MeetingChange,
  MeetingPage,
  MeetingQuery,
  MeetingStep,
  type MeetingState,
  MeetingView,
  NewItem,
  NewMeeting,
} from '@torv/shared/meetings';
import type { FastifyReply } from 'fastify';
import { VerifiableLog } from '../log/verifiable-log';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database, type Reader } from '../platform/database/database';
import { type Work, Works } from '../platform/database/unit-of-work';
import { Answers } from '../platform/http/answers';
import { decodeCursor } from '../platform/http/page-cursor';
import { IdempotencyKey, IfMatch, type Repeatable } from '../platform/http/request-headers';
import { sendOne } from '../platform/http/send-json';
import { sendPage } from '../platform/http/send-page';
import { Acting, Reading } from '../platform/http/who-asks';
import { Meetings } from './meetings';
import { meetingById, meetingsOfNetwork } from './meetings.sql';

interface Row {
  json: string;
  starts: string;
  id: string;
}

@ApiTags('meetings')
@Controller('api/v1/networks/:networkKey/meetings')
export class MeetingsController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
    private readonly meetings: Meetings,
    private readonly log: VerifiableLog,
  ) {}

  @Get()
  @Answers(200, MeetingPage)
  async list(
    @Reading() reader: Reader,
    @Params({ schema: MeetingQuery }) query: MeetingQuery,
    @Res() reply: FastifyReply,
  ) {
    const [found] = await this.database.readInNetwork(
      reader,
      meetingsOfNetwork(reader.networkId, query, decodeCursor(query.after, 2), query.limit),
    );
    return sendPage(reply, found!.rows as Row[], query.limit, (row) => [row.starts, row.id]);
  }

  @Post()
  @Answers(201, MeetingView)
  async plan(
    @Acting() actor: ActingPerson,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: NewMeeting }) meeting: NewMeeting,
    @Res() reply: FastifyReply,
  ) {
    const id = await this.works.run(actor, key, (work) => this.meetings.plan(work, meeting));
    return this.answer(actor, id, reply, 201);
  }

  @Get(':id')
  @Answers(200, MeetingView)
  async one(@Reading() reader: Reader, @Param('id', { schema: Id }) id: string, @Res() reply: FastifyReply) {
    const [found] = await this.database.readInNetwork(reader, meetingById(reader.networkId, id));
    return sendOne(reply, found!);
  }

  @Patch(':id')
  @Answers(200, MeetingView)
  async change(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: MeetingChange }) change: MeetingChange,
    @Res() reply: FastifyReply,
  ) {
    return this.changing(actor, id, reply, (work) => this.meetings.change(work, id, version, change));
  }

  @Post(':id/transitions')
  @Answers(200, MeetingView)
  async step(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: MeetingStep }) step: { to: MeetingState },
    @Res() reply: FastifyReply,
  ) {
    if (step.to === 'closed') await this.log.nameKey(actor.networkId);
    return this.changing(actor, id, reply, (work) => this.meetings.step(work, id, version, step.to));
  }

  @Post(':id/items')
  @Answers(201, MeetingView)
  async addItem(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: NewItem }) item: NewItem,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, key, (work) => this.meetings.addItem(work, id, version, item));
    return this.answer(actor, id, reply, 201);
  }

  @Delete(':id/items/:itemId')
  @Answers(200, MeetingView)
  async removeItem(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @Param('itemId', { schema: Id }) itemId: string,
    @IfMatch() version: number,
    @Res() reply: FastifyReply,
  ) {
    return this.changing(actor, id, reply, (work) => this.meetings.removeItem(work, id, version, itemId));
  }

  @Put(':id/order')
  @Answers(200, MeetingView)
  async order(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: ItemOrder }) order: { items: string[] },
    @Res() reply: FastifyReply,
  ) {
    return this.changing(actor, id, reply, (work) => this.meetings.order(work, id, version, order.items));
  }

  @Put(':id/attendance')
  @Answers(200, MeetingView)
  async attend(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: AttendanceChange }) change: AttendanceChange,
    @Res() reply: FastifyReply,
  ) {
    return this.changing(actor, id, reply, (work) => this.meetings.attend(work, id, version, change));
  }

  private async changing(actor: ActingPerson, id: string, reply: FastifyReply, act: (work: Work) => Promise<void>) {
    await this.works.run(actor, null, async (work) => {
      await act(work);
      return id;
    });
    return this.answer(actor, id, reply);
  }

  private async answer(actor: ActingPerson, id: string, reply: FastifyReply, status = 200) {
    const [found] = await this.database.readInNetwork(actor, meetingById(actor.networkId, id));
    return sendOne(reply, found!, status);
  }
}
