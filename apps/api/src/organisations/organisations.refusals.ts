import { declareRefusal } from '../platform/errors/refusal';

export const mayNotTakeUp = declareRefusal(403, 'ORGANISATIONS.MAY_NOT_TAKE_UP', {
  da: 'Kun netværkets tovholder kan optage en ny part. Skriv til tovholderen, hvem der mangler.',
  en: "Only the network's facilitator takes up a new party. Tell the facilitator who is missing.",
});
export const mayNotChange = declareRefusal(403, 'ORGANISATIONS.MAY_NOT_CHANGE', {
  da: 'Kun organisationens egen administrator kan ændre den; har den ingen, kan tovholderen.',
  en: "Only the organisation's own administrator may change it; while it has none, the facilitator may.",
});
export const mayNotPlace = declareRefusal(403, 'ORGANISATIONS.MAY_NOT_PLACE', {
  da: 'Hvem organisationen hører under, afgør, hvem der tæller som partner. Det ændrer kun netværkets tovholder.',
  en: "Under whom it stands decides who counts as a partner. Only the network's facilitator changes that.",
});
export const mayNotAdminister = declareRefusal(403, 'ORGANISATIONS.MAY_NOT_ADMINISTER', {
  da: 'Hver organisation bestemmer selv over sine folk. Det gør dens egen administrator.',
  en: 'Each organisation administers its own people. Its own administrator does that.',
});
export const keyTaken = declareRefusal(409, 'ORGANISATIONS.KEY_TAKEN', {
  da: 'Der er allerede en organisation med det korte navn. Vælg et andet.',
  en: 'There is already an organisation with that short name. Choose another.',
});
export const underItself = declareRefusal(409, 'ORGANISATIONS.UNDER_ITSELF', {
  da: 'En organisation kan ikke høre under sig selv, heller ikke over flere led. Vælg en anden.',
  en: 'An organisation cannot stand under itself, not even by several steps. Choose another.',
});
export const notOfNetwork = declareRefusal(409, 'ORGANISATIONS.NOT_OF_NETWORK', {
  da: 'Personen kendes ikke i netværket endnu. Invitér vedkommende med en mail.',
  en: 'The network does not know this person yet. Invite them by mail.',
});
export const alreadyAffiliated = declareRefusal(409, 'ORGANISATIONS.ALREADY_AFFILIATED', {
  da: 'Personen er allerede tilknyttet organisationen i den periode.',
  en: 'This person already acts for the organisation in that period.',
});
export const notItsOwn = declareRefusal(409, 'ORGANISATIONS.NOT_ITS_OWN', {
  da: 'Bemyndigelse og hverv gives kun til en, der er tilknyttet organisationen fra den dag. Tilknyt personen først.',
  en: 'Authority and office are given only to someone who acts for the organisation from that day. Affiliate them first.',
});
export const periodPast = declareRefusal(409, 'ORGANISATIONS.PERIOD_PAST', {
  da: 'Det, der har været, kan ikke skrives om. Vælg en periode fra i dag og frem.',
  en: 'What has been is not rewritten. Choose a period from today on.',
});
export const undoTooLate = declareRefusal(409, 'ORGANISATIONS.UNDO_TOO_LATE', {
  da: 'Det kan kun fortrydes inden for en time. Giv det på ny i stedet.',
  en: 'It can be undone within the hour only. Give it anew instead.',
});
export const mayOnlyLeave = declareRefusal(403, 'ORGANISATIONS.MAY_ONLY_LEAVE', {
  da: 'Du kan selv træde ud, men kun organisationens administrator kan tilknytte dig igen.',
  en: "You may leave by yourself; only the organisation's administrator takes you in again.",
});
export const alreadyEnded = declareRefusal(409, 'ORGANISATIONS.ALREADY_ENDED', {
  da: 'Det er allerede ophørt.',
  en: 'It has already ended.',
});
export const nameTaken = declareRefusal(409, 'ORGANISATIONS.NAME_TAKEN', {
  da: 'Organisationen har allerede en godkendende instans med det navn.',
  en: 'The organisation already has an approving instance of that name.',
});
