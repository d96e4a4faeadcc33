import * as z from 'zod';
import { DecisionRule, Remit, SeatRole } from '../bodies';
import { Language } from '../kernel';
import { AuthoritySubjects, InstanceKind, OrganisationKind, Sector } from '../organisations';
import { Count, FileDay, FileKey, Flag, listOf, LongText, maybe, Text } from './file-values';

/** `name` names the seat or function, never a person. Only those with `sign_in` can sign in, in demo mode. */
const Person = z.strictObject({
  key: FileKey,
  email: z
    .string()
    .max(254)
    .regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*@demo\.torv\.test$/)
    .describe('an address in lower-case letters at demo.torv.test'),
  name: Text,
  language: Language.default('da'),
  sign_in: Flag.default(false),
});

const Affiliation = z.strictObject({ person: FileKey, organisation: FileKey, from: FileDay, until: maybe(FileDay) });

/** A party that the network file does not name, such as an estate under its housing organisation. */
const Organisation = z.strictObject({
  key: FileKey,
  name: Text,
  sector: Sector,
  kind: OrganisationKind,
  parents: listOf(FileKey),
  areas: listOf(FileKey),
  note: maybe(Text),
});

/** Where an organisation approves what its official has said; `next_on`: the day it meets next. */
const Instance = z.strictObject({ organisation: FileKey, name: Text, kind: InstanceKind, next_on: maybe(FileDay) });

/**
 * `given_by`: whose word gave the authority. `limit` in kroner; `together`: only with another who has the same;
 * `approval`: the name of the organisation's instance that must approve what is said.
 */
const Authority = z.strictObject({
  person: FileKey,
  organisation: FileKey,
  subjects: z
    .array(AuthoritySubjects)
    .min(1)
    .describe('a list of at least one subject: positions, commitments, ratifications, agreements'),
  given_by: Text,
  limit: maybe(Count),
  together: Flag.default(false),
  approval: maybe(Text),
  from: FileDay,
  until: maybe(FileDay),
});

/** administrator: of the organisation's own people. facilitator: of the network, on the organisation's behalf. */
const Office = z.strictObject({
  person: FileKey,
  organisation: FileKey,
  office: z.enum(['administrator', 'facilitator']).describe('administrator or facilitator'),
  from: FileDay,
  until: maybe(FileDay),
});

/** A seat of the same body, organisation and role as one that is there fills it; any other is added. */
const Seat = z.strictObject({
  body: FileKey,
  organisation: FileKey,
  role: SeatRole,
  voting: Flag,
  person: maybe(FileKey),
  from: FileDay,
  until: maybe(FileDay),
});

/** `quorum`: how many voting organisations must be present. */
const Mandate = z.strictObject({
  body: FileKey,
  remit: Remit,
  rule: DecisionRule,
  quorum: Count,
  required_sectors: listOf(Sector),
  text: maybe(LongText),
  cadence_per_year: maybe(z.int().min(1).max(52).describe('meetings a year, from 1 to 52')),
  from: maybe(FileDay),
  term_months: maybe(z.int().min(1).max(120).describe('months, from 1 to 120')),
});

/** reports-to: whose decisions the body works under. advises: whom it gives advice. */
const Link = z.strictObject({
  body: FileKey,
  kind: z.enum(['reports-to', 'advises']).describe('reports-to or advises'),
  to: FileKey,
});

/** deputy: steps in for the period. alternate: takes the seat when it falls vacant. */
const Deputy = z.strictObject({
  body: FileKey,
  organisation: FileKey,
  role: SeatRole,
  kind: z.enum(['deputy', 'alternate']).describe('deputy or alternate'),
  person: FileKey,
  from: FileDay,
  until: maybe(FileDay),
});

/** What a demonstration adds over a network that is already there; marked as such wherever it is shown. */
export const OverlayFile = z.strictObject({
  demonstration: z.literal(true),
  network: FileKey,
  organisations: listOf(Organisation),
  people: listOf(Person),
  affiliations: listOf(Affiliation),
  instances: listOf(Instance),
  authorities: listOf(Authority),
  offices: listOf(Office),
  seats: listOf(Seat),
  mandates: listOf(Mandate),
  links: listOf(Link),
  deputies: listOf(Deputy),
});
export type OverlayFile = z.infer<typeof OverlayFile>;
