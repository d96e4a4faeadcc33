import { declareRefusal } from '../platform/errors/refusal';

// 403 and never 401, which says that the session has ended.

export const wrongCode = declareRefusal(403, 'IDENTITY.WRONG_CODE', {
  da: 'Koden passer ikke, eller den er brugt. Vent på den næste kode i din app, eller brug en gendannelseskode.',
  en: 'The code does not match, or it was used. Wait for the next code in your app, or use a recovery code.',
});
export const wrongFirstCode = declareRefusal(403, 'IDENTITY.WRONG_FIRST_CODE', {
  da: 'Koden passer ikke. Se efter, at telefonens ur går rigtigt, og skriv den kode, appen viser lige nu.',
  en: 'The code does not match. See that the clock of your telephone is right, and write the code that the app shows now.',
});
export const pendingOver = declareRefusal(403, 'IDENTITY.PENDING_OVER', {
  da: 'Der gik for lang tid. Log ind forfra.',
  en: 'It took too long. Sign in from the start.',
});
export const codesAreOn = declareRefusal(409, 'IDENTITY.CODES_ARE_ON', {
  da: 'Engangskoder er allerede slået til. Slå dem fra først, hvis du vil bruge en anden app.',
  en: 'One-time codes are on already. Turn them off first if you want to use another app.',
});
export const codesAreOff = declareRefusal(409, 'IDENTITY.CODES_ARE_OFF', {
  da: 'Engangskoder er ikke slået til. Genindlæs siden.',
  en: 'One-time codes are not on. Reload the page.',
});
export const setUpOver = declareRefusal(409, 'IDENTITY.SET_UP_OVER', {
  da: 'Opsætningen blev ikke gjort færdig i tide. Begynd forfra med en ny kode til din app.',
  en: 'The set-up was not finished in time. Begin again with a new code for your app.',
});
export const secondFactorRequired = declareRefusal(403, 'IDENTITY.SECOND_FACTOR_REQUIRED', {
  da: 'Her skal du logge ind med to faktorer. Tilføj en adgangsnøgle eller engangskoder under Min profil og adgang.',
  en: 'You must sign in with two factors here. Add a passkey or one-time codes under My profile and sign-in.',
});
export const factorFirst = declareRefusal(403, 'IDENTITY.USE_YOUR_FACTOR_FIRST', {
  da: 'Du har allerede en ekstra faktor. Log ind med den, før du ændrer, hvordan du logger ind.',
  en: 'You have a second factor already. Sign in with it before you change how you sign in.',
});
export const passkeyRefused = declareRefusal(403, 'IDENTITY.PASSKEY_REFUSED', {
  da: 'Adgangsnøglen blev ikke godtaget. Prøv igen, eller log ind på en anden måde.',
  en: 'The passkey was not accepted. Try again, or sign in another way.',
});
export const passkeyKnown = declareRefusal(409, 'IDENTITY.PASSKEY_KNOWN', {
  da: 'Den adgangsnøgle er allerede tilføjet.',
  en: 'That passkey was added before.',
});
export const passkeyNeedsName = declareRefusal(409, 'IDENTITY.PASSKEY_NEEDS_HOST_NAME', {
  da: 'Adgangsnøgler virker kun, når Torv åbnes med sit navn. På din egen maskine er det http://localhost.',
  en: 'Passkeys work only where Torv is opened by its name. On your own machine that is http://localhost.',
});
