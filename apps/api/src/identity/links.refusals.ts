import { declareRefusal } from '../platform/errors/refusal';

export const linkUsed = declareRefusal(410, 'IDENTITY.LINK_USED', {
  da: 'Linket er brugt eller udløbet. Bed om et nyt på siden, hvor du logger ind.',
  en: 'The link was used or has run out. Ask for a new one on the sign-in page.',
});
