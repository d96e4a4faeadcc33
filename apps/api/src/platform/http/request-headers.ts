import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { keyMissing, Refusal, versionMissing, versionStale } from '../errors/refusal';

/** Says in the API document that a route asks for a header, wherever its parameter is used. */
const documented =
  (name: string, description: string): ParameterDecorator =>
  (target, key) =>
    ApiHeader({ name, description, required: true })(target, key!, Object.getOwnPropertyDescriptor(target, key!)!);

/** The version in `If-Match: "3"`; 428 when it is missing, 412 when it is no version of ours. */
export const IfMatch = createParamDecorator(
  (_: unknown, context: ExecutionContext): number => {
    const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
    if (!header) throw new Refusal(versionMissing);
    const match = /^(?:W\/)?"(\d{1,9})"$/.exec(header);
    if (!match) throw new Refusal(versionStale);
    return Number(match[1]);
  },
  [
    documented(
      'If-Match',
      'The version that was read, as `"3"`: 428 when missing, 412 when it is no longer the newest.',
    ),
  ],
);

/** A request that may be repeated without being done twice. */
export interface Repeatable {
  key: string;
  /** SHA-256 over method, address and body (of a file, its route adds the bytes): the same key with another request is refused. */
  requestHash: Buffer;
}

/** The `Idempotency-Key` of a request that creates; 400 when it is missing. */
export const IdempotencyKey = createParamDecorator(
  (_: unknown, context: ExecutionContext): Repeatable => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string' || key.length < 8 || key.length > 100) throw new Refusal(keyMissing);
    const hash = createHash('sha256');
    hash.update(
      `${request.method} ${request.url}\n${request.headers['if-match'] ?? ''}\n${request.body instanceof Readable ? '' : JSON.stringify(request.body ?? null)}`,
    );
    return { key, requestHash: hash.digest() };
  },
  [
    documented(
      'Idempotency-Key',
      'A fresh UUID for each thing made; the same key with the same request makes it once.',
    ),
  ],
);
