import { invalidInput, Refusal } from '../errors/refusal';

/** A cursor is the sort values of the last row, as base64url JSON; opaque to clients. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * @param size how many values the list sorts by
 * @throws Refusal PLATFORM.INVALID_INPUT naming `after` when it is no cursor of this list
 */
export function decodeCursor(cursor: string | undefined, size: number): (string | number)[] | null {
  if (cursor === undefined) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (
      Array.isArray(values) &&
      values.length === size &&
      values.every((one) => ['string', 'number'].includes(typeof one))
    ) {
      return values as (string | number)[];
    }
  } catch {
    // Falls through to the refusal: a cursor that does not parse is as wrong as one of another list.
  }
  throw new Refusal(invalidInput, [{ path: 'after', message: 'This is not a cursor of this list.' }]);
}
