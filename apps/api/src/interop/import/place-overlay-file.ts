import type { OverlayFile } from '@torv/shared/interop';
import type { ClientBase } from 'pg';
import { placeHierarchy, placeMandates } from '../../bodies/place-mandates';
import { placeDeputies, placeSeats } from '../../bodies/place-seats';
import { placePeople } from '../../identity/place-people';
import { placeAffiliations, placeAuthorities } from '../../organisations/place-affiliations';
import { placeInstances } from '../../organisations/place-instances';
import { placeOffices } from '../../organisations/place-offices';
import { placeOrganisations, placeStanding } from '../../organisations/place-organisations';
import { markDemonstration } from '../../places/place-network';
import type { Changed } from './place-network-file';

/**
 * Lays a checked overlay over its network, which becomes a demonstration by it.
 *
 * @returns what changed
 */
export async function placeOverlayFile(client: ClientBase, networkId: string, file: OverlayFile): Promise<Changed> {
  const facts = { permanent: null, founded: null, staff: null };
  const organisations = await placeOrganisations(
    client,
    networkId,
    file.organisations.map((one) => ({ ...facts, ...one })),
  );
  const standing = await placeStanding(client, networkId, file.organisations);
  const instances = file.instances.map(({ next_on: nextOn, ...one }) => ({ ...one, nextOn }));
  const people = await placePeople(client, file.people);
  const emails = new Map(file.people.map((one) => [one.key, one.email]));
  const idOf = (person: string): string => people.ids.get(emails.get(person)!)!;
  const affiliations = file.affiliations.map((one) => ({ ...one, personId: idOf(one.person) }));
  const authorities = file.authorities.flatMap(({ subjects, given_by: givenBy, ...one }) =>
    subjects.map((subject) => ({ ...one, subject, givenBy, personId: idOf(one.person) })),
  );
  const offices = file.offices.map((one) => ({ ...one, personId: idOf(one.person) }));
  const seats = file.seats.map((one) => ({ ...one, personId: one.person === null ? null : idOf(one.person) }));
  const deputies = file.deputies.map((one) => ({ ...one, personId: idOf(one.person) }));
  return {
    network: await markDemonstration(client, networkId),
    organisations: organisations.organisations + organisations.parents + standing,
    instances: await placeInstances(client, networkId, instances),
    people: people.changed,
    affiliations: await placeAffiliations(client, networkId, affiliations),
    authorities: await placeAuthorities(client, networkId, authorities),
    offices: await placeOffices(client, networkId, offices),
    seats: await placeSeats(client, networkId, seats),
    mandates: await placeMandates(client, networkId, file.mandates),
    bodyLinks: await placeHierarchy(client, networkId, file.links),
    deputies: await placeDeputies(client, networkId, deputies),
  };
}
