import { StandardSchemaValidationPipe } from '@nestjs/common';
import { invalidInput, Refusal } from '../errors/refusal';
import { type Issue, sayWhatIsWrong } from './say-what-is-wrong';

/** What a contract found wrong, as a refusal that names every field at fault by its path. */
export function refusalOfIssues(issues: readonly unknown[]): Refusal {
  return new Refusal(
    invalidInput,
    (issues as readonly Issue[]).flatMap((issue) => {
      const path = (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.');
      const message = sayWhatIsWrong(issue);
      return (issue.keys ?? [null]).map((key) => ({ path: [path, key].filter(Boolean).join('.'), message }));
    }),
  );
}

/** Checks bodies, queries and parameters against their contract. */
export const validateInput = new StandardSchemaValidationPipe({ exceptionFactory: refusalOfIssues });
