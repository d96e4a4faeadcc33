import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Param, Query as Params, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { Language, PageQuery } from '@torv/shared/kernel';
import { PublicDecision, PublicDecisionPage } from '@torv/shared/portal';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { Networks } from '../places/networks';
import { Database } from '../platform/database/database';
import { notFound, Refusal } from '../platform/errors/refusal';
import { Answers } from '../platform/http/answers';
import { decodeCursor, encodeCursor } from '../platform/http/page-cursor';
import { languageOf } from '../platform/http/problem-filter';
import { sendOne } from '../platform/http/send-json';
import { sendPage } from '../platform/http/send-page';
import { Open } from '../platform/http/who-asks';
import { decisionPage, decisionsPage, nothingHerePage } from './portal-pages';
import { publicDecisionByNumber, publicDecisions } from './portal.sql';

/** What a page's own links ask for; whatever others append to a link that they share is let be. */
const PageAsked = z.object({ language: Language.optional().catch(undefined), after: z.string().max(400).optional() });
type PageAsked = z.infer<typeof PageAsked>;
const onOnePage = 25;

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
  async page(
    @Param('networkKey') key: string,
    @Params({ schema: PageAsked }) asked: PageAsked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const language = asked.language ?? languageOf(request);
    const networkId = await this.networkAt(key);
    if (networkId === null) return sendHtml(reply.status(404), nothingHerePage(language, null), asked.language);
    const [network, found] = await this.database.read(
      null,
      networkName(networkId),
      publicDecisions(networkId, decodeCursor(asked.after, 2), onOnePage),
    );
    const rows = found!.rows as Row[];
    const last = rows.length > onOnePage ? rows[onOnePage - 1] : undefined;
    const html = decisionsPage(
      language,
      { key, ...(network!.rows[0] as Named) },
      rows.slice(0, onOnePage).map((row) => JSON.parse(row.json) as PublicDecision),
      last ? encodeCursor([last.decided, last.id]) : null,
    );
    return sendHtml(reply, html, asked.language);
  }

  @Get('p/:networkKey/decisions/:number')
  @ApiExcludeEndpoint()
  async decision(
    @Param('networkKey') key: string,
    @Param('number') number: string,
    @Params({ schema: PageAsked }) asked: PageAsked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const language = asked.language ?? languageOf(request);
    const networkId = await this.networkAt(key);
    if (networkId === null) return sendHtml(reply.status(404), nothingHerePage(language, null), asked.language);
    const [network, found] = await this.database.read(
      null,
      networkName(networkId),
      publicDecisionByNumber(networkId, number),
    );
    const place = { key, ...(network!.rows[0] as Named) };
    const row = found!.rows[0] as Row | undefined;
    if (!row) return sendHtml(reply.status(404), nothingHerePage(language, place), asked.language);
    return sendHtml(reply, decisionPage(language, place, JSON.parse(row.json) as PublicDecision), asked.language);
  }

  /** A resident who mistyped an address reads a page, not a problem document. */
  private async networkAt(key: string): Promise<string | null> {
    try {
      return await this.networks.idOf(key);
    } catch (error) {
      if (error instanceof Refusal && error.kind === notFound) return null;
      throw error;
    }
  }
}

interface Named {
  name: string;
  timezone: string;
  demonstration: boolean;
}

const networkName = (networkId: string) => ({
  name: 'network-name',
  text: 'SELECT name, timezone, demonstration FROM places_network WHERE id = $1',
  values: [networkId],
});

/** A language that was chosen on the page is remembered, as the app remembers it. */
function sendHtml(reply: FastifyReply, html: string, chosen: Language | undefined): FastifyReply {
  if (chosen) void reply.setCookie('torv_language', chosen, { path: '/', sameSite: 'lax', maxAge: 31_536_000 });
  // A decision that is withdrawn from the public must be gone within a minute, so no copy lives longer.
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', chosen ? 'private, max-age=30' : 'public, max-age=30')
    .header('vary', 'accept-language, cookie')
    .send(html);
}
