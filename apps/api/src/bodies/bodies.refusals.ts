import { declareRefusal } from '../platform/errors/refusal';

export const mayNotSetUp = declareRefusal(403, 'BODIES.MAY_NOT_SET_UP', {
  da: 'Kun netværkets tovholder opretter, ændrer og nedlægger fora og giver pladser i dem. Bed tovholderen om det.',
  en: "Only the network's facilitator sets up, changes and closes bodies and gives seats in them. Ask the facilitator.",
});
export const keyless = declareRefusal(400, 'BODIES.NAME_MAKES_NO_KEY', {
  da: 'Navnet skal have mindst to bogstaver eller tal, så forummet kan få en adresse.',
  en: 'The name needs at least two letters or digits, so that the body can have an address.',
});
export const closed = declareRefusal(409, 'BODIES.CLOSED', {
  da: 'Forummet er nedlagt. Opret et nyt, hvis arbejdet fortsætter.',
  en: 'The body is closed. Set up a new one if the work goes on.',
});
export const endsInThePast = declareRefusal(400, 'BODIES.ENDS_IN_THE_PAST', {
  da: 'Den sidste dag skal være i dag eller senere.',
  en: 'The last day must be today or later.',
});
export const reportsInARing = declareRefusal(409, 'BODIES.REPORTS_IN_A_RING', {
  da: 'Så ville forummet i sidste ende høre under sig selv. Vælg et forum, der ikke hører under dette.',
  en: 'Then the body would in the end report to itself. Choose one that does not report to this one.',
});
export const linkedToItself = declareRefusal(400, 'BODIES.LINKED_TO_ITSELF', {
  da: 'Et forum kan ikke være forbundet med sig selv. Vælg et andet.',
  en: 'A body cannot be linked to itself. Choose another.',
});
export const mayNotDraft = declareRefusal(403, 'BODIES.MAY_NOT_DRAFT', {
  da: 'Kun tovholderen og forummets forperson og sekretær skriver udkast til, hvad forummet må.',
  en: "Only the facilitator and the body's chair and secretary draft its mandate.",
});
export const draftWaits = declareRefusal(409, 'BODIES.DRAFT_WAITS', {
  da: 'Der ligger allerede et udkast, som ikke er vedtaget. Ret det i stedet.',
  en: 'There is a draft already that no decision has adopted. Change that one instead.',
});
export const mandateAdopted = declareRefusal(409, 'BODIES.MANDATE_ADOPTED', {
  da: 'Denne udgave er vedtaget og ændres ikke. Skriv et udkast til den næste.',
  en: 'This version is adopted and is not changed. Draft the next one.',
});
export const mandateInForceRefused = declareRefusal(409, 'BODIES.MANDATE_IN_FORCE', {
  da: 'Denne udgave gælder allerede. Skriv et udkast til den næste, og lad en beslutning vedtage det.',
  en: 'This version is in force. Draft the next one and let a decision adopt it.',
});
export const mayNotFill = declareRefusal(403, 'BODIES.MAY_NOT_FILL', {
  da: 'Kun organisationens egen administrator besætter dens plads. Bed organisationen om det.',
  en: "Only the organisation's own administrator fills its seat. Ask the organisation.",
});
export const notOfOrganisation = declareRefusal(409, 'BODIES.NOT_OF_ORGANISATION', {
  da: 'Personen er ikke tilknyttet organisationen, der har pladsen. Tilknyt personen først, eller vælg en anden.',
  en: 'The person is not affiliated with the organisation that holds the seat. Affiliate them first, or choose another.',
});
export const seatEnded = declareRefusal(409, 'BODIES.SEAT_ENDED', {
  da: 'Pladsen findes ikke længere. Genindlæs forummet.',
  en: 'The seat is no longer there. Reload the body.',
});
export const chairTaken = declareRefusal(409, 'BODIES.CHAIR_TAKEN', {
  da: 'Forummet har allerede en plads som forperson. Ret den plads, eller vælg en anden rolle.',
  en: 'The body has a chair’s seat already. Change that seat, or choose another role.',
});
export const voteless = declareRefusal(400, 'BODIES.ROLE_HAS_NO_VOTE', {
  da: 'En sekretær og en observatør har ikke stemme.',
  en: 'A secretary and an observer have no vote.',
});
export const endsBeforeItBegins = declareRefusal(400, 'BODIES.ENDS_BEFORE_IT_BEGINS', {
  da: 'Den sidste dag ligger før den første. Ret en af dem.',
  en: 'The last day is before the first. Mend one of them.',
});
export const placeTaken = declareRefusal(409, 'BODIES.PLACE_TAKEN', {
  da: 'Pladsen er allerede besat i en del af tiden. Genindlæs forummet, og prøv igen.',
  en: 'The seat is filled already for part of that time. Reload the body and try again.',
});
export const mayNotAppoint = declareRefusal(403, 'BODIES.MAY_NOT_APPOINT', {
  da: 'Kun den, der har pladsen, og organisationens administrator siger, hvem der træder ind.',
  en: "Only whoever has the seat and the organisation's administrator say who steps in.",
});
export const deputyOfOneself = declareRefusal(409, 'BODIES.DEPUTY_OF_ONESELF', {
  da: 'Man kan ikke være stedfortræder eller suppleant for sig selv. Vælg en anden.',
  en: 'Nobody steps in for themselves. Choose another.',
});
export const deputyTaken = declareRefusal(409, 'BODIES.DEPUTY_TAKEN', {
  da: 'Der er allerede en stedfortræder på pladsen i den tid. Tag den af først.',
  en: 'Somebody steps in for the seat already at that time. Withdraw them first.',
});
export const otherDeclaration = declareRefusal(409, 'BODIES.OTHER_DECLARATION', {
  da: 'Erklæringen er ændret, siden du læste den. Læs den nye tekst, og skriv under på den.',
  en: 'The declaration has changed since you read it. Read the new text and sign that.',
});
export const nothingToSign = declareRefusal(403, 'BODIES.NOTHING_TO_SIGN', {
  da: 'Kun den, der har en plads i forummet, skriver under på dets erklæring.',
  en: 'Only who has a seat in the body signs its declaration.',
});
