import { Body, Controller, Delete, Get, Param, Patch, Post, Query as Params, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id } from '@torv/shared/kernel';
import {
  NewPosition,
  NewProposal,
  Opening,
  Placement,
  ProposalChange,
  ProposalPage,
  ProposalQuery,
  ProposalVersions,
  ProposalView,
  Withdrawal,
} from '@torv/shared/proposals';
import type { FastifyReply } from 'fastify';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database, type Reader } from '../platform/database/database';
import { Works } from '../platform/database/unit-of-work';
import { Answers } from '../platform/http/answers';
import { decodeCursor } from '../platform/http/page-cursor';
import { IdempotencyKey, IfMatch, type Repeatable } from '../platform/http/request-headers';
import { sendOne } from '../platform/http/send-json';
import { sendPage } from '../platform/http/send-page';
import { Acting, Binding, Reading } from '../platform/http/who-asks';
import { Proposals } from './proposals';
import { proposalById, proposalsOfNetwork, versionsOfProposal } from './proposals.sql';
import { Positions } from './state-position';

interface Row {
  json: string;
  created: string;
  id: string;
}

@ApiTags('proposals')
@Controller('api/v1/networks/:networkKey/proposals')
export class ProposalsController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
    private readonly proposals: Proposals,
    private readonly positions: Positions,
  ) {}

  @Get()
  @Answers(200, ProposalPage)
  async list(
    @Reading() reader: Reader,
    @Params({ schema: ProposalQuery }) query: ProposalQuery,
    @Res() reply: FastifyReply,
  ) {
    const [found] = await this.database.readInNetwork(
      reader,
      proposalsOfNetwork(reader.networkId, query, decodeCursor(query.after, 2), query.limit),
    );
    return sendPage(reply, found!.rows as Row[], query.limit, (row) => [row.created, row.id]);
  }

  @Post()
  @Answers(201, ProposalView)
  async draft(
    @Acting() actor: ActingPerson,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: NewProposal }) proposal: NewProposal,
    @Res() reply: FastifyReply,
  ) {
    const id = await this.works.run(actor, key, (work) => this.proposals.draft(work, proposal));
    return this.answer(actor, id, reply, 201);
  }

  @Get(':id')
  @Answers(200, ProposalView)
  async one(@Reading() reader: Reader, @Param('id', { schema: Id }) id: string, @Res() reply: FastifyReply) {
    const [found] = await this.database.readInNetwork(reader, proposalById(reader.networkId, id));
    return sendOne(reply, found!);
  }

  @Get(':id/versions')
  @Answers(200, ProposalVersions)
  async versions(@Reading() reader: Reader, @Param('id', { schema: Id }) id: string, @Res() reply: FastifyReply) {
    const [found] = await this.database.readInNetwork(reader, versionsOfProposal(reader.networkId, id));
    return sendOne(reply, found!);
  }

  @Patch(':id')
  @Answers(200, ProposalView)
  async change(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: ProposalChange }) change: ProposalChange,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, null, async (work) => {
      await this.proposals.change(work, id, version, change);
      return id;
    });
    return this.answer(actor, id, reply);
  }

  @Post(':id/placement')
  @Answers(200, ProposalView)
  async place(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: Placement }) placement: Placement,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, key, async (work) => {
      await this.proposals.place(work, id, version, placement);
      return id;
    });
    return this.answer(actor, id, reply);
  }

  /** Asks for written positions by a day, without a meeting or before it. */
  @Post(':id/opening')
  @Answers(200, ProposalView)
  async open(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: Opening }) opening: Opening,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, null, async (work) => {
      await this.proposals.open(work, id, version, opening);
      return id;
    });
    return this.answer(actor, id, reply);
  }

  @Post(':id/withdrawal')
  @Answers(200, ProposalView)
  async withdraw(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: Withdrawal }) withdrawal: { reason: string },
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, null, async (work) => {
      await this.proposals.withdraw(work, id, version, withdrawal.reason);
      return id;
    });
    return this.answer(actor, id, reply);
  }

  @Post(':id/positions')
  @Binding()
  @Answers(201, ProposalView)
  async statePosition(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: NewPosition }) position: NewPosition,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, key, (work) => this.positions.state(work, id, version, position));
    return this.answer(actor, id, reply, 201);
  }

  /** The second of two who have authority together says the same. */
  @Post(':id/positions/pending/:pendingId/confirmation')
  @Binding()
  @Answers(201, ProposalView)
  async confirmPosition(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @Param('pendingId', { schema: Id }) pendingId: string,
    @IfMatch() version: number,
    @IdempotencyKey() key: Repeatable,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, key, (work) => this.positions.confirm(work, id, version, pendingId));
    return this.answer(actor, id, reply, 201);
  }

  /** Takes the first of two words back before it is confirmed. */
  @Delete(':id/positions/pending/:pendingId')
  @Answers(200, ProposalView)
  async takeBackPosition(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @Param('pendingId', { schema: Id }) pendingId: string,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, null, (work) => this.positions.takeBack(work, id, pendingId));
    return this.answer(actor, id, reply);
  }

  private async answer(actor: ActingPerson, id: string, reply: FastifyReply, status = 200) {
    const [found] = await this.database.readInNetwork(actor, proposalById(actor.networkId, id));
    return sendOne(reply, found!, status);
  }
}
