import * as z from 'zod';
import { Id, Key, Language, Line, pageOf } from '../kernel';
import { OrganisationRef, Sector } from './contract';

/** `pending` until someone accepts it, it is withdrawn, or 14 days have passed since it was last sent. */
export const InvitationState = z.enum(['pending', 'accepted', 'expired', 'withdrawn']);
export type InvitationState = z.infer<typeof InvitationState>;

/** As what someone was asked: an organisation's first person, one of its own, or a network's first. */
export const AskedAs = z.enum(['facilitator', 'administrator', 'operator']);
export type AskedAs = z.infer<typeof AskedAs>;

/** A seat that comes with an invitation, as it was when it was offered. */
export const SeatOffer = z.strictObject({
  body: z.strictObject({ key: Key, name: z.string(), kind: z.string() }),
  role: z.string(),
  voting: z.boolean(),
  /** What the body may do: decides, recommends, heard; null: not settled. */
  remit: z.string().nullable(),
});
export type SeatOffer = z.infer<typeof SeatOffer>;

const InvitedOrganisation = z.strictObject({ name: Line, sector: Sector, parent: Key.nullable().default(null) });

/**
 * `POST …/organisations/invitations`, with Idempotency-Key. `organisation` is the key of one that is there, or what is
 * to be known of a new one. A facilitator's invitation makes its person the organisation's administrator.
 */
export const NewInvitation = z.strictObject({
  organisation: z.union([Key, InvitedOrganisation]),
  email: z.email().max(254),
  language: Language.default('da'),
  /** An administrator makes the invited one an administrator too. */
  administrator: z.boolean().default(false),
  /** A vacant seat of the organisation, to be filled on acceptance. */
  seatId: Id.nullable().default(null),
  /** A few words of one's own, in the mail and on the page. */
  message: z.string().trim().min(1).max(1000).nullable().default(null),
});
export type NewInvitation = z.infer<typeof NewInvitation>;

const invited = {
  email: z.string(),
  language: Language,
  offices: z.array(z.enum(['administrator', 'facilitator'])),
  message: z.string().nullable(),
  offer: SeatOffer.nullable(),
  askedAs: AskedAs,
  expiresAt: z.string(),
};

/** An invitation as those see it who look after it. */
export const InvitationView = z.strictObject({
  ...invited,
  id: Id,
  version: z.number().int(),
  organisation: OrganisationRef,
  /** Null: an operator, who is not of the network. */
  askedBy: z.string().nullable(),
  createdAt: z.string(),
  state: InvitationState,
  settledAt: z.string().nullable(),
  /** Who accepted it. */
  person: z.strictObject({ id: Id, name: z.string() }).nullable(),
  /** Whether its newest mail has left; `undelivered`: it was given up. */
  mail: z.enum(['waiting', 'sent', 'undelivered']),
  /** True when the reader may send it again and withdraw it. */
  mine: z.boolean(),
});
export type InvitationView = z.infer<typeof InvitationView>;
export const InvitationPage = pageOf(InvitationView);
export type InvitationPage = z.infer<typeof InvitationPage>;

/** `GET /api/v1/invitations/{secret}`: what one is asked to join. 404 when the link is good no more. */
export const OpenInvitation = z.strictObject({
  ...invited,
  network: z.strictObject({ key: Key, name: z.string() }),
  organisation: z.strictObject({ name: z.string(), sector: Sector }),
  askedBy: z.string(),
  /** The address belongs to someone who has signed in before: they sign in, and then accept. */
  known: z.boolean(),
});
export type OpenInvitation = z.infer<typeof OpenInvitation>;

/**
 * `POST /api/v1/invitations/{secret}/acceptance`. Whoever is signed in sends nothing; a new person says what to be
 * called. Without a password they sign in by links in mails, or add a passkey or a broker afterwards.
 */
export const Acceptance = z.strictObject({
  name: Line.max(120).optional(),
  language: Language.optional(),
  password: z.string().min(1).max(400).optional(),
});
export type Acceptance = z.infer<typeof Acceptance>;

/** What one has joined. */
export const AcceptanceView = z.strictObject({ network: Key });
export type AcceptanceView = z.infer<typeof AcceptanceView>;
