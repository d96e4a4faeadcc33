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
export const conflicted = declareRefusal(403, 'MEETINGS.CONFLICTED', {
  da: 'Du er kendt inhabil i punktet og deltager ikke i det. Din stedfortræder træder ind.',
  en: 'You have been ruled conflicted on this item and take no part in it. Your deputy steps in.',
});
export const mayNotDeclare = declareRefusal(403, 'MEETINGS.MAY_NOT_DECLARE', {
  da: 'Du kan kun melde din egen inhabilitet. Forpersonen og sekretæren noterer andres.',
  en: 'You may declare a conflict of your own only. The chair and the secretary record those of others.',
});
export const notOnOneself = declareRefusal(403, 'MEETINGS.NOT_ON_ONESELF', {
  da: 'Ingen afgør sin egen habilitet. Lad en anden, der leder mødet, notere afgørelsen.',
  en: 'Nobody rules on a conflict of their own. Let another who runs the meeting record the ruling.',
});
export const alreadyDeclared = declareRefusal(409, 'MEETINGS.ALREADY_DECLARED', {
  da: 'Personens inhabilitet er allerede meldt på punktet. Notér afgørelsen på den.',
  en: 'A conflict of that person is already declared on this item. Record the ruling on it.',
});
export const minutesNotInLog = declareRefusal(500, 'MEETINGS.MINUTES_NOT_IN_LOG', {
  da: 'Mødets protokol kom ikke i loggen, og mødet blev derfor ikke lukket.',
  en: "The meeting's minutes did not reach the log, and the meeting was therefore not closed.",
});
export const notMinuted = declareRefusal(409, 'MEETINGS.NOT_MINUTED', {
  da: 'Loggen tager kun imod protokollen fra et møde, der er lukket.',
  en: 'The log takes only the minutes of a meeting that was closed.',
});
export const notClosed = declareRefusal(409, 'MEETINGS.NOT_CLOSED', {
  da: 'Kun til et lukket punkt kan der nævnes personer, for andre punkter ses af flere.',
  en: 'People can be named for a closed item only; other items are seen by more.',
});
