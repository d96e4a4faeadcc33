import { declareRefusal } from '../platform/errors/refusal';

export const mayNotAdd = declareRefusal(403, 'DOCUMENTS.MAY_NOT_ADD', {
  da: 'Kun den, der har skrevet indstillingen, og forummets forperson og sekretær lægger dokumenter på. Send det til sekretæren.',
  en: "Only the author of the proposal and the body's chair and secretary add documents. Send it to the secretary.",
});
export const mayNotRemove = declareRefusal(403, 'DOCUMENTS.MAY_NOT_REMOVE', {
  da: 'Kun den, der lagde dokumentet på, og forummets forperson og sekretær kan tage det af.',
  en: "Only whoever added the document and the body's chair and secretary can take it away.",
});
export const takesNoPart = declareRefusal(403, 'DOCUMENTS.TAKES_NO_PART', {
  da: 'Du er erklæret inhabil i sagen og rører ikke ved dens dokumenter.',
  en: 'You have been ruled conflicted on the matter and do not touch its documents.',
});
export const settled = declareRefusal(409, 'DOCUMENTS.SETTLED', {
  da: 'Sagen er afgjort, og dens dokumenter står, som de stod. Læg nye dokumenter på beslutningen i stedet.',
  en: 'The matter is settled and its documents stand as they stood. Add new documents to the decision instead.',
});
export const notNarrower = declareRefusal(409, 'DOCUMENTS.NOT_NARROWER', {
  da: 'Et dokument kan ikke ses af flere end det, det hører til. Vælg færre, eller »som sagen«.',
  en: 'A document cannot be seen by more people than what it belongs to. Choose fewer, or “as the matter”.',
});
export const tooMany = declareRefusal(409, 'DOCUMENTS.TOO_MANY', {
  da: 'Der ligger allerede 50 dokumenter her. Tag nogle af, eller saml flere i én pdf.',
  en: 'There are already 50 documents here. Take some away, or put several into one PDF.',
});
export const tooHeavy = declareRefusal(413, 'DOCUMENTS.TOO_HEAVY', {
  da: 'Filen fylder mere end 20 MB. Gør den mindre, eller læg et link til den.',
  en: 'The file is larger than 20 MB. Make it smaller, or add a link to it.',
});
export const empty = declareRefusal(400, 'DOCUMENTS.EMPTY', {
  da: 'Filen er tom. Vælg den igen.',
  en: 'The file is empty. Choose it again.',
});
export const typeNotTaken = declareRefusal(415, 'DOCUMENTS.TYPE_NOT_TAKEN', {
  da: 'Den slags fil tages ikke imod. Brug pdf, Word, Excel, PowerPoint, OpenDocument, billede (png, jpg, webp), ren tekst eller csv.',
  en: 'That kind of file is not taken. Use PDF, Word, Excel, PowerPoint, OpenDocument, a picture (PNG, JPEG, WebP), plain text or CSV.',
});
export const takenAway = declareRefusal(410, 'DOCUMENTS.TAKEN_AWAY', {
  da: 'Dokumentet er taget af og kan ikke hentes mere.',
  en: 'The document was taken away and can no longer be fetched.',
});
