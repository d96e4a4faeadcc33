import * as z from 'zod';
import { Id, Key, pageOf } from '../kernel';

export const Sector = z.enum([
  'municipality',
  'housing',
  'civil-society',
  'business',
  'foundation',
  'education',
  'health',
]);
export type Sector = z.infer<typeof Sector>;

/** An organisation as other records name it. `swatch` is 0–11, a place in the kit's palette. */
export const OrganisationRef = z.strictObject({
  id: Id,
  key: Key,
  name: z.string(),
  sector: Sector,
  swatch: z.number().int(),
});
export type OrganisationRef = z.infer<typeof OrganisationRef>;

/** Someone who may bind the organisation, named by the seat or function they hold. */
export const AuthorityView = z.strictObject({
  personId: Id,
  personName: z.string(),
  subject: z.enum(['positions', 'commitments']),
  /** Who in the organisation gave it: a board, a management. */
  givenBy: z.string(),
  from: z.string(),
  until: z.string().nullable(),
});

export const OrganisationView = OrganisationRef.extend({
  parents: z.array(Key),
  permanent: z.boolean().nullable(),
  founded: z.number().int().nullable(),
  note: z.string().nullable(),
  authorities: z.array(AuthorityView),
});
export type OrganisationView = z.infer<typeof OrganisationView>;
export const OrganisationPage = pageOf(OrganisationView);
export type OrganisationPage = z.infer<typeof OrganisationPage>;
