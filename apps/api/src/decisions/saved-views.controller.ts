import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NewSavedView, SavedView, SavedViewList } from '@torv/shared/decisions';
import { Id } from '@torv/shared/kernel';
import type { FastifyReply } from 'fastify';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database, type Reader } from '../platform/database/database';
import { Works } from '../platform/database/unit-of-work';
import { Answers } from '../platform/http/answers';
import { IdempotencyKey, IfMatch, type Repeatable } from '../platform/http/request-headers';
import { sendJson, sendOne } from '../platform/http/send-json';
import { Acting, Reading } from '../platform/http/who-asks';
import { changeView, dropView, keepView, viewById, viewsOfActor } from './keep-views';

/** Ways of looking at the log that a person named for themselves. */
@ApiTags('decisions')
@Controller('api/v1/networks/:networkKey/decisions/views')
export class SavedViewsController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
  ) {}

  @Get()
  @Answers(200, SavedViewList)
  async list(@Reading() reader: Reader, @Res() reply: FastifyReply) {
    const [found] = await this.database.readInNetwork(reader, viewsOfActor(reader.networkId));
    return sendJson(reply, `{"items":${(found!.rows[0] as { json: string }).json}}`);
  }

  @Post()
  @Answers(201, SavedView)
  async keep(
    @Acting() actor: ActingPerson,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: NewSavedView }) view: NewSavedView,
    @Res() reply: FastifyReply,
  ) {
    const id = await this.works.run(actor, key, (work) => keepView(work, view));
    const [found] = await this.database.readInNetwork(actor, viewById(actor.networkId, id));
    return sendOne(reply, found!, 201);
  }

  @Put(':id')
  @Answers(200, SavedView)
  async change(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: NewSavedView }) view: NewSavedView,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, null, async (work) => {
      await changeView(work, id, version, view);
      return id;
    });
    const [found] = await this.database.readInNetwork(actor, viewById(actor.networkId, id));
    return sendOne(reply, found!);
  }

  @Delete(':id')
  @HttpCode(204)
  @Answers(204)
  async drop(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
  ): Promise<void> {
    await this.works.run(actor, null, async (work) => {
      await dropView(work, id, version);
      return id;
    });
  }
}
