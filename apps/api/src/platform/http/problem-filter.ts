import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Language, Problem } from '@torv/shared/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  busy,
  invalidInput,
  notFound,
  notJson,
  Refusal,
  tooMany,
  unexpected,
  type RefusalKind,
} from '../errors/refusal';
import { refusalOfDatabaseError } from '../errors/refusal-of-database-error';
import { SecurityLog } from '../logging/security-log';
import type { AskingRequest } from './who-asks';

const kindByStatus: Record<number, RefusalKind> = {
  400: invalidInput,
  404: notFound,
  413: invalidInput,
  415: notJson,
  429: tooMany,
};

/** The language a request wants its sentences in: its cookie, else Accept-Language, else Danish. */
export function languageOf(request: FastifyRequest): Language {
  const chosen = request.cookies?.['torv_language'];
  if (chosen === 'da' || chosen === 'en') return chosen;
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'da';
}

/** A refusal as RFC 9457 problem details. */
export function problemOf(refusal: Refusal, language: Language): Problem {
  const { status, code, sentence } = refusal.kind;
  const problem: Problem = {
    type: `urn:torv:problem:${code.toLowerCase().replace('.', ':')}`,
    title: code,
    status,
    detail: sentence[language],
    code,
  };
  const errors = refusal.errors.map(({ path, message }) => ({
    path,
    message: typeof message === 'string' ? message : message[language],
  }));
  return errors.length > 0 ? { ...problem, errors } : problem;
}

/** Answers every error with problem+json. What is not a refusal is a fault of ours: logged whole, told in one sentence. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('Problem');

  constructor(private readonly security: SecurityLog) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const refusal = this.refusalOf(error);
    this.note(request, refusal, error);
    if (refusal.retryAfter !== null) void reply.header('retry-after', String(refusal.retryAfter));
    void reply
      .status(refusal.kind.status)
      .type('application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(JSON.stringify(problemOf(refusal, languageOf(request))));
  }

  /** A refused right leaves a line; so does a fault. A form filled in wrongly, or a stale version, is nobody's secret. */
  private note(request: AskingRequest, { kind }: Refusal, error: unknown): void {
    const noted = {
      event: 'refused',
      code: kind.code,
      status: kind.status,
      method: request.method,
      route: request.routeOptions?.url ?? 'none',
      personId: request.asking?.signedIn?.id,
      network: (request.params as { networkKey?: string } | undefined)?.networkKey,
      source: request.ip,
    };
    if (kind === unexpected || kind === busy) this.security.fault({ ...noted, event: 'fault' }, error);
    else if ([401, 403, 404, 415, 429].includes(kind.status)) this.security.warn(noted);
  }

  private refusalOf(error: unknown): Refusal {
    if (error instanceof Refusal) return error;
    const ofDatabase = refusalOfDatabaseError(error);
    if (ofDatabase) return ofDatabase;
    const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
    const kind = status === undefined ? undefined : kindByStatus[status];
    if (kind) return new Refusal(kind);
    this.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const code = (error as { code?: string }).code ?? '';
    return new Refusal(/^(ECONN|ENOENT|57P0|53)/.test(code) ? busy : unexpected);
  }
}
