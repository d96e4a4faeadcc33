/** An organisation as other records name it (`OrganisationRef`), as a JSON expression over the alias `o`. */
export const organisationJson = (o: string): string =>
  `json_build_object('id', ${o}.id, 'key', ${o}.key, 'name', ${o}.name, 'sector', ${o}.sector, 'swatch', ${o}.swatch)`;
