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
  da: 'Det må en programnøgle ikke. Lav en, der må mere, eller gør det selv, logget ind.',
  en: 'A personal token may not do that. Make one with another scope, or sign in and do it yourself.',
});
export const tooManyTries = declareRefusal(429, 'IDENTITY.TOO_MANY_TRIES', {
  da: 'Der er prøvet for mange gange herfra. Vent lidt, og prøv igen. Adressen er ikke spærret: fra et andet sted kan der stadig logges ind.',
  en: 'It was tried too many times from here. Wait a little and try again. The address is not locked: one can still sign in from another place.',
});
export const passwordTooShort = declareRefusal(400, 'IDENTITY.PASSWORD_TOO_SHORT', {
  da: 'Vælg en adgangskode på mindst 8 tegn, helst 15 eller flere: gerne en hel sætning.',
  en: 'Choose a password of at least 8 characters, better 15 or more: a whole sentence is fine.',
});
export const passwordTooLong = declareRefusal(400, 'IDENTITY.PASSWORD_TOO_LONG', {
  da: 'Vælg en adgangskode på højst 200 tegn.',
  en: 'Choose a password of at most 200 characters.',
});
export const passwordCommon = declareRefusal(400, 'IDENTITY.PASSWORD_COMMON', {
  da: 'Den adgangskode er blandt dem, der gættes først. Vælg en anden, gerne en hel sætning.',
  en: 'That password is among the first to be guessed. Choose another; a whole sentence is fine.',
});
export const tooManyTokens = declareRefusal(409, 'IDENTITY.TOO_MANY_TOKENS', {
  da: 'Du har 20 programnøgler, der gælder. Afslut en, du ikke bruger, før du laver en ny.',
  en: 'You have 20 tokens in force. End one that you do not use before you make another.',
});
