import { Controller, Get, Param, Query as Params, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BodyPage, BodyView } from '@torv/shared/bodies';
import { PageQuery } from '@torv/shared/kernel';
import type { FastifyReply } from 'fastify';
import { Database, type Reader } from '../platform/database/database';
import { Answers } from '../platform/http/answers';
import { decodeCursor } from '../platform/http/page-cursor';
import { sendOne } from '../platform/http/send-json';
import { sendPage } from '../platform/http/send-page';
import { Reading } from '../platform/http/who-asks';
import { bodiesOfNetwork, bodyByKey } from './bodies.sql';

interface Row {
  json: string;
  name: string;
  id: string;
}

@ApiTags('bodies')
@Controller('api/v1/networks/:networkKey/bodies')
export class BodiesController {
  constructor(private readonly database: Database) {}

  @Get()
  @Answers(200, BodyPage)
  async list(@Reading() reader: Reader, @Params({ schema: PageQuery }) page: PageQuery, @Res() reply: FastifyReply) {
    const query = bodiesOfNetwork(reader.networkId, decodeCursor(page.after, 2), page.limit);
    const [found] = await this.database.readInNetwork(reader, query);
    return sendPage(reply, found!.rows as Row[], page.limit, (row) => [row.name, row.id]);
  }

  @Get(':key')
  @Answers(200, BodyView)
  async one(@Reading() reader: Reader, @Param('key') key: string, @Res() reply: FastifyReply) {
    const [found] = await this.database.readInNetwork(reader, bodyByKey(reader.networkId, key));
    return sendOne(reply, found!);
  }
}
