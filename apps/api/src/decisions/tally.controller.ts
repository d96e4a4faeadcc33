import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { applyRule, TallyView, type StandingPosition } from '@torv/shared/decisions';
import { Id } from '@torv/shared/kernel';
import type { FastifyReply } from 'fastify';
import { Database, type Reader } from '../platform/database/database';
import { notFound, Refusal } from '../platform/errors/refusal';
import { Answers } from '../platform/http/answers';
import { sendJson } from '../platform/http/send-json';
import { Reading } from '../platform/http/who-asks';
import { proposalOnItem, type ProposalOnItem } from '../proposals/proposals.sql';
import { itemForDeciding, type ItemForDeciding } from './keep-decision.sql';
import { mayNotCount } from './decisions.refusals';
import { sittingIn, sittingOnItem, type SittingOfItem, wordsOf } from './tally-of-item';
import { wordsWithoutObjection } from './take-no-objections';

/** What the mandate's rule gives for an item, as things stand while it is dealt with. */
@ApiTags('decisions')
@Controller('api/v1/networks/:networkKey/meetings/:id/items/:itemId')
export class TallyController {
  constructor(private readonly database: Database) {}

  @Get('tally')
  @Answers(200, TallyView)
  async tally(
    @Reading() reader: Reader,
    @Param('id', { schema: Id }) id: string,
    @Param('itemId', { schema: Id }) itemId: string,
    @Res() reply: FastifyReply,
  ) {
    const [items, sittings, proposals] = await this.database.readInNetwork(
      reader,
      itemForDeciding(reader.networkId, id, itemId),
      sittingOnItem(reader.networkId, id, itemId),
      proposalOnItem(reader.networkId, itemId),
    );
    const item = items!.rows[0] as ItemForDeciding | undefined;
    if (!item) throw new Refusal(notFound);
    const sitting = sittingIn(sittings!.rows);
    if (!sitting) throw new Refusal(mayNotCount);
    const proposal = proposals!.rows[0] as ProposalOnItem | undefined;
    return sendJson(reply, JSON.stringify(tallyOf(itemId, sitting, proposal?.positions ?? [])));
  }
}

function tallyOf(itemId: string, sitting: SittingOfItem, positions: StandingPosition[]): TallyView {
  const now = applyRule(sitting, wordsOf(positions));
  const objecting = positions.filter((one) => one.stance === 'object').map((one) => one.organisation);
  const spoken = new Set(positions.map((one) => one.organisation.key));
  const without = applyRule(sitting, wordsOf(wordsWithoutObjection(sitting, positions)), {
    chairSays: 'adopted',
    noObjections: true,
  });
  const words = sitting.words.filter((one) => !spoken.has(one.organisation.key));
  return {
    itemId,
    rule: sitting.rule,
    ...now,
    objecting,
    noObjections: objecting.length > 0 ? null : { ...without, words },
  };
}
