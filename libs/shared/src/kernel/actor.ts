/** What a person may bind an organisation to. */
export type AuthoritySubject = 'positions' | 'commitments' | 'ratifications' | 'agreements';

/** The part a person plays in a body, through the seat that they fill there. */
export type SeatRole = 'chair' | 'vice-chair' | 'member' | 'secretary' | 'observer';

/** An organisation the actor is affiliated with, and what they may bind it to today. */
export interface ActorOrganisation {
  id: string;
  key: string;
  name: string;
  binds: AuthoritySubject[];
  /** True when the actor administers the organisation's own people. */
  administers: boolean;
}

/** A body the actor sits in, with every role they fill there. */
export interface ActorBody {
  id: string;
  key: string;
  name: string;
  roles: SeatRole[];
}

/**
 * Who is asking, in one network. Resolved anew for each request from affiliations, authorities and seats; policies
 * are pure functions of an actor and the thing addressed.
 */
export interface Actor {
  personId: string;
  networkId: string;
  networkKey: string;
  organisations: ActorOrganisation[];
  bodies: ActorBody[];
  /** True when the actor is the network's facilitator, who sets up bodies and invites organisations. */
  facilitates: boolean;
}

/** True when the actor fills one of `roles` in the body. */
export function sitsAs(actor: Actor, bodyId: string, ...roles: SeatRole[]): boolean {
  return actor.bodies.some((body) => body.id === bodyId && body.roles.some((role) => roles.includes(role)));
}

/** True when the actor may bind the organisation in this subject. */
export function mayBind(actor: Actor, organisationId: string, subject: AuthoritySubject): boolean {
  return actor.organisations.some((one) => one.id === organisationId && one.binds.includes(subject));
}

/** True when the actor administers the organisation's own people. */
export function administers(actor: Actor, organisationId: string): boolean {
  return actor.organisations.some((one) => one.id === organisationId && one.administers);
}

/** True when the actor is the network's facilitator. */
export function facilitates(actor: Actor): boolean {
  return actor.facilitates;
}
