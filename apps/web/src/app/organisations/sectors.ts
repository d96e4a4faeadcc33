import type { OrganisationKind, Sector } from '@torv/shared/organisations';

/** In the order in which lists name them. */
export const sectors: readonly Sector[] = [
  'municipality',
  'housing',
  'civil-society',
  'business',
  'foundation',
  'education',
  'health',
];

export const kinds: readonly OrganisationKind[] = ['organisation', 'administration', 'institution', 'estate'];
