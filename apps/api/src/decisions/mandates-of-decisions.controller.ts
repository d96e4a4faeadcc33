import { Body, Controller, Get, Param, Put, Query as Params, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AdoptionList, MandateAdoption, MandatesOfDecision } from '@torv/shared/decisions';
import { Key } from '@torv/shared/kernel';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { VerifiableLog } from '../log/verifiable-log';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database, type Reader } from '../platform/database/database';
import { Works } from '../platform/database/unit-of-work';
import { Answers } from '../platform/http/answers';
import { IfMatch } from '../platform/http/request-headers';
import { sendOne } from '../platform/http/send-json';
import { Acting, Binding, Reading } from '../platform/http/who-asks';
import { adoptMandate } from './adopt-mandate';
import { adoptionsOfBody, mandatesOfDecision } from './mandates-of-decisions.sql';

const OfBody = z.strictObject({ body: Key });

/** Where decisions and mandates meet: the upper room says which decision gave which version force. */
@ApiTags('decisions')
@Controller('api/v1/networks/:networkKey/decisions')
export class MandatesOfDecisionsController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
    private readonly log: VerifiableLog,
  ) {}

  @Get('mandates')
  @Answers(200, AdoptionList)
  async ofBody(
    @Reading() reader: Reader,
    @Params({ schema: OfBody }) query: { body: string },
    @Res() reply: FastifyReply,
  ) {
    const [found] = await this.database.readInNetwork(reader, adoptionsOfBody(reader.networkId, query.body));
    return sendOne(reply, found!);
  }

  @Get(':number/mandate')
  @Answers(200, MandatesOfDecision)
  async one(@Reading() reader: Reader, @Param('number') number: string, @Res() reply: FastifyReply) {
    return this.answer(reader, number, reply);
  }

  @Put(':number/mandate')
  @Binding()
  @Answers(200, MandatesOfDecision)
  async adopt(
    @Acting() actor: ActingPerson,
    @Param('number') number: string,
    @IfMatch() revision: number,
    @Body({ schema: MandateAdoption }) adoption: { mandateId: string },
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, null, async (work) => {
      await adoptMandate(work, this.log, number, adoption.mandateId, revision);
      return number;
    });
    return this.answer(actor, number, reply);
  }

  private async answer(reader: Reader, number: string, reply: FastifyReply) {
    const [found] = await this.database.readInNetwork(reader, mandatesOfDecision(reader.networkId, number));
    return sendOne(reply, found!);
  }
}
