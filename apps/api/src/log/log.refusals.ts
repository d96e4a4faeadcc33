import { declareRefusal } from '../platform/errors/refusal';

export const notAVkey = declareRefusal(400, 'LOG.NOT_A_WITNESS_KEY', {
  da: 'Det er ikke et vidnes nøgle. Indsæt hele linjen, som »torv witness key« skrev.',
  en: 'That is not the key of a witness. Paste the whole line that "torv witness key" printed.',
});
export const witnessIsHost = declareRefusal(409, 'LOG.WITNESS_IS_HOST', {
  da: 'Det er værtens egen nøgle, og den kan ikke bevidne sig selv. Lav en nøgle på jeres egen maskine.',
  en: "That is the host's own key, which cannot witness itself. Make a key on a machine of your own.",
});
export const witnessThere = declareRefusal(409, 'LOG.WITNESS_THERE', {
  da: 'Organisationen har allerede et vidne, eller nøglen er en andens. Lad det gamle ophøre først.',
  en: "The organisation has a witness already, or the key is another's. End the old one first.",
});
export const witnessEnded = declareRefusal(409, 'LOG.WITNESS_ENDED', {
  da: 'Vidnet er ophørt. Registrér et nyt.',
  en: 'The witness has ended. Register a new one.',
});
export const notAnAddress = declareRefusal(400, 'LOG.NOT_AN_ADDRESS', {
  da: 'Vidnets adresse skal begynde med https:// og være et navn, som værten kan nå.',
  en: 'The address of a witness begins with https:// and is a name that the host can reach.',
});
export const cosignatureDoesNotHold = declareRefusal(400, 'LOG.COSIGNATURE_DOES_NOT_HOLD', {
  da: 'Medunderskriften passer ikke til loggens seneste checkpoint og vidnets nøgle. Hent en ny anmodning, og underskriv den.',
  en: "The cosignature does not fit the log's newest checkpoint and the witness's key. Fetch the request anew and cosign that.",
});
export const maySetNoQuorum = declareRefusal(403, 'LOG.MAY_NOT_SET_QUORUM', {
  da: 'Hvor mange vidner der skal til, fastsætter netværkets tovholder.',
  en: "How many witnesses it takes is set by the network's facilitator.",
});
