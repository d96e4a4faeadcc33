import * as z from 'zod';

/** `GET …/log/entries?start=&end=`: half-open, at most 1,000. */
export const EntriesQuery = z
  .strictObject({ start: z.coerce.number().int().min(0), end: z.coerce.number().int().min(0) })
  .refine((it) => it.end >= it.start && it.end - it.start <= 1000, {
    path: ['end'],
    message: 'Between start and start + 1000.',
  });
export type EntriesQuery = z.infer<typeof EntriesQuery>;

export const EntriesView = z.strictObject({
  items: z.array(z.strictObject({ index: z.number().int(), kind: z.string(), leafHash: z.string(), leaf: z.string() })),
});
export type EntriesView = z.infer<typeof EntriesView>;

export const InclusionQuery = z.strictObject({
  index: z.coerce.number().int().min(0),
  size: z.coerce.number().int().min(1),
});
export type InclusionQuery = z.infer<typeof InclusionQuery>;
export const ConsistencyQuery = z.strictObject({
  from: z.coerce.number().int().min(0),
  to: z.coerce.number().int().min(0),
});
export type ConsistencyQuery = z.infer<typeof ConsistencyQuery>;

/** Hashes base64, in the order in which they are folded. */
export const ProofView = z.strictObject({ hashes: z.array(z.string()) });
export type ProofView = z.infer<typeof ProofView>;

/** An entry of an export. `salts` and `record` are both null where the exporter may not see the record. */
export const ExportEntry = z.strictObject({
  index: z.number().int(),
  leafHash: z.string(),
  leaf: z.string(),
  salts: z.record(z.string(), z.string()).nullable(),
  record: z.record(z.string(), z.unknown()).nullable(),
});
export type ExportEntry = z.infer<typeof ExportEntry>;

/** A whole log in one file. `record` is what the tables say now, `checkpoints` what the host has signed, oldest first. */
export const LogExport = z.strictObject({
  format: z.literal('torv-log-export/1'),
  network: z.strictObject({ id: z.uuid(), key: z.string(), name: z.string() }),
  checkpoints: z.array(z.string()).min(1),
  entries: z.array(ExportEntry),
});
export type LogExport = z.infer<typeof LogExport>;
