import * as z from 'zod';
import { Day, Id, Key, Line, pageOf, PageQuery, Prose } from '../kernel';
import { AuthorityView, InstanceView } from './authority';

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

/** `estate`: a boligafdeling under its housing organisation, with a voice of its own. */
export const OrganisationKind = z.enum(['organisation', 'administration', 'institution', 'estate']);
export type OrganisationKind = z.infer<typeof OrganisationKind>;

/** An organisation as other records name it. `swatch` is 0–11, a place in the kit's palette. */
export const OrganisationRef = z.strictObject({
  id: Id,
  key: Key,
  name: z.string(),
  sector: Sector,
  swatch: z.number().int(),
});
export type OrganisationRef = z.infer<typeof OrganisationRef>;

/** Eight digits. Whether it keeps the register's rule is a warning, never a refusal: `keepsModulus11`. */
export const Cvr = z.string().regex(/^\d{8}$/, 'eight digits');
/** The number of a place of work: ten digits, and no rule to check them by. */
export const PNumber = z.string().regex(/^\d{10}$/, 'ten digits');

/** How to reach the organisation: a function, never a person. */
export const Contact = z.strictObject({
  function: Line.nullable().default(null),
  email: z.email().max(254).nullable().default(null),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[0-9][0-9 ]{5,19}$/, 'digits and spaces')
    .nullable()
    .default(null),
  web: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .nullable()
    .default(null),
});
export type Contact = z.infer<typeof Contact>;

const swatch = z.number().int().min(0).max(11);
const facts = {
  name: Line,
  sector: Sector,
  kind: OrganisationKind,
  cvr: Cvr.nullable(),
  pNumber: PNumber.nullable(),
  /** Null: not said. A temporary one may say until when. */
  permanent: z.boolean().nullable(),
  until: Day.nullable(),
  note: Prose.nullable(),
  swatch,
  contact: Contact,
  areas: z.array(Key).max(50),
  parents: z.array(Key).max(10),
};

/** `POST …/organisations`, with Idempotency-Key: the network's facilitator takes a party up. */
export const NewOrganisation = z
  .strictObject({
    key: Key,
    ...facts,
    kind: facts.kind.default('organisation'),
    cvr: facts.cvr.default(null),
    pNumber: facts.pNumber.default(null),
    permanent: facts.permanent.default(null),
    until: facts.until.default(null),
    note: facts.note.default(null),
    swatch: swatch.optional(),
    contact: facts.contact.prefault({}),
    areas: facts.areas.default([]),
    parents: facts.parents.default([]),
  })
  .refine((it) => it.until === null || it.permanent === false, {
    path: ['until'],
    message: 'Only a temporary organisation ends on a day.',
  })
  .refine((it) => it.kind !== 'estate' || it.parents.length > 0, {
    path: ['parents'],
    message: 'An estate stands under its housing organisation.',
  });
export type NewOrganisation = z.infer<typeof NewOrganisation>;

/** `PATCH …/organisations/{key}`, with If-Match. `parents` are the facilitator's to change; the rest its administrator's. */
export const OrganisationChange = z.strictObject({
  name: facts.name.optional(),
  sector: facts.sector.optional(),
  kind: facts.kind.optional(),
  cvr: facts.cvr.optional(),
  pNumber: facts.pNumber.optional(),
  permanent: facts.permanent.optional(),
  until: facts.until.optional(),
  note: facts.note.optional(),
  swatch: swatch.optional(),
  contact: facts.contact.optional(),
  areas: facts.areas.optional(),
  parents: facts.parents.optional(),
});
export type OrganisationChange = z.infer<typeof OrganisationChange>;

/** A row of the list: who it is, under whom it stands, and who may bind it. */
export const OrganisationView = OrganisationRef.extend({
  kind: OrganisationKind,
  parents: z.array(Key),
  permanent: z.boolean().nullable(),
  founded: z.number().int().nullable(),
  note: z.string().nullable(),
  authorities: z.array(AuthorityView),
});
export type OrganisationView = z.infer<typeof OrganisationView>;
export const OrganisationPage = pageOf(OrganisationView);
export type OrganisationPage = z.infer<typeof OrganisationPage>;

export const OrganisationQuery = PageQuery.extend({
  sector: Sector.optional(),
  /** Words of the name. */
  q: z.string().trim().max(100).optional(),
});
export type OrganisationQuery = z.infer<typeof OrganisationQuery>;

export const Office = z.enum(['administrator', 'facilitator']);
export type Office = z.infer<typeof Office>;

/** Someone who acts for the organisation, now or from a day to come. */
export const AffiliationView = z.strictObject({
  id: Id,
  personId: Id,
  name: z.string(),
  from: z.string(),
  until: z.string().nullable(),
  offices: z.array(z.strictObject({ id: Id, office: Office })),
});
export type AffiliationView = z.infer<typeof AffiliationView>;

export const organisationActs = [
  /** Who it is: its administrator; the facilitator while it has none. */
  'organisations.change',
  /** Under whom it stands: the facilitator. */
  'organisations.place',
  /** Its people, their authority and its approving instances: its administrator alone. */
  'organisations.administer',
] as const;

/** One organisation whole. */
export const OrganisationDetail = OrganisationRef.extend({
  version: z.number().int(),
  kind: OrganisationKind,
  parents: z.array(OrganisationRef),
  /** Those that stand under it: estates, administrations, institutions. */
  children: z.array(OrganisationRef.extend({ kind: OrganisationKind })),
  areas: z.array(z.strictObject({ key: Key, name: z.string() })),
  cvr: z.string().nullable(),
  pNumber: z.string().nullable(),
  permanent: z.boolean().nullable(),
  until: z.string().nullable(),
  founded: z.number().int().nullable(),
  staff: z.number().int().nullable(),
  note: z.string().nullable(),
  contact: Contact,
  people: z.array(AffiliationView),
  authorities: z.array(AuthorityView),
  instances: z.array(InstanceView),
  /** The reader's own affiliation in force, which they may end. */
  mine: Id.nullable(),
  may: z.array(z.enum(organisationActs)),
});
export type OrganisationDetail = z.infer<typeof OrganisationDetail>;

/** Someone who is or was affiliated in the network: whom an administrator may affiliate by id. */
export const PersonOfNetwork = z.strictObject({ id: Id, name: z.string(), organisations: z.array(z.string()) });
export type PersonOfNetwork = z.infer<typeof PersonOfNetwork>;
export const PeoplePage = pageOf(PersonOfNetwork);
export type PeoplePage = z.infer<typeof PeoplePage>;
export const PeopleQuery = PageQuery.extend({ q: z.string().trim().max(100).optional() });
export type PeopleQuery = z.infer<typeof PeopleQuery>;

/** A period in days of the network's time zone, both included; what begins today begins now. `until` null: open. */
const Period = {
  from: Day.optional(),
  until: Day.nullable().default(null),
};

/** `POST …/organisations/{key}/affiliations`, with If-Match and Idempotency-Key. */
export const NewAffiliation = z.strictObject({ personId: Id, ...Period });
export type NewAffiliation = z.infer<typeof NewAffiliation>;

/** `POST …/organisations/{key}/offices`, with If-Match and Idempotency-Key: makes someone of its own its administrator. */
export const NewOffice = z.strictObject({ personId: Id });
export type NewOffice = z.infer<typeof NewOffice>;
