import { Body, Controller, Get, Param, Patch, Post, Query as Params, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Key } from '@torv/shared/kernel';
import {
  NewOrganisation,
  OrganisationChange,
  OrganisationDetail,
  OrganisationPage,
  OrganisationQuery,
  PeoplePage,
  PeopleQuery,
} from '@torv/shared/organisations';
import type { FastifyReply } from 'fastify';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database, type Reader } from '../platform/database/database';
import { Works } from '../platform/database/unit-of-work';
import { Answers } from '../platform/http/answers';
import { decodeCursor } from '../platform/http/page-cursor';
import { IdempotencyKey, IfMatch, type Repeatable } from '../platform/http/request-headers';
import { sendOne } from '../platform/http/send-json';
import { sendPage } from '../platform/http/send-page';
import { Acting, Reading } from '../platform/http/who-asks';
import { Organisations } from './organisations';
import { organisationByKey, organisationsOfNetwork, peopleOfNetwork } from './organisations.sql';

interface Row {
  json: string;
  name: string;
  id: string;
}

/** The parties of a network: the list, one whole, taking one up and changing who it is. */
@ApiTags('organisations')
@Controller('api/v1/networks/:networkKey/organisations')
export class OrganisationsController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
    private readonly organisations: Organisations,
  ) {}

  @Get()
  @Answers(200, OrganisationPage)
  async list(
    @Reading() reader: Reader,
    @Params({ schema: OrganisationQuery }) query: OrganisationQuery,
    @Res() reply: FastifyReply,
  ) {
    const after = decodeCursor(query.after, 2);
    const [found] = await this.database.readInNetwork(
      reader,
      organisationsOfNetwork(reader.networkId, query, after, query.limit),
    );
    return sendPage(reply, found!.rows as Row[], query.limit, (row) => [row.name, row.id]);
  }

  @Post()
  @Answers(201, OrganisationDetail)
  async takeUp(
    @Acting() actor: ActingPerson,
    @IdempotencyKey() repeatable: Repeatable,
    @Body({ schema: NewOrganisation }) organisation: NewOrganisation,
    @Res() reply: FastifyReply,
  ) {
    const key = await this.works.run(actor, repeatable, (work) => this.organisations.takeUp(work, organisation));
    const [found] = await this.database.readInNetwork(actor, organisationByKey(actor.networkId, key));
    return sendOne(reply, found!, 201);
  }

  /** Whom an administrator may affiliate: the people the network knows, and for whom they act. */
  @Get('people')
  @Answers(200, PeoplePage)
  async people(
    @Reading() reader: Reader,
    @Params({ schema: PeopleQuery }) query: PeopleQuery,
    @Res() reply: FastifyReply,
  ) {
    const after = decodeCursor(query.after, 2);
    const [found] = await this.database.readInNetwork(
      reader,
      peopleOfNetwork(reader.networkId, query.q, after, query.limit),
    );
    return sendPage(reply, found!.rows as Row[], query.limit, (row) => [row.name, row.id]);
  }

  @Get(':key')
  @Answers(200, OrganisationDetail)
  async one(@Reading() reader: Reader, @Param('key', { schema: Key }) key: string, @Res() reply: FastifyReply) {
    const [found] = await this.database.readInNetwork(reader, organisationByKey(reader.networkId, key));
    return sendOne(reply, found!);
  }

  @Patch(':key')
  @Answers(200, OrganisationDetail)
  async change(
    @Acting() actor: ActingPerson,
    @Param('key', { schema: Key }) key: string,
    @IfMatch() version: number,
    @Body({ schema: OrganisationChange }) change: OrganisationChange,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, null, (work) => this.organisations.change(work, key, version, change));
    const [found] = await this.database.readInNetwork(actor, organisationByKey(actor.networkId, key));
    return sendOne(reply, found!);
  }
}
