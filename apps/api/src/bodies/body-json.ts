/** A body as other records name it (`BodyRef`), as a JSON expression over the alias `b`. */
export const bodyJson = (b: string): string =>
  `json_build_object('id', ${b}.id, 'key', ${b}.key, 'name', ${b}.name, 'kind', ${b}.kind)`;
