import * as z from 'zod';

/** One field at fault in a request, by its JSON path. */
export const FieldError = z.strictObject({ path: z.string(), message: z.string() });
export type FieldError = z.infer<typeof FieldError>;

/** RFC 9457 problem details with a stable `code` (`ROOM.REASON`) and the fields at fault. */
export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string().regex(/^[A-Z]+(?:_[A-Z]+)*\.[A-Z]+(?:_[A-Z]+)*$/),
  errors: z.array(FieldError).optional(),
});
export type Problem = z.infer<typeof Problem>;
