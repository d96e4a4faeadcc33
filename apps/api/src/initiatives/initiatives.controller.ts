import { Body, Controller, Get, Param, Post, Query as Params, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CommitmentWithdrawal,
  InitiativePage,
  InitiativeQuery,
  InitiativeStep,
  InitiativeView,
  NewCommitment,
  PartnerNaming,
  ProposalLink,
  type InitiativeState,
} from '@torv/shared/initiatives';
import { Id } from '@torv/shared/kernel';
import type { FastifyReply } from 'fastify';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database, type Reader } from '../platform/database/database';
import { type Work, Works } from '../platform/database/unit-of-work';
import { Answers } from '../platform/http/answers';
import { decodeCursor } from '../platform/http/page-cursor';
import { IdempotencyKey, IfMatch, type Repeatable } from '../platform/http/request-headers';
import { sendOne } from '../platform/http/send-json';
import { sendPage } from '../platform/http/send-page';
import { Acting, Binding, Reading } from '../platform/http/who-asks';
import { Initiatives } from './initiatives';
import { initiativeByKey, initiativesOfNetwork } from './initiatives.sql';

interface Row {
  json: string;
  name: string;
  id: string;
}

@ApiTags('initiatives')
@Controller('api/v1/networks/:networkKey/initiatives')
export class InitiativesController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
    private readonly initiatives: Initiatives,
  ) {}

  @Get()
  @Answers(200, InitiativePage)
  async list(
    @Reading() reader: Reader,
    @Params({ schema: InitiativeQuery }) query: InitiativeQuery,
    @Res() reply: FastifyReply,
  ) {
    const [found] = await this.database.readInNetwork(
      reader,
      initiativesOfNetwork(reader.networkId, query, decodeCursor(query.after, 2), query.limit),
    );
    return sendPage(reply, found!.rows as Row[], query.limit, (row) => [row.name, row.id]);
  }

  @Get(':key')
  @Answers(200, InitiativeView)
  async one(@Reading() reader: Reader, @Param('key') key: string, @Res() reply: FastifyReply) {
    const [found] = await this.database.readInNetwork(reader, initiativeByKey(reader.networkId, key));
    return sendOne(reply, found!);
  }

  @Post(':key/commitments')
  @Binding()
  @Answers(201, InitiativeView)
  async commit(
    @Acting() actor: ActingPerson,
    @Param('key') key: string,
    @IfMatch() version: number,
    @IdempotencyKey() repeatable: Repeatable,
    @Body({ schema: NewCommitment }) commitment: NewCommitment,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, repeatable, (work) => this.initiatives.commit(work, key, version, commitment));
    return this.answer(actor, key, reply, 201);
  }

  @Post(':key/commitments/:id/withdrawal')
  @Binding()
  @Answers(200, InitiativeView)
  async withdraw(
    @Acting() actor: ActingPerson,
    @Param('key') key: string,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: CommitmentWithdrawal }) withdrawal: { reason: string },
    @Res() reply: FastifyReply,
  ) {
    return this.changing(actor, key, reply, (work) =>
      this.initiatives.withdraw(work, key, version, id, withdrawal.reason),
    );
  }

  @Post(':key/transitions')
  @Answers(200, InitiativeView)
  async step(
    @Acting() actor: ActingPerson,
    @Param('key') key: string,
    @IfMatch() version: number,
    @Body({ schema: InitiativeStep }) step: { to: InitiativeState },
    @Res() reply: FastifyReply,
  ) {
    return this.changing(actor, key, reply, (work) => this.initiatives.step(work, key, version, step.to));
  }

  @Post(':key/proposals')
  @Answers(200, InitiativeView)
  async linkProposal(
    @Acting() actor: ActingPerson,
    @Param('key') key: string,
    @IfMatch() version: number,
    @Body({ schema: ProposalLink }) link: { proposalId: string },
    @Res() reply: FastifyReply,
  ) {
    return this.changing(actor, key, reply, (work) =>
      this.initiatives.linkProposal(work, key, version, link.proposalId),
    );
  }

  @Post(':key/partners')
  @Answers(200, InitiativeView)
  async namePartner(
    @Acting() actor: ActingPerson,
    @Param('key') key: string,
    @IfMatch() version: number,
    @Body({ schema: PartnerNaming }) naming: { organisation: string },
    @Res() reply: FastifyReply,
  ) {
    return this.changing(actor, key, reply, (work) =>
      this.initiatives.namePartner(work, key, version, naming.organisation),
    );
  }

  private async changing(actor: ActingPerson, key: string, reply: FastifyReply, act: (work: Work) => Promise<void>) {
    await this.works.run(actor, null, async (work) => {
      await act(work);
      return key;
    });
    return this.answer(actor, key, reply);
  }

  private async answer(actor: ActingPerson, key: string, reply: FastifyReply, status = 200) {
    const [found] = await this.database.readInNetwork(actor, initiativeByKey(actor.networkId, key));
    return sendOne(reply, found!, status);
  }
}
