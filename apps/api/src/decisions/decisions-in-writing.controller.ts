import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { applyRule, DecisionInWriting, DecisionView, type Sitting, TallyInWriting } from '@torv/shared/decisions';
import { Id } from '@torv/shared/kernel';
import type { FastifyReply } from 'fastify';
import { VerifiableLog } from '../log/verifiable-log';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database, type Reader } from '../platform/database/database';
import { Works } from '../platform/database/unit-of-work';
import { notFound, Refusal } from '../platform/errors/refusal';
import { Answers } from '../platform/http/answers';
import { IdempotencyKey, IfMatch, type Repeatable } from '../platform/http/request-headers';
import { sendJson, sendOne } from '../platform/http/send-json';
import { Acting, Binding, Reading } from '../platform/http/who-asks';
import { standingPositions } from '../proposals/proposals.sql';
import { ConcludeInWriting } from './conclude-in-writing';
import { decisionById } from './decisions.sql';
import { mayNotCount } from './decisions.refusals';
import { wordsOf } from './tally-of-item';

/** What comes of a written procedure. */
@ApiTags('decisions')
@Controller('api/v1/networks/:networkKey/decisions/procedures/:id')
export class DecisionsInWritingController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
    private readonly concluding: ConcludeInWriting,
    private readonly log: VerifiableLog,
  ) {}

  /** What the mandate's rule gives for the answers so far. */
  @Get('tally')
  @Answers(200, TallyInWriting)
  async tally(@Reading() reader: Reader, @Param('id', { schema: Id }) id: string, @Res() reply: FastifyReply) {
    const [found] = await this.database.readInNetwork(reader, {
      name: 'tally-in-writing',
      text: `SELECT decisions_sitting_in_writing(x.network_id, x.id) AS sitting, ${standingPositions} AS positions
             FROM proposals_procedure x JOIN proposals_proposal p ON p.network_id = x.network_id AND p.id = x.proposal_id
             WHERE x.network_id = $1 AND x.id = $2`,
      values: [reader.networkId, id],
    });
    const held = found!.rows[0] as { sitting: Sitting | null; positions: Parameters<typeof wordsOf>[0] } | undefined;
    if (!held) throw new Refusal(notFound);
    if (!held.sitting) throw new Refusal(mayNotCount);
    const now = applyRule(held.sitting, wordsOf(held.positions));
    return sendJson(reply, JSON.stringify({ rule: held.sitting.rule, ...now }));
  }

  @Post()
  @Binding()
  @Answers(201, DecisionView)
  async conclude(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) procedureId: string,
    @IfMatch() version: number,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: DecisionInWriting }) decision: DecisionInWriting,
    @Res() reply: FastifyReply,
  ) {
    await this.log.nameKey(actor.networkId);
    const id = await this.works.run(
      actor,
      key,
      (work) => this.concluding.conclude(work, procedureId, version, decision),
      this.concluding.asks(actor.networkId, procedureId),
    );
    const [found] = await this.database.readInNetwork(actor, decisionById(actor.networkId, id));
    return sendOne(reply, found!, 201);
  }
}
