import type { FastifyReply } from 'fastify';
import { encodeCursor } from './page-cursor';
import { sendJson } from './send-json';

/**
 * Sends a page of rows whose JSON the database has shaped. The query asked for one row more than the page holds.
 *
 * @param cursorOf the sort values of a row
 * @param more what the page says besides
 */
export function sendPage<T extends { json: string }>(
  reply: FastifyReply,
  rows: T[],
  limit: number,
  cursorOf: (row: T) => (string | number)[],
  more: Record<string, unknown> = {},
): FastifyReply {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const items = rows.slice(0, limit).map((row) => row.json);
  const next = last ? JSON.stringify(encodeCursor(cursorOf(last))) : 'null';
  const said = Object.entries(more).map(([name, value]) => `,${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return sendJson(reply, `{"items":[${items.join(',')}],"nextCursor":${next}${said.join('')}}`);
}
