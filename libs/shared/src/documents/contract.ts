import * as z from 'zod';
import { Id, Line } from '../kernel';

/** What a document stands on. */
export const DocumentSubject = z.enum(['proposal', 'decision', 'follow-up', 'item']);
export type DocumentSubject = z.infer<typeof DocumentSubject>;

/** Fewer than see the subject: people of the network, of the body, or of the body without its observers. */
export const Narrower = z.enum(['network', 'body', 'closed']);
export type Narrower = z.infer<typeof Narrower>;

/** The most that a file may weigh, in bytes. */
export const heaviestFile = 20 * 1024 * 1024;

/** `GET …/documents`: those of one subject, in the order in which they were added. */
export const DocumentQuery = z.strictObject({ subjectKind: DocumentSubject, subjectId: Id });
export type DocumentQuery = z.infer<typeof DocumentQuery>;

/** `POST …/documents/files?…`, with Idempotency-Key: the body is the file itself, as `application/octet-stream`. */
export const NewFile = DocumentQuery.extend({ name: z.string().trim().min(1).max(400), narrower: Narrower.optional() });
export type NewFile = z.infer<typeof NewFile>;

/** `POST …/documents/links`, with Idempotency-Key. */
export const NewLink = DocumentQuery.extend({
  name: Line,
  url: z.url({ protocol: /^https?$/ }).max(2000),
  narrower: Narrower.optional(),
});
export type NewLink = z.infer<typeof NewLink>;

export const DocumentView = z.strictObject({
  id: Id,
  version: z.number().int(),
  subjectKind: DocumentSubject,
  subjectId: Id,
  kind: z.enum(['file', 'link']),
  name: z.string(),
  /** Of a link. */
  url: z.string().nullable(),
  /** Of a file: what its content is, how many bytes, and their SHA-256 in hexadecimal. */
  mediaType: z.string().nullable(),
  size: z.number().int().nullable(),
  sha256: z.string().nullable(),
  /** Null: whoever sees the subject sees it. */
  narrower: Narrower.nullable(),
  addedBy: z.string(),
  addedAt: z.string(),
  /** It was taken away: its name is kept, its bytes are not. */
  removedAt: z.string().nullable(),
  removedBy: z.string().nullable(),
  mayRemove: z.boolean(),
});
export type DocumentView = z.infer<typeof DocumentView>;

export const DocumentList = z.strictObject({ items: z.array(DocumentView), mayAdd: z.boolean() });
export type DocumentList = z.infer<typeof DocumentList>;
