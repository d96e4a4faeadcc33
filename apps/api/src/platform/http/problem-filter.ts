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

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const refusal = this.refusalOf(error);
    void reply
      .status(refusal.kind.status)
      .type('application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(JSON.stringify(problemOf(refusal, languageOf(request))));
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
