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
