import { declareRefusal } from '../platform/errors/refusal';

export const signInRequired = declareRefusal(401, 'IDENTITY.SIGN_IN_REQUIRED', {
  da: 'Log ind for at fortsætte.',
  en: 'Sign in to go on.',
});
export const wrongSignIn = declareRefusal(401, 'IDENTITY.WRONG_SIGN_IN', {
  da: 'E-mail eller adgangskode passer ikke. Prøv igen.',
  en: 'The e-mail or the password does not match. Try again.',
});
export const signInAgain = declareRefusal(403, 'IDENTITY.SIGN_IN_AGAIN', {
  da: 'Det her binder dig eller din organisation, og det er mere end 30 minutter siden, du loggede ind. Log ind igen for at fortsætte.',
  en: 'This binds you or your organisation, and you signed in more than 30 minutes ago. Sign in again to go on.',
});
export const wrongPassword = declareRefusal(403, 'IDENTITY.WRONG_PASSWORD', {
  da: 'Adgangskoden passer ikke. Prøv igen.',
  en: 'The password does not match. Try again.',
});
export const tokenMayNot = declareRefusal(403, 'IDENTITY.TOKEN_MAY_NOT', {
  da: 'Det må en adgangsnøgle ikke. Giv den et andet omfang, eller gør det selv, logget ind.',
  en: 'A personal token may not do that. Give it another scope, or sign in and do it yourself.',
});
