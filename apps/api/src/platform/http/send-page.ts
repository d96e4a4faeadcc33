import type { FastifyReply } from 'fastify';
import { encodeCursor } from './page-cursor';
import { sendJson } from './send-json';

/**
 * Sends a page of rows whose JSON the database has shaped. The query asked for one row more than the page holds.
 *
 * @param cursorOf the sort values of a row
 */
export function sendPage<T extends { json: string }>(
  reply: FastifyReply,
  rows: T[],
  limit: number,
  cursorOf: (row: T) => (string | number)[],
): FastifyReply {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const items = rows.slice(0, limit).map((row) => row.json);
  const next = last ? JSON.stringify(encodeCursor(cursorOf(last))) : 'null';
  return sendJson(reply, `{"items":[${items.join(',')}],"nextCursor":${next}}`);
}
