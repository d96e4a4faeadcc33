import { Body, Controller, Get, Param, Patch, Post, Query as Params, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BodyChange, BodyClosing, BodyPage, BodyView, NewBody, Signing } from '@torv/shared/bodies';
import { PageQuery } from '@torv/shared/kernel';
import type { FastifyReply } from 'fastify';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database, type Reader } from '../platform/database/database';
import { type Work, Works } from '../platform/database/unit-of-work';
import { Answers } from '../platform/http/answers';
import { decodeCursor } from '../platform/http/page-cursor';
import { IdempotencyKey, IfMatch, type Repeatable } from '../platform/http/request-headers';
import { sendOne } from '../platform/http/send-json';
import { sendPage } from '../platform/http/send-page';
import { Acting, Binding, Reading } from '../platform/http/who-asks';
import { bodiesOfNetwork, bodyByKey } from './bodies.sql';
import { changeBody, closeBody, setUpBody } from './set-up-body';
import { signConfidentiality } from './sign-confidentiality';

interface Row {
  json: string;
  name: string;
  id: string;
}

@ApiTags('bodies')
@Controller('api/v1/networks/:networkKey/bodies')
export class BodiesController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
  ) {}

  @Get()
  @Answers(200, BodyPage)
  async list(@Reading() reader: Reader, @Params({ schema: PageQuery }) page: PageQuery, @Res() reply: FastifyReply) {
    const query = bodiesOfNetwork(reader.networkId, decodeCursor(page.after, 2), page.limit);
    const [found] = await this.database.readInNetwork(reader, query);
    return sendPage(reply, found!.rows as Row[], page.limit, (row) => [row.name, row.id]);
  }

  @Post()
  @Answers(201, BodyView)
  async setUp(
    @Acting() actor: ActingPerson,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: NewBody }) body: NewBody,
    @Res() reply: FastifyReply,
  ) {
    const made = await this.works.run(actor, key, (work) => setUpBody(work, body));
    return this.answer(actor, made, reply, 201);
  }

  @Get(':key')
  @Answers(200, BodyView)
  async one(@Reading() reader: Reader, @Param('key') key: string, @Res() reply: FastifyReply) {
    return this.answer(reader, key, reply);
  }

  @Patch(':key')
  @Answers(200, BodyView)
  async change(
    @Acting() actor: ActingPerson,
    @Param('key') key: string,
    @IfMatch() version: number,
    @Body({ schema: BodyChange }) change: BodyChange,
    @Res() reply: FastifyReply,
  ) {
    return this.changing(actor, key, reply, (work) => changeBody(work, key, version, change));
  }

  @Post(':key/closing')
  @Answers(200, BodyView)
  async close(
    @Acting() actor: ActingPerson,
    @Param('key') key: string,
    @IfMatch() version: number,
    @Body({ schema: BodyClosing }) closing: BodyClosing,
    @Res() reply: FastifyReply,
  ) {
    return this.changing(actor, key, reply, (work) => closeBody(work, key, version, closing.endedOn));
  }

  @Post(':key/confidentiality')
  @Binding()
  @Answers(200, BodyView)
  async sign(
    @Acting() actor: ActingPerson,
    @Param('key') key: string,
    @Body({ schema: Signing }) signing: { hash: string },
    @Res() reply: FastifyReply,
  ) {
    return this.changing(actor, key, reply, (work) => signConfidentiality(work, key, signing.hash));
  }

  private async changing(actor: ActingPerson, key: string, reply: FastifyReply, act: (work: Work) => Promise<void>) {
    await this.works.run(actor, null, async (work) => {
      await act(work);
      return key;
    });
    return this.answer(actor, key, reply);
  }

  private async answer(reader: Reader, key: string, reply: FastifyReply, status = 200) {
    const [found] = await this.database.readInNetwork(reader, bodyByKey(reader.networkId, key));
    return sendOne(reply, found!, status);
  }
}
