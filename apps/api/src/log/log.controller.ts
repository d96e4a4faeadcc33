import { Controller, Get, Header, Query as Params } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ConsistencyQuery, EntriesQuery, EntriesView, InclusionQuery, ProofView } from '@torv/shared/log';
import { Database, type Reader } from '../platform/database/database';
import { Answers } from '../platform/http/answers';
import { Reading } from '../platform/http/who-asks';
import { leavesBetween } from './log.sql';
import { VerifiableLog } from './verifiable-log';

const proofView = (hashes: Uint8Array[]): ProofView => ({
  hashes: hashes.map((hash) => Buffer.from(hash).toString('base64')),
});

@ApiTags('log')
@Controller('api/v1/networks/:networkKey/log')
export class LogController {
  constructor(
    private readonly database: Database,
    private readonly log: VerifiableLog,
  ) {}

  @Get('checkpoint')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Answers(200)
  checkpoint(@Reading() reader: Reader): Promise<string> {
    return this.log.checkpoint(reader);
  }

  @Get('entries')
  @Answers(200, EntriesView)
  async entries(
    @Reading() reader: Reader,
    @Params({ schema: EntriesQuery }) query: EntriesQuery,
  ): Promise<EntriesView> {
    const [found] = await this.database.readInNetwork(reader, leavesBetween(reader.networkId, query.start, query.end));
    const rows = found!.rows as { idx: string; kind: string; leaf: string; leaf_hash: Buffer }[];
    return {
      items: rows.map((row) => ({
        index: Number(row.idx),
        kind: row.kind,
        leafHash: row.leaf_hash.toString('base64'),
        leaf: row.leaf,
      })),
    };
  }

  @Get('proof/inclusion')
  @Answers(200, ProofView)
  async inclusion(
    @Reading() reader: Reader,
    @Params({ schema: InclusionQuery }) query: InclusionQuery,
  ): Promise<ProofView> {
    return proofView(await this.log.proveInclusion(reader, BigInt(query.index), BigInt(query.size)));
  }

  @Get('proof/consistency')
  @Answers(200, ProofView)
  async consistency(
    @Reading() reader: Reader,
    @Params({ schema: ConsistencyQuery }) query: ConsistencyQuery,
  ): Promise<ProofView> {
    return proofView(await this.log.proveConsistency(reader, BigInt(query.from), BigInt(query.to)));
  }
}
