import * as z from 'zod';
import { DecisionQuery } from '../decisions';
import { Language } from '../kernel';

/** What decisions are taken out as: a table, a spreadsheet, a text for Word, a tagged PDF, or all there is for a machine. */
export const ExportFormat = z.enum(['csv', 'xlsx', 'docx', 'pdf', 'json']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** In which form, and in whose words; the reader's own language when left out. */
export const ExportShape = z.strictObject({ format: ExportFormat, language: Language.optional() });
export type ExportShape = z.infer<typeof ExportShape>;

/** `GET …/decisions/export`: what the list's filters choose, whole. */
export const ExportQuery = DecisionQuery.omit({ after: true, limit: true, count: true, sort: true }).extend(
  ExportShape.shape,
);
export type ExportQuery = z.infer<typeof ExportQuery>;

/** A text to read holds at most so many decisions; tables hold all. */
export const mostInOneText = 300;

/** For whom a case is taken out: anyone, or a party of the network. What they do not see is withheld, and marked. */
export const Recipient = z.enum(['resident', 'party']);
export type Recipient = z.infer<typeof Recipient>;

/** `GET …/decisions/{number}/extract`: the whole case, for a request for access to it. */
export const ExtractQuery = z.strictObject({ recipient: Recipient, language: Language.optional() });
export type ExtractQuery = z.infer<typeof ExtractQuery>;

/** A case holds at most so many bytes of files. */
export const heaviestCase = 200 * 1024 * 1024;
