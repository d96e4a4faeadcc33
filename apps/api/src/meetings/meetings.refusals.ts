import { declareRefusal } from '../platform/errors/refusal';

export const mayNotRun = declareRefusal(403, 'MEETINGS.MAY_NOT_RUN', {
  da: 'Kun forpersonen og sekretæren leder forummets møder. Bed en af dem om at gøre det.',
  en: "Only the chair and the secretary run this body's meetings. Ask one of them to do it.",
});
export const meetingOver = declareRefusal(409, 'MEETINGS.OVER', {
  da: 'Mødet er slut eller aflyst, så dagsordenen ligger fast. Brug et nyt møde.',
  en: 'The meeting is over or cancelled, so its agenda stands as it is. Use a new meeting.',
});
export const noSuchStep = declareRefusal(409, 'MEETINGS.NO_SUCH_STEP', {
  da: 'Det næste skridt passer ikke til, hvor mødet er nu. Genindlæs mødet, og se de mulige skridt.',
  en: 'That step does not follow from where the meeting is now. Reload it to see the steps there are.',
});
export const notOpen = declareRefusal(409, 'MEETINGS.NOT_OPEN', {
  da: 'Mødet er ikke åbent. Åbn mødet, før fremmøde noteres.',
  en: 'The meeting is not open. Open it before attendance is recorded.',
});
export const otherBody = declareRefusal(409, 'MEETINGS.OTHER_BODY', {
  da: 'Mødet hører til et andet forum. Vælg et møde i forummet selv.',
  en: 'The meeting belongs to another body. Choose a meeting of this body.',
});
export const endsTooEarly = declareRefusal(400, 'MEETINGS.ENDS_TOO_EARLY', {
  da: 'Mødet slutter, før det begynder. Ret sluttidspunktet.',
  en: 'The meeting ends before it begins. Mend the end time.',
});
export const orderIncomplete = declareRefusal(400, 'MEETINGS.ORDER_INCOMPLETE', {
  da: 'Rækkefølgen skal nævne hvert punkt på dagsordenen præcis én gang.',
  en: 'The order must name every item of the agenda exactly once.',
});
