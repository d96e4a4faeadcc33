import { StandardSchemaValidationPipe } from '@nestjs/common';
import { invalidInput, Refusal } from '../errors/refusal';

interface Issue {
  message: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[];
  keys?: string[];
}

/** What a contract found wrong, as a refusal that names every field at fault by its path. */
export function refusalOfIssues(issues: readonly unknown[]): Refusal {
  return new Refusal(
    invalidInput,
    (issues as readonly Issue[]).flatMap((issue) => {
      const path = (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.');
      if (!issue.keys) return [{ path, message: issue.message }];
      return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, message: 'Unknown field.' }));
    }),
  );
}

/** Checks bodies, queries and parameters against their contract. */
export const validateInput = new StandardSchemaValidationPipe({ exceptionFactory: refusalOfIssues });
