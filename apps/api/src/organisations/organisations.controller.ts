import { Controller, Get, Query as Params, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PageQuery } from '@torv/shared/kernel';
import { OrganisationPage } from '@torv/shared/organisations';
import type { FastifyReply } from 'fastify';
import { Database, type Reader } from '../platform/database/database';
import { Answers } from '../platform/http/answers';
import { decodeCursor } from '../platform/http/page-cursor';
import { sendPage } from '../platform/http/send-page';
import { Reading } from '../platform/http/who-asks';
import { organisationsOfNetwork } from './organisations.sql';

interface Row {
  json: string;
  name: string;
  id: string;
}

@ApiTags('organisations')
@Controller('api/v1/networks/:networkKey/organisations')
export class OrganisationsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Answers(200, OrganisationPage)
  async list(@Reading() reader: Reader, @Params({ schema: PageQuery }) page: PageQuery, @Res() reply: FastifyReply) {
    const after = decodeCursor(page.after, 2);
    const [found] = await this.database.readInNetwork(
      reader,
      organisationsOfNetwork(reader.networkId, after, page.limit),
    );
    return sendPage(reply, found!.rows as Row[], page.limit, (row) => [row.name, row.id]);
  }
}
