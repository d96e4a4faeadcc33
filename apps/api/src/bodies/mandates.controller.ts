import { Body, Controller, Delete, Get, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { MandateList, NewMandate } from '@torv/shared/bodies';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database, type Reader } from '../platform/database/database';
import { type Work, Works } from '../platform/database/unit-of-work';
import { Answers } from '../platform/http/answers';
import { IdempotencyKey, IfMatch, type Repeatable } from '../platform/http/request-headers';
import { sendOne } from '../platform/http/send-json';
import { Acting, Reading } from '../platform/http/who-asks';
import { changeMandate, draftMandate, dropMandate } from './draft-mandate';
import { mandatesOfBody } from './mandates.sql';

const VersionInPath = z.coerce.number().int().min(1).max(1_000_000);

/** Versions of what a body may do. Decisions, which stand above this room, adopt them. */
@ApiTags('bodies')
@Controller('api/v1/networks/:networkKey/bodies/:key/mandates')
export class MandatesController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
  ) {}

  @Get()
  @Answers(200, MandateList)
  async list(@Reading() reader: Reader, @Param('key') key: string, @Res() reply: FastifyReply) {
    return this.answer(reader, key, reply);
  }

  @Post()
  @Answers(201, MandateList)
  async draft(
    @Acting() actor: ActingPerson,
    @Param('key') key: string,
    @IdempotencyKey() repeatable: Repeatable,
    @Body({ schema: NewMandate }) mandate: NewMandate,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, repeatable, (work) => draftMandate(work, key, mandate));
    return this.answer(actor, key, reply, 201);
  }

  @Put(':version')
  @Answers(200, MandateList)
  async change(
    @Acting() actor: ActingPerson,
    @Param('key') key: string,
    @Param('version', { schema: VersionInPath }) version: number,
    @IfMatch() revision: number,
    @Body({ schema: NewMandate }) mandate: NewMandate,
    @Res() reply: FastifyReply,
  ) {
    return this.changing(actor, key, reply, (work) => changeMandate(work, key, version, revision, mandate));
  }

  @Delete(':version')
  @Answers(200, MandateList)
  async drop(
    @Acting() actor: ActingPerson,
    @Param('key') key: string,
    @Param('version', { schema: VersionInPath }) version: number,
    @IfMatch() revision: number,
    @Res() reply: FastifyReply,
  ) {
    return this.changing(actor, key, reply, (work) => dropMandate(work, key, version, revision));
  }

  private async changing(actor: ActingPerson, key: string, reply: FastifyReply, act: (work: Work) => Promise<void>) {
    await this.works.run(actor, null, async (work) => {
      await act(work);
      return key;
    });
    return this.answer(actor, key, reply);
  }

  private async answer(reader: Reader, key: string, reply: FastifyReply, status = 200) {
    const [found] = await this.database.readInNetwork(reader, mandatesOfBody(reader.networkId, key));
    return sendOne(reply, found!, status);
  }
}
