import { mostCounted } from '@torv/shared/decisions';
import type { FastifyReply } from 'fastify';
import type { Database, Reader } from '../platform/database/database';
import { decodeCursor } from '../platform/http/page-cursor';
import { sendPage } from '../platform/http/send-page';
import type { DecisionFilter } from './chosen-decisions.sql';
import { decisionsOfNetwork } from './decisions.sql';
import { countOfDecisions, decisionsMatching, meantBy, placesOfCursor } from './find-decisions.sql';

interface Row {
  json: string;
  decided: string;
  id: string;
  rank?: number;
}

interface Shown {
  after?: string | undefined;
  limit: number;
  sort?: 'newest' | 'best' | undefined;
  count: boolean;
}

/**
 * Answers a page of the log: what is chosen, counted when asked, and what was probably meant when words found nothing.
 *
 * @throws Refusal PLATFORM.INVALID_INPUT naming `after` when it is no cursor of this list
 */
export async function sendDecisions(
  database: Database,
  reader: Reader,
  reply: FastifyReply,
  filter: DecisionFilter,
  shown: Shown,
): Promise<FastifyReply> {
  const { networkId } = reader;
  const after = decodeCursor(shown.after, placesOfCursor(filter));
  const chosen = Object.values(filter).some((one) => one !== undefined);
  const list = chosen
    ? decisionsMatching(networkId, filter, after, shown.limit, shown.sort)
    : decisionsOfNetwork(networkId, after, shown.limit);
  const counting = shown.count ? [countOfDecisions(networkId, filter)] : [];
  const [found, counted] = await database.readInNetwork(reader, list, ...counting);
  const rows = found!.rows as Row[];
  const more: Record<string, unknown> = {};
  if (counted) {
    const { many } = counted.rows[0] as { many: number };
    more['count'] = { value: Math.min(many, mostCounted), more: many > mostCounted };
  }
  if (rows.length === 0 && filter.q !== undefined && !after) {
    const [answer] = await database.readInNetwork(reader, meantBy(networkId, filter.q));
    const { meant } = answer!.rows[0] as { meant: string | null };
    if (meant !== null) more['meant'] = meant;
  }
  const places = (row: Row) => (filter.q === undefined ? [row.decided, row.id] : [row.rank ?? 0, row.decided, row.id]);
  return sendPage(reply, rows, shown.limit, places, more);
}
