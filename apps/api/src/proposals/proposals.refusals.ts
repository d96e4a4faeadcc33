import { declareRefusal } from '../platform/errors/refusal';

export const noSeat = declareRefusal(403, 'PROPOSALS.NO_SEAT', {
  da: 'Du har ingen plads i det forum. Bed sekretæren om at skrive indstillingen.',
  en: 'You have no seat in that body. Ask its secretary to draft the proposal.',
});
export const mayNotEdit = declareRefusal(403, 'PROPOSALS.MAY_NOT_EDIT', {
  da: 'Kun den, der har skrevet indstillingen, og forummets forperson og sekretær kan ændre den.',
  en: "Only its author and the body's chair and secretary may change the proposal.",
});
export const settled = declareRefusal(409, 'PROPOSALS.DECIDED', {
  da: 'Indstillingen er afgjort eller trukket tilbage og kan ikke ændres. Skriv en ny.',
  en: 'The proposal is decided or withdrawn and cannot be changed. Draft a new one.',
});
export const alreadyPlaced = declareRefusal(409, 'PROPOSALS.ALREADY_PLACED', {
  da: 'Indstillingen står allerede på en dagsorden.',
  en: 'The proposal is already on an agenda.',
});
export const notOpenForPositions = declareRefusal(409, 'PROPOSALS.NOT_OPEN', {
  da: 'Der kan ikke tages stilling nu. Indstillingen skal stå på en dagsorden og må ikke være afgjort.',
  en: 'No position can be stated now. The proposal must be on an agenda and not yet decided.',
});
export const mayNotBind = declareRefusal(403, 'PROPOSALS.MAY_NOT_BIND', {
  da: 'Du har ikke bemyndigelse til at tage stilling for den organisation. Organisationen selv kan give den.',
  en: 'You have no authority to state a position for that organisation. The organisation itself can give it.',
});
export const notAsked = declareRefusal(409, 'PROPOSALS.NOT_ASKED', {
  da: 'Organisationen har ingen stemmeberettiget plads i forummet og bliver derfor ikke spurgt.',
  en: 'The organisation has no voting seat in the body and is not asked.',
});
