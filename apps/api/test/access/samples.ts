import type { Samples } from './sample';
import { bodies } from './samples/bodies';
import { decisions } from './samples/decisions';
import { documents } from './samples/documents';
import { identity } from './samples/identity';
import { initiatives } from './samples/initiatives';
import { invitations } from './samples/invitations';
import { meetings } from './samples/meetings';
import { organisations } from './samples/organisations';
import { personalData } from './samples/personal-data';
import { proposals } from './samples/proposals';
import { reading } from './samples/reading';
import { witnesses } from './samples/witnesses';

/** A valid request for every route that the server answers; a route without one fails the matrix. */
export const samples: Samples = {
  ...identity,
  ...personalData,
  ...reading,
  ...organisations,
  ...invitations,
  ...bodies,
  ...meetings,
  ...proposals,
  ...decisions,
  ...witnesses,
  ...documents,
  ...initiatives,
};
