import { randomUUID } from 'node:crypto';
import { cosignCheckpoint, newLogKey, readAddCheckpoint, witnessVkeyOf } from '@torv/shared/log';
import { OrganisationDetail, WitnessesView } from '@torv/shared/organisations';
import type { World } from '../personas';
import { inNetwork, plain } from '../sample';

/** Of `seated`, who administers it. */
const key = 'lokale-foreninger';
const now = async (w: World) => (await w.ask('seated')('GET', `organisations/${key}`)).as(OrganisationDetail);

const nobodyListens = 'http://127.0.0.1:9';
/** A key of a witness, and its public half. */
function newWitness() {
  const name = `witness.example/${randomUUID().slice(0, 8)}`;
  const pem = newLogKey();
  return { name, pem, vkey: witnessVkeyOf(name, pem) };
}

/** Ends the organisation's witness, if it has one. */
async function withoutWitness(w: World): Promise<void> {
  await w.torv.admin.query(
    `UPDATE log_witness SET ended_at = now() WHERE network_id = $1 AND ended_at IS NULL
       AND organisation_id IN (SELECT id FROM organisations_organisation WHERE network_id = $1 AND key = $2)`,
    [w.networkId, key],
  );
}
async function withWitness(w: World, url: string | null = null) {
  await withoutWitness(w);
  const witness = newWitness();
  const { version } = await now(w);
  const body = { vkey: witness.vkey, url };
  (await w.ask('seated')('POST', `organisations/${key}/witness`, { version, key: true, body })).as(WitnessesView, 201);
  return witness;
}

export const witnesses = inNetwork({
  'GET log/witnesses': plain,
  'GET log/policy': plain,
  'PUT log/quorum': async (w) => ({
    version: (await w.ask('secretary')('GET', 'log/witnesses')).as(WitnessesView).version,
    body: { quorum: 1 },
  }),
  'POST organisations/{key}/witness': async (w) => {
    await withoutWitness(w);
    return { params: { key }, version: (await now(w)).version, body: { vkey: newWitness().vkey, url: null } };
  },
  'POST organisations/{key}/witness/end': async (w) => {
    await withWitness(w);
    return { params: { key }, version: (await now(w)).version, key: false };
  },
  'GET organisations/{key}/witness/request': async (w) => {
    await withWitness(w);
    return { params: { key } };
  },
  'POST organisations/{key}/witness/cosignatures': async (w) => {
    const { name, pem } = await withWitness(w);
    const request = readAddCheckpoint((await w.ask('seated')('GET', `organisations/${key}/witness/request`)).text)!;
    return { params: { key }, key: false, body: { text: cosignCheckpoint(request.note, name, pem, 1_790_000_000n) } };
  },
  'POST organisations/{key}/witness/asking': async (w) => {
    await withWitness(w, nobodyListens);
    return { params: { key }, key: false };
  },
});
