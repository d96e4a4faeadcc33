import { declareRefusal } from '../platform/errors/refusal';

export const partnerRequired = declareRefusal(409, 'INITIATIVES.PARTNER_REQUIRED', {
  da: 'En fælles indsats kan først blive aktiv, når en partner uden for den ledende organisation har givet et bidrag. Nævn en partner, og bed om dens bidrag.',
  en: "A joint initiative becomes active only when a partner outside its lead's own organisation has committed. Name a partner and ask for its commitment.",
});
export const mayNotCommit = declareRefusal(403, 'INITIATIVES.MAY_NOT_COMMIT', {
  da: 'Du har ikke bemyndigelse til at give bidrag for den organisation. Organisationen selv kan give den.',
  en: 'You have no authority to commit that organisation. The organisation itself can give it.',
});
export const mayNotLead = declareRefusal(403, 'INITIATIVES.MAY_NOT_LEAD', {
  da: 'Kun den ledende organisation og netværkets forpersoner og sekretærer kan ændre indsatsen.',
  en: "Only its lead and the network's chairs and secretaries may change the initiative.",
});
export const noSuchStep = declareRefusal(409, 'INITIATIVES.NO_SUCH_STEP', {
  da: 'Det skridt følger ikke af, hvor indsatsen er nu. Genindlæs den, og se de mulige skridt.',
  en: 'That step does not follow from where the initiative is now. Reload it to see the steps there are.',
});
export const ended = declareRefusal(409, 'INITIATIVES.ENDED', {
  da: 'Indsatsen er afsluttet og tager ikke imod bidrag.',
  en: 'The initiative has ended and takes no commitments.',
});
export const alreadyWithdrawn = declareRefusal(409, 'INITIATIVES.ALREADY_WITHDRAWN', {
  da: 'Bidraget er allerede trukket tilbage.',
  en: 'The commitment was already withdrawn.',
});
export const mayNotCommitAlone = declareRefusal(403, 'INITIATIVES.MAY_NOT_COMMIT_ALONE', {
  da: 'Din bemyndigelse til bidrag gælder kun to i forening eller med forbehold for godkendelse. Bed en, der kan forpligte organisationen alene og endeligt, om at give bidraget.',
  en: 'Your authority for commitments holds only together with another, or subject to approval. Ask someone who may bind the organisation alone and finally to give it.',
});
export const aboveLimit = declareRefusal(403, 'INITIATIVES.ABOVE_LIMIT', {
  da: 'Beløbet er over grænsen for din bemyndigelse. Giv et mindre beløb, eller bed en, der kan give mere.',
  en: 'The amount is above the limit of your authority. Give less, or ask someone who may give more.',
});
