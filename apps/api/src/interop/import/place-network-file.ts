import type { ClientBase } from 'pg';
import { placeBodies } from '../../bodies/place-bodies';
import { placeInitiatives } from '../../initiatives/place-initiatives';
import { placeOrganisations } from '../../organisations/place-organisations';
import { placeAreas, placeFacilities } from '../../places/place-areas';
import { placeNetwork } from '../../places/place-network';
import { placeGoals, placeStrategies, placeThemes } from '../../strategies/place-strategies';
import type { CheckedNetwork } from './check-network-file';

/** How many rows changed, by what they are. */
export type Changed = Record<string, number>;

/**
 * Has each room place its part of a checked network file, lower rooms first.
 *
 * @returns the network's id and what changed
 */
export async function placeNetworkFile(
  client: ClientBase,
  file: CheckedNetwork,
): Promise<{ networkId: string; changed: Changed }> {
  const { title, publisher, published } = file.source;
  const network = await placeNetwork(client, { ...file.network, source: { title, publisher, published } });
  const id = network.id;
  const facilities = file.facilities.map(({ key, name, area, status, ...facts }) => ({
    key,
    name,
    area,
    status,
    facts: said(facts),
  }));
  const strategies = file.strategies.map((strategy) => ({
    ...strategy,
    objectives: strategy.objectives.map((one) => ({ ...one, indicator: one.indicator && said(one.indicator) })),
  }));
  const changed = {
    network: network.changed,
    ...(await placeAreas(client, id, file.areas)),
    facilities: await placeFacilities(client, id, facilities),
    ...(await placeOrganisations(client, id, file.organisations)),
    ...(await placeBodies(client, id, file.bodies, published)),
    ...(await placeStrategies(client, id, strategies)),
    themes: await placeThemes(client, id, file.themes),
    ...(await placeGoals(client, id, file.goals)),
    ...(await placeInitiatives(client, id, file.initiatives)),
  };
  return { networkId: id, changed };
}

/** Only what the source says. */
const said = (all: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
