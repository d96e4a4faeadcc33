import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ActingPerson } from '../database/acting-person';
import type { Reader } from '../database/database';

/** The signed-in person, as the guard of sign-in found them. */
export interface SignedIn {
  id: string;
  name: string;
  email: string;
  language: 'da' | 'en';
  expiresAt: string;
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
