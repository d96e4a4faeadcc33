import { declareRefusal } from '../platform/errors/refusal';

export const seatNotVacant = declareRefusal(409, 'BODIES.SEAT_NOT_VACANT', {
  da: 'Pladsen er ikke ledig, eller den er ikke organisationens. Vælg en af dens ledige pladser.',
  en: "The seat is not vacant, or not the organisation's. Choose one of its vacant seats.",
});
