import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Body, Controller, Delete, Get, Param, Post, Query as Params, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { DocumentList, DocumentQuery, DocumentView, NewFile, NewLink } from '@torv/shared/documents';
import { Id } from '@torv/shared/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database, type Reader } from '../platform/database/database';
import { Works } from '../platform/database/unit-of-work';
import { notFound, notJson, Refusal } from '../platform/errors/refusal';
import { Answers } from '../platform/http/answers';
import { IdempotencyKey, IfMatch, type Repeatable } from '../platform/http/request-headers';
import { sendOne } from '../platform/http/send-json';
import { TakesBytes } from '../platform/http/takes-bytes';
import { Acting, Reading } from '../platform/http/who-asks';
import { addDocument } from './add-document';
import { takenAway } from './documents.refusals';
import { documentById, documentsOf, fileOfDocument } from './documents.sql';
import { savedAs } from './name-of-file';
import { readUpload } from './read-upload';
import { removeDocument } from './remove-document';

interface StoredFile {
  name: string;
  media_type: string;
  content: Buffer | null;
}

/** Files and links on what a body deals with. */
@ApiTags('documents')
@Controller('api/v1/networks/:networkKey/documents')
export class DocumentsController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
  ) {}

  @Get()
  @Answers(200, DocumentList)
  async list(
    @Reading() reader: Reader,
    @Params({ schema: DocumentQuery }) query: DocumentQuery,
    @Res() reply: FastifyReply,
  ) {
    const [found] = await this.database.readInNetwork(reader, documentsOf(reader.networkId, query));
    return sendOne(reply, found!);
  }

  /** The file itself is the body; what it is called and stands on is in the address. */
  @Post('files')
  @TakesBytes()
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Answers(201, DocumentView)
  async addFile(
    @Acting() actor: ActingPerson,
    @IdempotencyKey() key: Repeatable,
    @Params({ schema: NewFile }) { name, ...subject }: NewFile,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    if (!(request.body instanceof Readable)) throw new Refusal(notJson);
    const file = await readUpload(request.body, name);
    // The same key with other bytes is another request.
    const requestHash = createHash('sha256').update(key.requestHash).update(file.bytes).digest();
    const id = await this.works.run(actor, { ...key, requestHash }, (work) => addDocument(work, subject, file));
    return this.answer(actor, id, reply, 201);
  }

  @Post('links')
  @Answers(201, DocumentView)
  async addLink(
    @Acting() actor: ActingPerson,
    @IdempotencyKey() key: Repeatable,
    @Body({ schema: NewLink }) { name, url, ...subject }: NewLink,
    @Res() reply: FastifyReply,
  ) {
    const id = await this.works.run(actor, key, (work) => addDocument(work, subject, { name, url }));
    return this.answer(actor, id, reply, 201);
  }

  @Get(':id')
  @Answers(200, DocumentView)
  async one(@Reading() reader: Reader, @Param('id', { schema: Id }) id: string, @Res() reply: FastifyReply) {
    const [found] = await this.database.readInNetwork(reader, documentById(reader.networkId, id));
    return sendOne(reply, found!);
  }

  /** The file, to be saved: no browser opens it in Torv's name. */
  @Get(':id/file')
  @Answers(200)
  async file(@Reading() reader: Reader, @Param('id', { schema: Id }) id: string, @Res() reply: FastifyReply) {
    const [found] = await this.database.readInNetwork(reader, fileOfDocument(reader.networkId, id));
    const file = found!.rows[0] as StoredFile | undefined;
    if (!file) throw new Refusal(notFound);
    if (!file.content) throw new Refusal(takenAway);
    return reply
      .type(file.media_type)
      .header('content-disposition', savedAs(file.name))
      .header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'")
      .send(file.content);
  }

  @Delete(':id')
  @Answers(200, DocumentView)
  async remove(
    @Acting() actor: ActingPerson,
    @Param('id', { schema: Id }) id: string,
    @IfMatch() version: number,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, null, async (work) => {
      await removeDocument(work, id, version);
      return id;
    });
    return this.answer(actor, id, reply);
  }

  private async answer(actor: ActingPerson, id: string, reply: FastifyReply, status = 200) {
    const [found] = await this.database.readInNetwork(actor, documentById(actor.networkId, id));
    return sendOne(reply, found!, status);
  }
}
