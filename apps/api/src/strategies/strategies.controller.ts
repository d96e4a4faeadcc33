import { Controller, Get, Param, Query as Params, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PageQuery } from '@torv/shared/kernel';
import { GoalPage, GoalView, StrategyPage } from '@torv/shared/strategies';
import type { FastifyReply } from 'fastify';
import { Database, type Reader } from '../platform/database/database';
import { Answers } from '../platform/http/answers';
import { decodeCursor } from '../platform/http/page-cursor';
import { sendOne } from '../platform/http/send-json';
import { sendPage } from '../platform/http/send-page';
import { Reading } from '../platform/http/who-asks';
import { goalByKey, goalsOfNetwork, strategiesOfNetwork } from './strategies.sql';

interface Row {
  json: string;
  name: string;
  id: string;
}

@ApiTags('strategies')
@Controller('api/v1/networks/:networkKey/strategies')
export class StrategiesController {
  constructor(private readonly database: Database) {}

  @Get()
  @Answers(200, StrategyPage)
  async list(@Reading() reader: Reader, @Params({ schema: PageQuery }) page: PageQuery, @Res() reply: FastifyReply) {
    const query = strategiesOfNetwork(reader.networkId, decodeCursor(page.after, 2), page.limit);
    const [found] = await this.database.readInNetwork(reader, query);
    return sendPage(reply, found!.rows as Row[], page.limit, (row) => [row.name, row.id]);
  }

  @Get('goals')
  @Answers(200, GoalPage)
  async goals(@Reading() reader: Reader, @Params({ schema: PageQuery }) page: PageQuery, @Res() reply: FastifyReply) {
    const query = goalsOfNetwork(reader.networkId, decodeCursor(page.after, 2), page.limit);
    const [found] = await this.database.readInNetwork(reader, query);
    return sendPage(reply, found!.rows as Row[], page.limit, (row) => [row.name, row.id]);
  }

  @Get('goals/:key')
  @Answers(200, GoalView)
  async goal(@Reading() reader: Reader, @Param('key') key: string, @Res() reply: FastifyReply) {
    const [found] = await this.database.readInNetwork(reader, goalByKey(reader.networkId, key));
    return sendOne(reply, found!);
  }
}
