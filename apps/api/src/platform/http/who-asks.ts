import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ActingPerson } from '../database/acting-person';
import type { Reader } from '../database/database';

/** How a person has shown who they are. */
export type SignInMethod = 'password' | 'totp' | 'recovery' | 'passkey' | 'broker' | 'mail-link';

/** The signed-in person, as the guard of sign-in found them. */
export interface SignedIn {
  id: string;
  name: string;
  email: string;
  language: 'da' | 'en';
  expiresAt: string;
  /** The session that asks, or the personal token. */
  sessionId: string;
  /** When they last signed in, or signed in again. */
  signedInAt: string;
  methods: SignInMethod[];
  /** What the token may do with which a machine asks; null: a browser asks, with a session. */
  scopes: string[] | null;
}

/** What the guards leave on a request. */
export interface Asking {
  signedIn?: SignedIn;
  actor?: ActingPerson;
  reader?: Reader;
}

export type AskingRequest = FastifyRequest & { asking?: Asking };

export const OPEN = 'torv:open';
/** Marks a route that needs no sign-in. */
export const Open = () => SetMetadata(OPEN, true);

export const BINDING = 'torv:binding';
/**
 * Marks a route that binds someone (a position, a decision, a signature, an authority): it asks for a sign-in of the
 * last 30 minutes, and no personal token passes it.
 */
export const Binding = () => SetMetadata(BINDING, true);

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`This route has no ${what}: its guard did not run.`);
  return value;
}

/** The signed-in person. */
export const Me = createParamDecorator((_: unknown, context: ExecutionContext): SignedIn =>
  found(context.switchToHttp().getRequest<AskingRequest>().asking?.signedIn, 'signed-in person'),
);

/** Who acts in the network of the address, for requests that change something. */
export const Acting = createParamDecorator((_: unknown, context: ExecutionContext): ActingPerson =>
  found(context.switchToHttp().getRequest<AskingRequest>().asking?.actor, 'actor'),
);

/** Who reads, in the network of the address. */
export const Reading = createParamDecorator((_: unknown, context: ExecutionContext): Reader =>
  found(context.switchToHttp().getRequest<AskingRequest>().asking?.reader, 'reader'),
);
