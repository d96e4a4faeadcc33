import { type DecisionView, sayTally } from '@torv/shared/decisions';
import type { Language } from '@torv/shared/kernel';
import { outcomeIn, stances, visibilities, wordsIn } from './decision-words';
import type { Block } from './printed';

/** In whose words and whose clock a decision is told. */
export interface Telling {
  language: Language;
  /** Of the network: its days and hours are those of the place. */
  timezone: string;
}

export const instantIn = ({ language, timezone }: Telling, at: string | Date): string =>
  new Intl.DateTimeFormat(language === 'da' ? 'da-DK' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: timezone,
  }).format(new Date(at));

const dayIn = (language: Language, day: string): string =>
  new Intl.DateTimeFormat(language === 'da' ? 'da-DK' : 'en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(day),
  );

export const positionsTold = ({ positions }: DecisionView, language: Language): string[] =>
  positions.map(
    ({ organisation, stance, text }) => `${organisation.name}: ${stances[language][stance]}${text ? `. ${text}` : ''}`,
  );

export const boundTold = ({ binds }: DecisionView, language: Language): string[] =>
  binds.map(({ organisation, reservation }) =>
    reservation === null
      ? organisation.name
      : `${organisation.name} (${wordsIn(language).withReservation}: ${reservation})`,
  );

export const followUpsTold = ({ followUps }: DecisionView, language: Language): string[] => {
  const words = wordsIn(language);
  return followUps.map(
    ({ organisation, task, due, state, doneNote }) =>
      `${organisation.name}: ${task} (${state === 'done' ? words.done : `${words.due} ${dayIn(language, due)}`})${doneNote ? ` ${doneNote}` : ''}`,
  );
};

export const countTold = ({ rule, tally }: DecisionView, language: Language): string =>
  rule !== null && tally !== null ? sayTally(rule, tally, language) : '';

const linkTold = ({ number, title }: { number: string; title: string | null }): string =>
  title === null ? number : `${number} ${title}`;

/** One decision whole, as pieces of a text. */
export function decisionTold(decision: DecisionView, telling: Telling, level: 1 | 2): Block[] {
  const { language } = telling;
  const words = wordsIn(language);
  const below = level === 1 ? 2 : 3;
  const facts: [string, string][] = [
    [words.number, decision.number],
    [words.body, decision.body.name],
    [words.meeting, decision.meeting?.title ?? words.written],
    [words.decided, instantIn(telling, decision.decidedAt)],
    [words.outcome, outcomeIn(language, decision)],
    ...(decision.referredTo ? [[words.referredTo, decision.referredTo.name] as [string, string]] : []),
    [words.visibility, visibilities[language][decision.visibility]],
    [words.recordedBy, decision.recordedBy],
    [words.logIndex, String(decision.logIndex)],
  ];
  const section = (title: string, ...blocks: Block[]): Block[] => [
    { kind: 'heading', level: below, text: title },
    ...blocks,
  ];
  const told = (title: string, text: string): Block[] =>
    text === '' ? [] : section(title, ...text.split(/\n{2,}/).map((one): Block => ({ kind: 'text', text: one })));
  const listed = (title: string, items: string[]): Block[] =>
    items.length === 0 ? [] : section(title, { kind: 'list', items });
  return [
    { kind: 'heading', level, text: decision.title, newPage: level === 2 },
    { kind: 'facts', facts },
    ...told(words.summary, decision.summary),
    ...told(words.text, decision.text),
    ...told(words.rationale, decision.rationale),
    ...told(words.count, countTold(decision, language)),
    ...told(words.departure, decision.departure ?? ''),
    ...listed(words.positions, positionsTold(decision, language)),
    ...listed(words.binds, boundTold(decision, language)),
    ...listed(words.earlier, decision.changes ? [linkTold(decision.changes)] : []),
    ...listed(words.later, decision.changedBy.map(linkTold)),
    ...listed(words.followUps, followUpsTold(decision, language)),
  ];
}
