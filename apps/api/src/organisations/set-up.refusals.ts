import { declareRefusal } from '../platform/errors/refusal';

export const setUpClosed = declareRefusal(409, 'ORGANISATIONS.SET_UP_CLOSED', {
  da: 'Torv er allerede sat op her. Log ind, eller brug torv user i terminalen.',
  en: 'Torv is set up here already. Sign in, or use torv user in the terminal.',
});
export const wrongCode = declareRefusal(403, 'ORGANISATIONS.WRONG_CODE', {
  da: 'Koden passer ikke. Brug den, der sidst blev skrevet i terminalen, da Torv startede.',
  en: 'The code does not match. Use the one that the terminal printed last when Torv started.',
});
export const addressTaken = declareRefusal(409, 'ORGANISATIONS.ADDRESS_TAKEN', {
  da: 'Der er allerede en person med den adresse. Brug en anden, eller kør torv user ADRESSE --operator i terminalen.',
  en: 'There is a person with this address already. Use another, or run torv user ADDRESS --operator in the terminal.',
});
export const networkKeyTaken = declareRefusal(409, 'ORGANISATIONS.NETWORK_KEY_TAKEN', {
  da: 'Der er allerede et netværk med det korte navn. Vælg et andet.',
  en: 'There is a network with that short name already. Choose another.',
});
