import { Body, Controller, Get, Header, Param, Post, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Key } from '@torv/shared/kernel';
import { writePolicy } from '@torv/shared/log';
import { NewCosignature, NewQuorum, NewWitness, WitnessesView } from '@torv/shared/organisations';
import type { FastifyReply } from 'fastify';
import { ShowToWitnesses } from '../log/show-to-witnesses';
import { VerifiableLog } from '../log/verifiable-log';
import { type StoredWitness, witnessOf } from '../log/witnesses.sql';
import type { ActingPerson } from '../platform/database/acting-person';
import { Database, type Reader } from '../platform/database/database';
import { type Work, Works } from '../platform/database/unit-of-work';
import { notFound, Refusal } from '../platform/errors/refusal';
import { Answers } from '../platform/http/answers';
import { IdempotencyKey, IfMatch, type Repeatable } from '../platform/http/request-headers';
import { sendOne } from '../platform/http/send-json';
import { Acting, Binding, Reading } from '../platform/http/who-asks';
import { Witnesses } from './witnesses';
import { witnessesOfNetwork } from './witnesses.sql';

/** Who witnesses the network's log: organisations with a key of their own, and how many of them it takes. */
@ApiTags('log')
@Controller('api/v1/networks/:networkKey')
export class WitnessesController {
  constructor(
    private readonly database: Database,
    private readonly works: Works,
    private readonly witnesses: Witnesses,
    private readonly log: VerifiableLog,
    private readonly showing: ShowToWitnesses,
  ) {}

  @Get('log/witnesses')
  @Answers(200, WitnessesView)
  async list(@Reading() reader: Reader, @Res() reply: FastifyReply) {
    await this.log.nameKey(reader.networkId);
    return this.answer(reader, reply);
  }

  /** The host's keys, the witnesses' and the quorum, as a file to keep and to hand to the program that checks. */
  @Get('log/policy')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Answers(200)
  async policy(@Reading() reader: Reader): Promise<string> {
    await this.log.nameKey(reader.networkId);
    const [found] = await this.database.readInNetwork(reader, witnessesOfNetwork(reader.networkId));
    const view = JSON.parse((found!.rows[0] as { json: string }).json) as WitnessesView;
    const standing = view.witnesses.filter((one) => one.endedAt === null);
    return writePolicy({ logs: view.logKeys, witnesses: standing.map((one) => one.vkey), quorum: view.quorum });
  }

  @Put('log/quorum')
  @Binding()
  @Answers(200, WitnessesView)
  async setQuorum(
    @Acting() actor: ActingPerson,
    @IfMatch() version: number,
    @Body({ schema: NewQuorum }) { quorum }: NewQuorum,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, null, (work) => this.witnesses.setQuorum(work, version, quorum));
    return this.answer(actor, reply);
  }

  @Post('organisations/:key/witness')
  @Binding()
  @Answers(201, WitnessesView)
  async register(
    @Acting() actor: ActingPerson,
    @Param('key', { schema: Key }) key: string,
    @IfMatch() version: number,
    @IdempotencyKey() repeatable: Repeatable,
    @Body({ schema: NewWitness }) given: NewWitness,
    @Res() reply: FastifyReply,
  ) {
    await this.log.nameKey(actor.networkId);
    await this.works.run(actor, repeatable, (work) => this.witnesses.register(work, key, version, given));
    return this.answer(actor, reply, 201);
  }

  @Post('organisations/:key/witness/end')
  @Binding()
  @Answers(200, WitnessesView)
  async end(
    @Acting() actor: ActingPerson,
    @Param('key', { schema: Key }) key: string,
    @IfMatch() version: number,
    @Res() reply: FastifyReply,
  ) {
    await this.works.run(actor, null, (work) => this.witnesses.end(work, key, version));
    return this.answer(actor, reply);
  }

  /** What is to be cosigned, as a file for `torv witness cosign`. */
  @Get('organisations/:key/witness/request')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Answers(200)
  async request(@Reading() reader: Reader, @Param('key', { schema: Key }) key: string): Promise<string> {
    const [found] = await this.database.readInNetwork(reader, witnessOf(reader.networkId, key));
    const witness = found!.rows[0] as StoredWitness | undefined;
    if (!witness) throw new Refusal(notFound);
    return this.showing.requestFor(reader.networkId, witness);
  }

  /** What `torv witness cosign` printed. Whether it holds, its signature says. */
  @Post('organisations/:key/witness/cosignatures')
  @Answers(200, WitnessesView)
  async cosign(
    @Acting() actor: ActingPerson,
    @Param('key', { schema: Key }) key: string,
    @Body({ schema: NewCosignature }) { text }: NewCosignature,
    @Res() reply: FastifyReply,
  ) {
    await this.showing.keep(actor.networkId, await this.governed(actor, key), text);
    return this.answer(actor, reply);
  }

  /** Has the host ask the witness now. */
  @Post('organisations/:key/witness/asking')
  @Answers(200, WitnessesView)
  async ask(@Acting() actor: ActingPerson, @Param('key', { schema: Key }) key: string, @Res() reply: FastifyReply) {
    const witness = await this.governed(actor, key);
    if (witness.url === null) throw new Refusal(notFound);
    await this.showing.showTo(actor.networkId, witness);
    return this.answer(actor, reply);
  }

  /** The standing witness of an organisation that the actor administers. */
  private async governed(actor: ActingPerson, key: string): Promise<StoredWitness> {
    let witness: StoredWitness | undefined;
    await this.works.run(actor, null, async (work: Work) => {
      await this.witnesses.refuseUnlessGoverned(work, key);
      witness = await work.row<StoredWitness & Record<string, unknown>>(witnessOf(work.networkId, key));
      return key;
    });
    if (!witness) throw new Refusal(notFound);
    return witness;
  }

  private async answer(reader: Reader, reply: FastifyReply, status = 200) {
    const [found] = await this.database.readInNetwork(reader, witnessesOfNetwork(reader.networkId));
    return sendOne(reply, found!, status);
  }
}
