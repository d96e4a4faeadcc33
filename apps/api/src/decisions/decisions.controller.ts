import { Body, Controller, Get, Param, Post, Query as Params, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DecisionPage, DecisionQuery, DecisionView, NewDecision } from '@torv/shared/decisions';
import { Id } from '@torv/shared/kernel';
import { LogExport } from '@torv/shared/log';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { VerifiableLog } from '../log/verifiable-log';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database, type Reader } from '../platform/database/database';
import { Works } from '../platform/database/unit-of-work';
import { Answers } from '../platform/http/answers';
import { IdempotencyKey, IfMatch, type Repeatable } from '../platform/http/request-headers';
import { sendJson, sendOne } from '../platform/http/send-json';
import { Acting, Binding, Reading } from '../platform/http/who-asks';
import { decisionById, decisionByNumber } from './decisions.sql';
import { ProveDecisions } from './prove-decisions';
import { RecordDecision } from './record-decision';
import { sendDecisions } from './send-decisions';

@ApiTags('decisions')
@Controller('api/v1/networks/:networkKey')
export class DecisionsController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
    private readonly recording: RecordDecision,
    private readonly proving: ProveDecisions,
    private readonly log: VerifiableLog,
  ) {}

  @Get('decisions')
  @Answers(200, DecisionPage)
  async list(
    @Reading() reader: Reader,
    @Params({ schema: DecisionQuery }) query: DecisionQuery,
    @Res() reply: FastifyReply,
  ) {
    const { after, limit, sort, count, ...filter } = query;
    return sendDecisions(this.database, reader, reply, filter, { after, limit, sort, count: count === 'true' });
  }

  @Post('decisions')
  @Binding()
  @Answers(201, DecisionView)
  async record(
    @Acting() actor: ActingPerson,
    @IfMatch() version: number,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: NewDecision }) decision: NewDecision,
    @Res() reply: FastifyReply,
  ) {
    await this.log.nameKey(actor.networkId);
    let recorded: DecisionView | undefined;
    const id = await this.works.run(
      actor,
      key,
      (work) => this.recording.record(work, version, decision, (view) => (recorded = view)),
      this.recording.asks(actor.networkId, decision),
    );
    if (recorded) return sendJson(reply.status(201), JSON.stringify(recorded));
    // A repeat recorded nothing: it answers what the first run made.
    const [found] = await this.database.readInNetwork(actor, decisionById(actor.networkId, id));
    return sendOne(reply, found!, 201);
  }

  @Get('decisions/:number')
  @Answers(200, DecisionView)
  async one(@Reading() reader: Reader, @Param('number') number: string, @Res() reply: FastifyReply) {
    // An item on an agenda names what stands on it by its id.
    const asked = Id.safeParse(number).success ? decisionById : decisionByNumber;
    const [found] = await this.database.readInNetwork(reader, asked(reader.networkId, number));
    return sendOne(reply, found!);
  }

  @Get('decisions/:number/receipt')
  @Answers(200, z.string())
  async receipt(@Reading() reader: Reader, @Param('number') number: string, @Res() reply: FastifyReply) {
    const receipt = await this.proving.receipt(reader, number);
    return reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', `attachment; filename="${number}.tlog-proof"`)
      .send(receipt);
  }

  /** A receipt of any entry that the reader may open. */
  @Get('log/entries/:index/receipt')
  @Answers(200, z.string())
  async receiptOfEntry(
    @Reading() reader: Reader,
    @Param('index', { schema: z.coerce.number().int().min(0) }) index: number,
    @Res() reply: FastifyReply,
  ) {
    const receipt = await this.proving.receiptOfEntry(reader, index);
    return reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', `attachment; filename="log-${index}.tlog-proof"`)
      .send(receipt);
  }

  /** The whole log in one file, for `torv log verify`; it opens what the reader may see. */
  @Get('log/export')
  @Answers(200, LogExport)
  async export(@Reading() reader: Reader, @Res() reply: FastifyReply) {
    const log = await this.proving.exportLog(reader);
    return reply
      .type('application/json')
      .header('content-disposition', `attachment; filename="${log.network.key}.torv-log.json"`)
      .send(JSON.stringify(log, null, 1));
  }
}
