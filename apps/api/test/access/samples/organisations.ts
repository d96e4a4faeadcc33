import { randomUUID } from 'node:crypto';
import { OrganisationDetail } from '@torv/shared/organisations';
import type { World } from '../personas';
import { inNetwork, type MakeSample, plain } from '../sample';

/** Of `seated`, who administers its people. */
const key = 'lokale-foreninger';

const now = async (w: World) => (await w.ask('seated')('GET', `organisations/${key}`)).as(OrganisationDetail);

/** Someone whom the network knows and who acts for it no more. */
async function someoneKnown(w: World): Promise<string> {
  const person = randomUUID();
  await w.torv.admin.query('INSERT INTO identity_person (id, name) VALUES ($1, $2)', [person, 'Tidligere medlem']);
  await w.torv.admin.query(
    `INSERT INTO organisations_affiliation (network_id, person_id, organisation_id, valid_from, valid_until)
     SELECT network_id, $2, id, now() - interval '2 days', now() - interval '1 day' FROM organisations_organisation WHERE network_id = $1 AND key = $3`,
    [w.networkId, person, key],
  );
  return person;
}

const post = async (w: World, path: string, body?: unknown) => {
  const { version } = await now(w);
  const asked = { key: true as const, version, ...(body === undefined ? {} : { body }) };
  return (await w.ask('seated')('POST', `organisations/${key}/${path}`, asked)).as(
    OrganisationDetail,
    path.split('/').length === 1 ? 201 : 200,
  );
};

async function affiliated(w: World) {
  const personId = await someoneKnown(w);
  const { people } = await post(w, 'affiliations', { personId });
  return people.find((one) => one.personId === personId)!;
}
async function administrator(w: World) {
  const { personId } = await affiliated(w);
  const { people } = await post(w, 'offices', { personId });
  return people.find((one) => one.personId === personId)!.offices[0]!;
}
const authority = { subjects: ['positions'], givenBy: 'Foreningernes fællesmøde' };
async function authorised(w: World) {
  const { personId } = await affiliated(w);
  const { authorities } = await post(w, 'authorities', { personId, ...authority });
  return authorities.find((one) => one.personId === personId)!;
}
async function instance(w: World) {
  const name = `Bestyrelsen ${randomUUID().slice(0, 8)}`;
  const { instances } = await post(w, 'instances', { name, kind: 'organisation-board' });
  return instances.find((one) => one.name === name)!;
}

/** A change of what has an id and a period. */
const stepOf =
  (make: (w: World) => Promise<{ id: string }>, first?: (w: World, id: string) => Promise<unknown>): MakeSample =>
  async (w) => {
    const { id } = await make(w);
    await first?.(w, id);
    return { params: { key, id }, version: (await now(w)).version, key: false };
  };

export const organisations = inNetwork({
  'GET organisations': plain,
  'GET organisations/people': plain,
  'GET organisations/{key}': () => ({ params: { key } }),
  'POST organisations': () => ({
    body: { key: `part-${randomUUID().slice(0, 8)}`, name: 'Ny part', sector: 'business', parents: ['himmerland'] },
  }),
  'PATCH organisations/{key}': async (w) => ({
    params: { key },
    version: (await now(w)).version,
    body: { note: 'Foreninger i bydelen' },
  }),
  'POST organisations/{key}/affiliations': async (w) => ({
    body: { personId: await someoneKnown(w) },
    params: { key },
    version: (await now(w)).version,
  }),
  'POST organisations/{key}/affiliations/{id}/end': stepOf(affiliated),
  'POST organisations/{key}/affiliations/{id}/reopening': stepOf(affiliated, (w, id) =>
    post(w, `affiliations/${id}/end`),
  ),
  'POST organisations/{key}/offices': async (w) => ({
    body: { personId: (await affiliated(w)).personId },
    params: { key },
    version: (await now(w)).version,
  }),
  'POST organisations/{key}/offices/{id}/end': stepOf(administrator),
  'POST organisations/{key}/authorities': async (w) => ({
    body: { personId: (await affiliated(w)).personId, ...authority },
    params: { key },
    version: (await now(w)).version,
  }),
  'POST organisations/{key}/authorities/{id}/end': stepOf(authorised),
  'POST organisations/{key}/authorities/{id}/reopening': stepOf(authorised, (w, id) =>
    post(w, `authorities/${id}/end`),
  ),
  'POST organisations/{key}/instances': async (w) => ({
    params: { key },
    version: (await now(w)).version,
    body: { name: `Fællesmødet ${randomUUID().slice(0, 8)}`, kind: 'representatives' },
  }),
  'PATCH organisations/{key}/instances/{id}': async (w) => ({
    params: { key, id: (await instance(w)).id },
    version: (await now(w)).version,
    body: { nextOn: '2027-01-01' },
  }),
  'POST organisations/{key}/instances/{id}/end': stepOf(instance),
  'POST organisations/{key}/instances/{id}/reopening': stepOf(instance, (w, id) => post(w, `instances/${id}/end`)),
});
