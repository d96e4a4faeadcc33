import { Body, Controller, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, Key } from '@torv/shared/kernel';
import {
  InstanceChange,
  NewAffiliation,
  NewAuthority,
  NewInstance,
  NewOffice,
  OrganisationDetail,
} from '@torv/shared/organisations';
import type { FastifyReply } from 'fastify';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database } from '../platform/database/database';
import { type Work, Works } from '../platform/database/unit-of-work';
import { Answers } from '../platform/http/answers';
import { IdempotencyKey, IfMatch, type Repeatable } from '../platform/http/request-headers';
import { sendOne } from '../platform/http/send-json';
import { Acting, Binding } from '../platform/http/who-asks';
import { Authorities } from './give-authority';
import { notFound, Refusal } from '../platform/errors/refusal';
import { organisationByKey } from './organisations.sql';
import { PeopleOfOrganisation } from './people-of-organisation';

/** What an organisation's administrator does: its people, their offices and authority, its approving instances. */
@ApiTags('organisations')
@Controller('api/v1/networks/:networkKey/organisations/:key')
export class OrganisationPeopleController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
    private readonly people: PeopleOfOrganisation,
    private readonly authorities: Authorities,
  ) {}

  @Post('affiliations')
  @Answers(201, OrganisationDetail)
  affiliate(
    @Acting() actor: ActingPerson,
    @Param('key', { schema: Key }) key: string,
    @IfMatch() version: number,
    @IdempotencyKey() repeatable: Repeatable,
    @Body({ schema: NewAffiliation }) given: NewAffiliation,
    @Res() reply: FastifyReply,
  ) {
    return this.make(actor, key, repeatable, reply, (work) => this.people.affiliate(work, key, version, given));
  }

  /** Ends it now: by the organisation's administrator, or by the person, who leaves. */
  @Post('affiliations/:id/end')
  @Answers(200, OrganisationDetail)
  leave(
    @Acting() actor: ActingPerson,
    @Param('key', { schema: Key }) key: string,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Res() reply: FastifyReply,
  ) {
    return this.change(actor, key, reply, (work) => this.people.end(work, key, version, 'affiliation', id));
  }

  @Post('affiliations/:id/reopening')
  @Answers(200, OrganisationDetail)
  takeBack(
    @Acting() actor: ActingPerson,
    @Param('key', { schema: Key }) key: string,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Res() reply: FastifyReply,
  ) {
    return this.change(actor, key, reply, (work) => this.people.reopen(work, key, version, 'affiliation', id));
  }

  @Post('offices')
  @Binding()
  @Answers(201, OrganisationDetail)
  makeAdministrator(
    @Acting() actor: ActingPerson,
    @Param('key', { schema: Key }) key: string,
    @IfMatch() version: number,
    @IdempotencyKey() repeatable: Repeatable,
    @Body({ schema: NewOffice }) given: NewOffice,
    @Res() reply: FastifyReply,
  ) {
    return this.make(actor, key, repeatable, reply, (work) =>
      this.people.makeAdministrator(work, key, version, given.personId),
    );
  }

  @Post('offices/:id/end')
  @Answers(200, OrganisationDetail)
  endOffice(
    @Acting() actor: ActingPerson,
    @Param('key', { schema: Key }) key: string,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Res() reply: FastifyReply,
  ) {
    return this.change(actor, key, reply, (work) => this.people.end(work, key, version, 'office', id));
  }

  @Post('authorities')
  @Binding()
  @Answers(201, OrganisationDetail)
  giveAuthority(
    @Acting() actor: ActingPerson,
    @Param('key', { schema: Key }) key: string,
    @IfMatch() version: number,
    @IdempotencyKey() repeatable: Repeatable,
    @Body({ schema: NewAuthority }) given: NewAuthority,
    @Res() reply: FastifyReply,
  ) {
    return this.make(actor, key, repeatable, reply, (work) => this.authorities.give(work, key, version, given));
  }

  @Post('authorities/:id/end')
  @Binding()
  @Answers(200, OrganisationDetail)
  withdrawAuthority(
    @Acting() actor: ActingPerson,
    @Param('key', { schema: Key }) key: string,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Res() reply: FastifyReply,
  ) {
    return this.change(actor, key, reply, (work) => this.people.end(work, key, version, 'authority', id));
  }

  @Post('authorities/:id/reopening')
  @Binding()
  @Answers(200, OrganisationDetail)
  restoreAuthority(
    @Acting() actor: ActingPerson,
    @Param('key', { schema: Key }) key: string,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Res() reply: FastifyReply,
  ) {
    return this.change(actor, key, reply, (work) => this.people.reopen(work, key, version, 'authority', id));
  }

  @Post('instances')
  @Answers(201, OrganisationDetail)
  addInstance(
    @Acting() actor: ActingPerson,
    @Param('key', { schema: Key }) key: string,
    @IfMatch() version: number,
    @IdempotencyKey() repeatable: Repeatable,
    @Body({ schema: NewInstance }) given: NewInstance,
    @Res() reply: FastifyReply,
  ) {
    return this.make(actor, key, repeatable, reply, (work) => this.authorities.addInstance(work, key, version, given));
  }

  @Patch('instances/:id')
  @Answers(200, OrganisationDetail)
  changeInstance(
    @Acting() actor: ActingPerson,
    @Param('key', { schema: Key }) key: string,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Body({ schema: InstanceChange }) change: InstanceChange,
    @Res() reply: FastifyReply,
  ) {
    return this.change(actor, key, reply, (work) => this.authorities.changeInstance(work, key, version, id, change));
  }

  @Post('instances/:id/end')
  @Answers(200, OrganisationDetail)
  dissolveInstance(
    @Acting() actor: ActingPerson,
    @Param('key', { schema: Key }) key: string,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Res() reply: FastifyReply,
  ) {
    return this.change(actor, key, reply, (work) => this.authorities.dissolveInstance(work, key, version, id));
  }

  @Post('instances/:id/reopening')
  @Answers(200, OrganisationDetail)
  restoreInstance(
    @Acting() actor: ActingPerson,
    @Param('key', { schema: Key }) key: string,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Res() reply: FastifyReply,
  ) {
    return this.change(actor, key, reply, (work) => this.authorities.restoreInstance(work, key, version, id));
  }

  private async make(
    actor: ActingPerson,
    key: string,
    repeatable: Repeatable | null,
    reply: FastifyReply,
    act: (work: Work) => Promise<string>,
    status = 201,
  ) {
    await this.works.run(actor, repeatable, act);
    const left = (error: unknown) => error instanceof Refusal && error.kind === notFound;
    try {
      const [found] = await this.database.readInNetwork(actor, organisationByKey(actor.networkId, key));
      return sendOne(reply, found!, status);
    } catch (error) {
      // Whoever has left the network with it may see nothing here any more: it is done, and that is all.
      if (left(error)) return reply.status(204).send();
      throw error;
    }
  }

  private change(actor: ActingPerson, key: string, reply: FastifyReply, act: (work: Work) => Promise<string>) {
    return this.make(actor, key, null, reply, act, 200);
  }
}
