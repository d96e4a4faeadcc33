import { Body, Controller, Get, Param, Post, Query as Params, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id } from '@torv/shared/kernel';
import { NewProcedure, ProcedureEnd, ProcedureList, ProcedureQuery, ProcedureView } from '@torv/shared/proposals';
import type { FastifyReply } from 'fastify';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database, type Reader } from '../platform/database/database';
import { Works } from '../platform/database/unit-of-work';
import { Answers } from '../platform/http/answers';
import { IdempotencyKey, IfMatch, type Repeatable } from '../platform/http/request-headers';
import { sendJson, sendOne } from '../platform/http/send-json';
import { Acting, Reading } from '../platform/http/who-asks';
import { DecideInWriting } from './decide-in-writing';
import { procedureById, proceduresOfNetwork } from './procedures.sql';

/** Written procedure: who is asked, who has answered, and how it ends without a decision. */
@ApiTags('proposals')
@Controller('api/v1/networks/:networkKey/proposals')
export class ProceduresController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
    private readonly writing: DecideInWriting,
  ) {}

  @Get('procedures')
  @Answers(200, ProcedureList)
  async list(
    @Reading() reader: Reader,
    @Params({ schema: ProcedureQuery }) query: ProcedureQuery,
    @Res() reply: FastifyReply,
  ) {
    const [found] = await this.database.readInNetwork(reader, proceduresOfNetwork(reader.networkId, query));
    return sendJson(reply, (found!.rows[0] as { json: string }).json);
  }

  @Post(':id/procedures')
  @Answers(201, ProcedureView)
  async open(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: NewProcedure }) asked: NewProcedure,
    @Res() reply: FastifyReply,
  ) {
    const made = await this.works.run(actor, key, (work) => this.writing.open(work, id, version, asked));
    return this.answer(actor, made, reply, 201);
  }

  @Post('procedures/:id/end')
  @Answers(200, ProcedureView)
  async end(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: ProcedureEnd }) end: ProcedureEnd,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, null, (work) => this.writing.end(work, id, version, end));
    return this.answer(actor, id, reply);
  }

  private async answer(actor: ActingPerson, id: string, reply: FastifyReply, status = 200) {
    const [found] = await this.database.readInNetwork(actor, procedureById(actor.networkId, id));
    return sendOne(reply, found!, status);
  }
}
