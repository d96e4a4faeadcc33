import type { OrganisationRef } from '@torv/shared/organisations';

type Sector = OrganisationRef['sector'];

/** The sectors in the order in which they are named. */
export const sectorsInOrder = [
  'municipality',
  'housing',
  'civil-society',
  'business',
  'foundation',
  'education',
  'health',
] as const satisfies Sector[];

/** Which sectors have somebody at the table and which are missing, of those that the network has. */
export function sectorsAtTheTable(
  network: readonly { sector: Sector }[],
  table: readonly { sector: Sector }[],
): { sector: Sector; here: boolean }[] {
  return sectorsInOrder
    .filter((sector) => network.some((one) => one.sector === sector))
    .map((sector) => ({ sector, here: table.some((one) => one.sector === sector) }));
}
