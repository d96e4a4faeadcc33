import { Controller, Get, Inject, Param, Query as Params, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { DecisionView } from '@torv/shared/decisions';
import { type ExportFormat, ExportQuery, ExportShape } from '@torv/shared/interop';
import type { FastifyReply } from 'fastify';
import { decisionByNumber } from '../../decisions/decisions.sql';
import type { Settings } from '../../platform/config/read-settings';
import { Database, type Reader } from '../../platform/database/database';
import { notFound, Refusal } from '../../platform/errors/refusal';
import { Answers } from '../../platform/http/answers';
import { Me, Reading, type SignedIn } from '../../platform/http/who-asks';
import { SETTINGS } from '../../platform/platform.tokens';
import { decisionsInBatches } from './decisions-in-batches';
import { exportDecision, exportDecisions, type Exporting, mediaTypes } from './export-decisions';

/** What is filtered, or one decision, as a file. */
@ApiTags('interop')
@Controller('api/v1/networks/:networkKey/decisions')
export class ExportsController {
  constructor(
    private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('export')
  @Answers(200)
  async filtered(
    @Reading() reader: Reader,
    @Me() me: SignedIn,
    @Params({ schema: ExportQuery }) { format, language = me.language, ...filter }: ExportQuery,
    @Res() reply: FastifyReply,
  ) {
    const { key, ...exporting } = await this.exporting(reader, language);
    const batches = decisionsInBatches(this.database, reader, filter);
    const made = await exportDecisions(batches, format, exporting, filter);
    return send(reply, format, `${key}-${language === 'da' ? 'beslutninger' : 'decisions'}`, made);
  }

  @Get(':number/export')
  @Answers(200)
  async one(
    @Reading() reader: Reader,
    @Me() me: SignedIn,
    @Param('number') number: string,
    @Params({ schema: ExportShape }) { format, language = me.language }: ExportShape,
    @Res() reply: FastifyReply,
  ) {
    const [found] = await this.database.readInNetwork(reader, decisionByNumber(reader.networkId, number));
    const row = found!.rows[0] as { json: string } | undefined;
    if (!row) throw new Refusal(notFound);
    const decision = JSON.parse(row.json) as DecisionView;
    const made = await exportDecision(decision, format, await this.exporting(reader, language));
    return send(reply, format, decision.number, made);
  }

  private async exporting(reader: Reader, language: 'da' | 'en'): Promise<Exporting & { key: string }> {
    const [found] = await this.database.readInNetwork(reader, {
      name: 'network-exported',
      text: 'SELECT n.key, n.name AS network, n.timezone FROM places_network n WHERE n.id = $1',
      values: [reader.networkId],
    });
    const network = found!.rows[0] as { key: string; network: string; timezone: string };
    return { ...network, language, chromium: this.settings.chromium };
  }
}

const send = (reply: FastifyReply, format: ExportFormat, name: string, made: unknown) =>
  reply.type(mediaTypes[format]).header('content-disposition', `attachment; filename="${name}.${format}"`).send(made);
