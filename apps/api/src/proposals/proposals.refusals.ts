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
export const mayNotOpen = declareRefusal(403, 'PROPOSALS.MAY_NOT_OPEN', {
  da: 'Kun forummets forperson og sekretær beder organisationerne om at tage stilling.',
  en: "Only the body's chair and secretary ask the organisations for their positions.",
});
export const isReferred = declareRefusal(409, 'PROPOSALS.REFERRED', {
  da: 'Indstillingen er sendt til et andet forum. Vent på svaret, eller tag anmodningen tilbage.',
  en: 'The proposal is with another body. Wait for its answer, or take the request back.',
});
export const noSuchStep = declareRefusal(409, 'PROPOSALS.NO_SUCH_STEP', {
  da: 'Indstillingen er kommet videre i mellemtiden. Genindlæs siden.',
  en: 'The proposal has moved on meanwhile. Reload the page.',
});
export const notOpenForPositions = declareRefusal(409, 'PROPOSALS.NOT_OPEN', {
  da: 'Der kan ikke tages stilling nu. Indstillingen skal være sat på en dagsorden eller åbnet for stillingtagen og må ikke være afgjort.',
  en: 'No position can be stated now. The proposal must be on an agenda or open for positions, and not yet decided.',
});
export const mayNotBind = declareRefusal(403, 'PROPOSALS.MAY_NOT_BIND', {
  da: 'Du har ikke bemyndigelse til at tage stilling for den organisation. Organisationen selv kan give den.',
  en: 'You have no authority to state a position for that organisation. The organisation itself can give it.',
});
export const notAsked = declareRefusal(409, 'PROPOSALS.NOT_ASKED', {
  da: 'Organisationen har ingen stemmeberettiget plads i forummet og bliver derfor ikke spurgt.',
  en: 'The organisation has no voting seat in the body and is not asked.',
});
export const awaitsAnother = declareRefusal(409, 'PROPOSALS.AWAITS_ANOTHER', {
  da: 'Du har sagt det første ord. En anden med samme bemyndigelse bekræfter det.',
  en: 'You gave the first word. Another who has the same authority confirms it.',
});
export const notTheSame = declareRefusal(409, 'PROPOSALS.NOT_THE_SAME', {
  da: 'Det første ord gælder ikke længere. Genindlæs siden, og tag stilling på ny.',
  en: 'The first word no longer stands. Reload the page and state the position anew.',
});
export const textChanged = declareRefusal(409, 'PROPOSALS.TEXT_CHANGED', {
  da: 'Indstillingens ord er ændret, siden det første ord blev sagt. Tag stilling på ny.',
  en: "The proposal's words changed after the first word was given. State the position anew.",
});
export const forApproval = declareRefusal(409, 'PROPOSALS.FOR_APPROVAL', {
  da: 'Din bemyndigelse gælder med forbehold for godkendelse i organisationen. Tiltræd med forbehold.',
  en: 'Your authority is subject to approval in your organisation. Endorse with a reservation.',
});
export const mayNotAsk = declareRefusal(403, 'PROPOSALS.MAY_NOT_ASK', {
  da: 'Kun forpersonen og sekretæren for indstillingens eget forum sender den til et andet.',
  en: "Only the chair and secretary of the proposal's own body send it to another.",
});
export const itsOwnBody = declareRefusal(409, 'PROPOSALS.ITS_OWN_BODY', {
  da: 'Indstillingen hører til i det forum. Vælg et andet.',
  en: 'The proposal belongs to that body. Choose another.',
});
export const alreadyAsked = declareRefusal(409, 'PROPOSALS.ALREADY_ASKED', {
  da: 'Det forum har den allerede til behandling. Vent på svaret, eller tag anmodningen tilbage.',
  en: 'That body has it already. Wait for its answer, or take the request back.',
});
export const mayNotAnswer = declareRefusal(403, 'PROPOSALS.MAY_NOT_ANSWER', {
  da: 'Kun forpersonen og sekretæren for det forum, der er spurgt, svarer for det.',
  en: 'Only the chair and secretary of the body that was asked answer for it.',
});
export const alreadyConsidered = declareRefusal(409, 'PROPOSALS.CONSIDERED', {
  da: 'Der er allerede svaret, eller anmodningen er taget tilbage.',
  en: 'It has been answered already, or taken back.',
});
export const alreadyOnAgenda = declareRefusal(409, 'PROPOSALS.CONSIDERED_ON_AGENDA', {
  da: 'Indstillingen står allerede på en dagsorden i det forum.',
  en: 'The proposal is already on an agenda of that body.',
});
export const mayNotDecideInWriting = declareRefusal(403, 'PROPOSALS.MAY_NOT_OPEN_WRITING', {
  da: 'Kun forpersonen sætter en skriftlig procedure i gang og standser den.',
  en: 'Only the chair opens a written procedure, and stops it.',
});
export const notForWriting = declareRefusal(409, 'PROPOSALS.NOT_FOR_WRITING', {
  da: 'Kun en indstilling, der er åben og ikke står på en dagsorden, kan afgøres skriftligt.',
  en: 'Only a proposal that is open, and on no agenda, can be decided in writing.',
});
export const deadlinePast = declareRefusal(409, 'PROPOSALS.DEADLINE_PAST', {
  da: 'Fristen er overskredet. Vælg en dag, der ikke er gået.',
  en: 'The deadline is past. Choose a day that is still to come.',
});
export const inProcedure = declareRefusal(409, 'PROPOSALS.IN_PROCEDURE', {
  da: 'Indstillingen er til skriftlig afgørelse. Stands proceduren først.',
  en: 'The proposal is being decided in writing. Stop the procedure first.',
});
export const procedureEnded = declareRefusal(409, 'PROPOSALS.PROCEDURE_ENDED', {
  da: 'Den skriftlige procedure er slut.',
  en: 'The written procedure has ended.',
});
export const otherInstance = declareRefusal(409, 'PROPOSALS.OTHER_INSTANCE', {
  da: 'Din bemyndigelse gælder med forbehold for godkendelse i en anden instans. Vælg den, eller lad valget stå åbent.',
  en: 'Your authority is subject to approval by another instance. Choose that one, or leave the choice open.',
});
