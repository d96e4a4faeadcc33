import { declareRefusal } from '../platform/errors/refusal';

export const signInRequired = declareRefusal(401, 'IDENTITY.SIGN_IN_REQUIRED', {
  da: 'Log ind for at fortsætte.',
  en: 'Sign in to go on.',
});
export const wrongSignIn = declareRefusal(401, 'IDENTITY.WRONG_SIGN_IN', {
  da: 'E-mail eller adgangskode passer ikke. Prøv igen.',
  en: 'The e-mail or the password does not match. Try again.',
});
