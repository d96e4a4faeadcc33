import { Body, Controller, Get, Param, Post, Query as Params, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, PageQuery } from '@torv/shared/kernel';
import { InvitationPage, InvitationView, NewInvitation } from '@torv/shared/organisations';
import type { FastifyReply } from 'fastify';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database, type Reader } from '../platform/database/database';
import { type Work, Works } from '../platform/database/unit-of-work';
import { Answers } from '../platform/http/answers';
import { decodeCursor } from '../platform/http/page-cursor';
import { IdempotencyKey, IfMatch, type Repeatable } from '../platform/http/request-headers';
import { sendOne } from '../platform/http/send-json';
import { sendPage } from '../platform/http/send-page';
import { Acting, Reading } from '../platform/http/who-asks';
import { InvitePeople } from './invite-people';
import { invitationById, invitationsOfNetwork } from './invitations.sql';

interface Row {
  json: string;
  made: string;
  id: string;
}

@ApiTags('organisations')
@Controller('api/v1/networks/:networkKey/organisations/invitations')
export class InvitationsController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
    private readonly people: InvitePeople,
  ) {}

  @Get()
  @Answers(200, InvitationPage)
  async list(@Reading() reader: Reader, @Params({ schema: PageQuery }) page: PageQuery, @Res() reply: FastifyReply) {
    const [found] = await this.database.readInNetwork(
      reader,
      invitationsOfNetwork(reader.networkId, decodeCursor(page.after, 2), page.limit),
    );
    return sendPage(reply, found!.rows as Row[], page.limit, (row) => [row.made, row.id]);
  }

  @Post()
  @Answers(201, InvitationView)
  async invite(
    @Acting() actor: ActingPerson,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: NewInvitation }) asked: NewInvitation,
    @Res() reply: FastifyReply,
  ) {
    const id = await this.works.run(actor, key, (work) => this.people.invite(work, asked));
    return this.answer(actor, id, reply, 201);
  }

  /** Sends it again: a new link, good for 14 days. */
  @Post(':id/mail')
  @Answers(200, InvitationView)
  async sendAgain(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Res() reply: FastifyReply,
  ) {
    return this.changing(actor, id, reply, (work) => this.people.sendAgain(work, id, version));
  }

  @Post(':id/withdrawal')
  @Answers(200, InvitationView)
  async withdraw(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Res() reply: FastifyReply,
  ) {
    return this.changing(actor, id, reply, (work) => this.people.withdraw(work, id, version));
  }

  private async changing(actor: ActingPerson, id: string, reply: FastifyReply, act: (work: Work) => Promise<void>) {
    await this.works.run(actor, null, async (work) => {
      await act(work);
      return id;
    });
    return this.answer(actor, id, reply);
  }

  private async answer(actor: ActingPerson, id: string, reply: FastifyReply, status = 200) {
    const [found] = await this.database.readInNetwork(actor, invitationById(actor.networkId, id));
    return sendOne(reply, found!, status);
  }
}
