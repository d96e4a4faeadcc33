import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AreaPage, NetworkPage, NetworkView } from '@torv/shared/places';
import type { FastifyReply } from 'fastify';
import { Database, type Reader } from '../platform/database/database';
import { Answers } from '../platform/http/answers';
import { sendJson } from '../platform/http/send-json';
import { Me, Reading, type SignedIn } from '../platform/http/who-asks';
import { areasOfNetwork, networkById, networksOfActor } from './places.sql';

@ApiTags('places')
@Controller('api/v1/networks')
export class PlacesController {
  constructor(private readonly database: Database) {}

  @Get()
  @Answers(200, NetworkPage)
  async mine(@Me() me: SignedIn, @Res() reply: FastifyReply) {
    const [found] = await this.database.read(me.id, networksOfActor());
    return sendJson(reply, found!.rows[0]!['json'] as string);
  }

  @Get(':networkKey')
  @Answers(200, NetworkView)
  async one(@Reading() reader: Reader, @Res() reply: FastifyReply) {
    const [found] = await this.database.readInNetwork(reader, networkById(reader.networkId));
    return sendJson(reply, found!.rows[0]!['json'] as string);
  }

  @Get(':networkKey/places/areas')
  @Answers(200, AreaPage)
  async areas(@Reading() reader: Reader, @Res() reply: FastifyReply) {
    const [found] = await this.database.readInNetwork(reader, areasOfNetwork(reader.networkId));
    return sendJson(reply, found!.rows[0]!['json'] as string);
  }
}
