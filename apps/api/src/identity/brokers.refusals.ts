import { declareRefusal } from '../platform/errors/refusal';

export const brokerUnreachable = declareRefusal(502, 'IDENTITY.BROKER_UNREACHABLE', {
  da: 'Login-tjenesten svarer ikke lige nu. Prøv igen om lidt, eller log ind på en anden måde.',
  en: 'The sign-in service does not answer right now. Try again in a moment, or sign in another way.',
});
export const brokerVisitOver = declareRefusal(403, 'IDENTITY.BROKER_VISIT_OVER', {
  da: 'Login hos tjenesten blev begyndt i en anden browser, er brugt eller tog for lang tid. Prøv igen.',
  en: 'That sign-in was begun in another browser, was used already, or took too long. Try again.',
});
export const brokerRefused = declareRefusal(403, 'IDENTITY.BROKER_REFUSED', {
  da: 'Svaret fra login-tjenesten kunne ikke godtages. Prøv igen, og sig det til den, der driver Torv, hvis det bliver ved.',
  en: 'The answer of the sign-in service could not be accepted. Try again, and tell whoever runs Torv if it goes on.',
});
export const brokerLevel = declareRefusal(403, 'IDENTITY.BROKER_LEVEL', {
  da: 'Du loggede ind på et lavere sikkerhedsniveau, end Torv kræver. Prøv igen på det højere niveau.',
  en: 'You signed in at a lower level of assurance than Torv demands. Try again at the higher level.',
});
export const brokerCancelled = declareRefusal(403, 'IDENTITY.BROKER_CANCELLED', {
  da: 'Du afbrød login hos tjenesten. Prøv igen, eller log ind på en anden måde.',
  en: 'You stopped the sign-in at the service. Try again, or sign in another way.',
});
export const brokerUnknown = declareRefusal(403, 'IDENTITY.BROKER_UNKNOWN', {
  da: 'Den konto er ikke knyttet til nogen i Torv. Tag først imod en invitation, eller log ind og tilknyt kontoen under Min profil og adgang.',
  en: 'That account belongs to nobody in Torv. Accept an invitation first, or sign in and link the account under My profile and sign-in.',
});
export const brokerTaken = declareRefusal(409, 'IDENTITY.BROKER_TAKEN', {
  da: 'Den konto er allerede knyttet til en anden person i Torv.',
  en: 'That account is linked to another person in Torv already.',
});
