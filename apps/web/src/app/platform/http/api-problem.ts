import { HttpErrorResponse } from '@angular/common/http';
import type { Problem } from '@torv/shared/kernel';

/** A refusal from the API as problem+json (RFC 9457), or what stands for one when the answer never came. */
export class ApiProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
  get code(): string {
    return this.problem.code;
  }
  get status(): number {
    return this.problem.status;
  }
}

const unreachable: Problem = {
  type: 'about:blank',
  title: 'Unreachable',
  status: 0,
  detail: '',
  code: 'PLATFORM.UNREACHABLE',
};

/** The problem inside anything thrown by a request; never throws. `detail` is empty when the server was not reached. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiProblem) return error.problem;
  if (error instanceof HttpErrorResponse) {
    const body: unknown = typeof error.error === 'string' ? parse(error.error) : error.error;
    if (body && typeof body === 'object' && 'code' in body && 'detail' in body) return body as Problem;
    return { ...unreachable, status: error.status, title: error.statusText };
  }
  // httpResource and `cause`-wrapping keep the original error one level down.
  if (error instanceof Error && error.cause) return problemOf(error.cause);
  return unreachable;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
