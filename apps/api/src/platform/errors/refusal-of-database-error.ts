import { DatabaseError } from 'pg';
import { invalidInput, keyReused, notAllowed, notFound, Refusal, refusalByCode } from './refusal';

/**
 * What an error of PostgreSQL means for a person, or null when it is a fault of ours. The guards of the database
 * raise `restrict_violation` with a refusal's code as message, so that the same no has the same words at every door.
 */
export function refusalOfDatabaseError(error: unknown): Refusal | null {
  if (!(error instanceof DatabaseError)) return null;
  switch (error.code) {
    case '23001': {
      const kind = refusalByCode(error.message);
      return kind ? new Refusal(kind) : new Refusal(notAllowed);
    }
    case '42501':
      return new Refusal(notAllowed);
    case '23503':
      return new Refusal(notFound);
    case '23505':
      return error.table === 'platform_idempotency' ? new Refusal(keyReused) : null;
    case '23514':
    case '22P02':
    case '22001':
    case '22003':
    case '22007':
    case '22008':
    case '22021':
      return new Refusal(invalidInput);
    default:
      return null;
  }
}
