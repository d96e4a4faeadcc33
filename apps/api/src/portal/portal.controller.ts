import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Param, Query as Params, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { PageQuery } from '@torv/shared/kernel';
import { PublicDecision, PublicDecisionPage } from '@torv/shared/portal';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Networks } from '../places/networks';
import { Database } from '../platform/database/database';
import { notFound, Refusal } from '../platform/errors/refusal';
import { Answers } from '../platform/http/answers';
import { decodeCursor } from '../platform/http/page-cursor';
import { languageOf } from '../platform/http/problem-filter';
import { sendOne } from '../platform/http/send-json';
import { sendPage } from '../platform/http/send-page';
import { Open } from '../platform/http/who-asks';
import { decisionPage, decisionsPage } from './portal-pages';
import { publicDecisionByNumber, publicDecisions } from './portal.sql';

const stylesheet = readFileSync(join(__dirname, 'portal.css'), 'utf8');

interface Row {
  json: string;
  decided: string;
  id: string;
}

@ApiTags('portal')
@Open()
@Controller()
export class PortalController {
  constructor(
    private readonly database: Database,
    private readonly networks: Networks,
  ) {}

  @Get('api/public/v1/networks/:networkKey/decisions')
  @Answers(200, PublicDecisionPage)
  async list(
    @Param('networkKey') key: string,
    @Params({ schema: PageQuery }) page: PageQuery,
    @Res() reply: FastifyReply,
  ) {
    const networkId = await this.networks.idOf(key);
    const [found] = await this.database.read(null, publicDecisions(networkId, decodeCursor(page.after, 2), page.limit));
    return sendPage(reply, found!.rows as Row[], page.limit, (row) => [row.decided, row.id]);
  }

  @Get('api/public/v1/networks/:networkKey/decisions/:number')
  @Answers(200, PublicDecision)
  async one(@Param('networkKey') key: string, @Param('number') number: string, @Res() reply: FastifyReply) {
    const [found] = await this.database.read(null, publicDecisionByNumber(await this.networks.idOf(key), number));
    return sendOne(reply, found!);
  }

  @Get('portal.css')
  @ApiExcludeEndpoint()
  style(@Res() reply: FastifyReply) {
    return reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=3600').send(stylesheet);
  }

  @Get('p/:networkKey')
  @ApiExcludeEndpoint()
  async page(@Param('networkKey') key: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const networkId = await this.networks.idOf(key);
    const [network, found] = await this.database.read(
      null,
      networkName(networkId),
      publicDecisions(networkId, null, 25),
    );
    const decisions = (found!.rows as Row[]).slice(0, 25).map((row) => JSON.parse(row.json) as PublicDecision);
    return sendHtml(reply, decisionsPage(languageOf(request), { key, ...(network!.rows[0] as Named) }, decisions));
  }

  @Get('p/:networkKey/decisions/:number')
  @ApiExcludeEndpoint()
  async decision(
    @Param('networkKey') key: string,
    @Param('number') number: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const networkId = await this.networks.idOf(key);
    const [network, found] = await this.database.read(
      null,
      networkName(networkId),
      publicDecisionByNumber(networkId, number),
    );
    const row = found!.rows[0] as Row | undefined;
    if (!row) throw new Refusal(notFound);
    return sendHtml(
      reply,
      decisionPage(
        languageOf(request),
        { key, ...(network!.rows[0] as Named) },
        JSON.parse(row.json) as PublicDecision,
      ),
    );
  }
}

interface Named {
  name: string;
  timezone: string;
}

const networkName = (networkId: string) => ({
  name: 'network-name',
  text: 'SELECT name, timezone FROM places_network WHERE id = $1',
  values: [networkId],
});

function sendHtml(reply: FastifyReply, html: string): FastifyReply {
  // A decision that is withdrawn from the public must be gone within a minute, so no copy lives longer.
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'public, max-age=30')
    .header('vary', 'accept-language, cookie')
    .send(html);
}
