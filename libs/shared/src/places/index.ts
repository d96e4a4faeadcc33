import * as z from 'zod';
import { Id, Key, pageOf } from '../kernel';

export const NetworkView = z.strictObject({
  id: Id,
  key: Key,
  name: z.string(),
  timezone: z.string(),
  languages: z.array(z.string()),
  /** True when the demonstration overlay added what the source did not give. */
  demonstration: z.boolean(),
  source: z
    .strictObject({ title: z.string(), publisher: z.string(), published: z.number().int().nullable() })
    .nullable(),
});
export type NetworkView = z.infer<typeof NetworkView>;
export const NetworkPage = pageOf(z.strictObject({ id: Id, key: Key, name: z.string() }));
export type NetworkPage = z.infer<typeof NetworkPage>;

export const AreaView = z.strictObject({
  key: Key,
  name: z.string(),
  kind: z.string(),
  parent: Key.nullable(),
  residents: z.number().int().nullable(),
  socialDwellings: z.number().int().nullable(),
  note: z.string().nullable(),
});
export type AreaView = z.infer<typeof AreaView>;
export const AreaPage = pageOf(AreaView);
export type AreaPage = z.infer<typeof AreaPage>;
