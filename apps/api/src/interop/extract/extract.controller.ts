import { Controller, Get, Param, Query as Params, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ExtractQuery } from '@torv/shared/interop';
import type { FastifyReply } from 'fastify';
import { Actors } from '../../access/actors';
import { ProveDecisions } from '../../decisions/prove-decisions';
import { Database, type Reader } from '../../platform/database/database';
import { Answers } from '../../platform/http/answers';
import { Me, Reading, type SignedIn } from '../../platform/http/who-asks';
import { extractCase } from './extract-case';

/** A case, taken out for a request for access to it. */
@ApiTags('interop')
@Controller('api/v1/networks/:networkKey/decisions')
export class ExtractController {
  constructor(
    private readonly database: Database,
    private readonly actors: Actors,
    private readonly proving: ProveDecisions,
  ) {}

  @Get(':number/extract')
  @Answers(200)
  async extract(
    @Reading() reader: Reader,
    @Me() me: SignedIn,
    @Param('number') number: string,
    @Params({ schema: ExtractQuery }) { recipient, language = me.language }: ExtractQuery,
    @Res() reply: FastifyReply,
  ) {
    const actor = await this.actors.resolve(reader.personId!, reader.networkId);
    const [found] = await this.database.readInNetwork(reader, {
      name: 'timezone-of-network',
      text: 'SELECT n.timezone FROM places_network n WHERE n.id = $1',
      values: [reader.networkId],
    });
    const { timezone } = found!.rows[0] as { timezone: string };
    const receipt = await this.proving.receipt(reader, number);
    const zip = await extractCase(this.database, actor, number, recipient, { language, timezone }, receipt);
    return reply
      .type('application/zip')
      .header('content-disposition', `attachment; filename="${number}-${recipient}.zip"`)
      .send(Buffer.from(zip));
  }
}
