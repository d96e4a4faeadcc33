import { declareRefusal } from '../platform/errors/refusal';

export const anotherAddress = declareRefusal(422, 'INTEROP.ANOTHER_ADDRESS', {
  da: 'Det er ikke den e-mail, du er logget ind med. Skriv den, som den står under Min konto, hvis du vil slettes.',
  en: 'This is not the e-mail you are signed in with. Type it as it stands under My account if you want to be erased.',
});
