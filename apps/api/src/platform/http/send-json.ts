import { notFound, Refusal } from '../errors/refusal';
import type { FastifyReply } from 'fastify';
import type { Found } from '../database/send-together';

/** Sends JSON that the database has already shaped; `version` becomes the ETag that a change is matched against. */
export function sendJson(reply: FastifyReply, json: string, version?: number): FastifyReply {
  if (version !== undefined) void reply.header('etag', `"${version}"`);
  return reply.type('application/json; charset=utf-8').send(json);
}

/**
 * Sends the one record that a query found, with its version as ETag when it has one.
 *
 * @throws Refusal PLATFORM.NOT_FOUND when there is none that the reader may see
 */
export function sendOne(reply: FastifyReply, found: Found, status = 200): FastifyReply {
  const row = found.rows[0] as { json: string; version?: number } | undefined;
  if (!row) throw new Refusal(notFound);
  return sendJson(reply.status(status), row.json, row.version);
}
