import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { isLoopback, type Settings } from '../config/read-settings';
import { forged, notJson, Refusal } from '../errors/refusal';
import { SETTINGS } from '../platform.tokens';
import { bytesType, TAKES_BYTES } from './takes-bytes';

/**
 * A request that changes something carries `X-Requested-With: torv` and JSON (or, where a route takes a file, bytes that no
 * form can send), and comes from Torv's own origin; no
 * form or link of another site can do that in a browser.
 */
@Injectable()
export class RefuseForgedRequests implements CanActivate {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return true;
    // A machine's token is sent by no browser of its own accord, and with one no cookie counts.
    if (bearerOf(request.headers.authorization) === null) {
      if (request.headers['x-requested-with'] !== 'torv') throw new Refusal(forged);
      if (!this.ownOrigin(request)) throw new Refusal(forged);
    }
    const type = request.headers['content-type'];
    if (type === undefined || /^application\/json\b/i.test(type)) return true;
    const takesBytes = this.reflector.get<boolean | undefined>(TAKES_BYTES, context.getHandler());
    if (!takesBytes || type.toLowerCase() !== bytesType) throw new Refusal(notJson);
    return true;
  }

  private ownOrigin(request: FastifyRequest): boolean {
    return isOwnOrigin(this.settings, request.headers.origin, request.headers.host);
  }
}

/** What stands after `Bearer` in an `Authorization` header, or null. */
export function bearerOf(authorization: string | undefined): string | null {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? null;
}

/** True when `origin` is Torv's own; a request without one does not come from a page. */
export function isOwnOrigin(settings: Settings, origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  if (settings.origin !== null) return origin === settings.origin;
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return url.host === host && isLoopback(url.hostname);
}
