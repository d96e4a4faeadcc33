import type { DecisionView, Outcome } from '@torv/shared/decisions';
import type { Language, Visibility } from '@torv/shared/kernel';
import type { Stance } from '@torv/shared/proposals';

const both = {
  da: {
    decisions: 'Beslutninger',
    number: 'Nummer',
    decided: 'Besluttet',
    body: 'Forum',
    title: 'Titel',
    outcome: 'Udfald',
    summary: 'Kort fortalt',
    text: 'Beslutning',
    rationale: 'Begrundelse',
    count: 'Optælling',
    departure: 'Hvorfor et andet udfald',
    positions: 'Stillingtagen',
    binds: 'Binder',
    followUps: 'Opfølgning',
    meeting: 'Møde',
    visibility: 'Synlighed',
    recordedBy: 'Ført til protokols af',
    logIndex: 'Plads i loggen',
    withReservation: 'med forbehold',
    done: 'udført',
    due: 'frist',
    none: 'Ingen beslutninger passer.',
    made: 'Hentet',
    chosen: 'Valgt',
    many: 'Antal',
    written: 'Skriftlig procedure',
    earlier: 'Om en tidligere beslutning',
    later: 'Senere beslutninger om den',
    referredTo: 'Oversendt til',
  },
  en: {
    decisions: 'Decisions',
    number: 'Number',
    decided: 'Decided',
    body: 'Body',
    title: 'Title',
    outcome: 'Outcome',
    summary: 'In short',
    text: 'Decision',
    rationale: 'Rationale',
    count: 'Count',
    departure: 'Why another outcome',
    positions: 'Positions',
    binds: 'Binds',
    followUps: 'Follow-up',
    meeting: 'Meeting',
    visibility: 'Visibility',
    recordedBy: 'Recorded by',
    logIndex: 'Place in the log',
    withReservation: 'with a reservation',
    done: 'done',
    due: 'due',
    none: 'No decisions fit.',
    made: 'Taken out',
    chosen: 'Chosen',
    many: 'How many',
    written: 'Written procedure',
    earlier: 'About an earlier decision',
    later: 'Later decisions about it',
    referredTo: 'Referred to',
  },
} as const;

export const wordsIn = (language: Language): Record<keyof (typeof both)['da'], string> => both[language];

const outcomes: Record<Language, Record<Outcome, string>> = {
  da: {
    adopted: 'Vedtaget',
    rejected: 'Forkastet',
    postponed: 'Udsat',
    referred: 'Oversendt',
    discussed: 'Drøftet',
    noted: 'Taget til efterretning',
  },
  en: {
    adopted: 'Adopted',
    rejected: 'Rejected',
    postponed: 'Postponed',
    referred: 'Referred',
    discussed: 'Discussed',
    noted: 'Noted',
  },
};
const advised: Record<Language, Partial<Record<Outcome, string>>> = {
  da: { adopted: 'Indstillet', rejected: 'Ikke indstillet' },
  en: { adopted: 'Recommended', rejected: 'Not recommended' },
};

/** The outcome in words; of a body that does not decide, what it recommended. */
export function outcomeIn(language: Language, { outcome, remit }: Pick<DecisionView, 'outcome' | 'remit'>): string {
  const recommended = remit !== null && remit !== 'decides' ? advised[language][outcome] : undefined;
  return recommended ?? outcomes[language][outcome];
}

export const stances: Record<Language, Record<Stance, string>> = {
  da: {
    endorse: 'tiltræder',
    reserve: 'tiltræder med forbehold',
    'stand-aside': 'undlader',
    object: 'kan ikke tiltræde',
  },
  en: { endorse: 'endorses', reserve: 'endorses with a reservation', 'stand-aside': 'stands aside', object: 'objects' },
};

export const visibilities: Record<Language, Record<Visibility, string>> = {
  da: { public: 'Offentlig', network: 'For netværket', body: 'For forummet', closed: 'Lukket' },
  en: { public: 'Public', network: 'For the network', body: 'For the body', closed: 'Closed' },
};
