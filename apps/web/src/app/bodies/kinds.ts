import type { BodyKind } from '@torv/shared/bodies';

/** The kinds of body, those that are set up most often first. */
export const kinds = [
  'advisory-board',
  'reference-group',
  'steering-group',
  'steering-board',
  'leadership-group',
  'citizens-council',
  'working-group',
] as const satisfies BodyKind[];
