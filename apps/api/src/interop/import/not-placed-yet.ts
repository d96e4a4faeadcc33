import type { NotPlaced } from '@torv/shared/interop';
import type { CheckedNetwork } from './check-network-file';

/** Sections that no room takes yet, and the room that will. Their bytes are kept with the import. */
const waiting = [
  ['forecasts', 'strategies'],
  ['plans', 'initiatives'],
  // Initiatives keep the numbers; what each says is shown when coverage is.
  ['recommendations', 'overview'],
  ['phases', 'involvement'],
  ['threshold_rules', 'overview'],
] as const;

/** What of this file is kept but not placed. */
export function notPlacedYet(network: CheckedNetwork): NotPlaced[] {
  return waiting
    .map(([section, room]) => ({ section, count: Object.keys(network[section]).length, room }))
    .filter(({ count }) => count > 0);
}
