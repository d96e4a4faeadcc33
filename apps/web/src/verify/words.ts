import type { Finding } from '@torv/shared/log/in-a-browser';

export type Language = 'da' | 'en';

const entryDa = ({ index, number }: Finding) => (number ? `post ${index} (${number})` : `post ${index ?? '?'}`);
const entryEn = ({ index, number }: Finding) => (number ? `entry ${index} (${number})` : `entry ${index ?? '?'}`);

/** What does not hold, in Danish; the English sentence comes with the finding. */
const findingsDa: Record<string, (one: Finding) => string> = {
  'LOG.FIELD_CHANGED': (one) => `Feltet »${one.field}« i ${entryDa(one)} er ikke det, der blev ført ind.`,
  'LOG.FIELD_DROPPED': (one) =>
    `Feltet »${one.field}« i ${entryDa(one)} er væk, og ingen post siger, at det er slettet.`,
  'LOG.LEAF_CHANGED': (one) => `Bladet for ${entryDa(one)} har ikke den hash, som loggen har for det.`,
  'LOG.LEAF_UNREADABLE': (one) => `Bladet for ${entryDa(one)} er ikke i loggens format.`,
  'LOG.LEAF_REPLACED': (one) => `Loggen har nu et andet blad på pladsen for ${entryDa(one)}.`,
  'LOG.RECORD_GONE': (one) => `Det, der åbner ${entryDa(one)}, er der, men selve posten er væk.`,
  'LOG.REMOVED': (one) => `${entryDa(one)} er ikke længere i loggen.`,
  'LOG.INSERTED': (one) => `Der er mere end én ${entryDa(one)}.`,
  'LOG.OUT_OF_ORDER': (one) => `${entryDa(one)} står ikke, hvor den stod: poster er flyttet, eller en er skudt ind.`,
  'LOG.SIGNATURE': () => 'Et checkpoint er ikke underskrevet med en nøgle, du har.',
  'LOG.TRUNCATED': (one) => `Værten har underskrevet flere poster, end der er: ${entryDa(one)} og de følgende mangler.`,
  'LOG.ROOT': (one) => `Posterne fra nr. ${one.index ?? '?'} er ikke dem, værten underskrev.`,
  'LOG.UNSIGNED': (one) => `Fra ${entryDa(one)} og frem har værten ikke underskrevet noget.`,
  'LOG.NOT_INCLUDED': (one) => `${entryDa(one)} er ikke i det træ, som kvitteringens checkpoint nævner.`,
  'LOG.DIFFERS_FROM_RECEIPT': (one) => `Feltet »${one.field}« i ${entryDa(one)} er et andet end på kvitteringen.`,
  'LOG.FORKED': () => 'Værten har vist to forskellige historier: den ene log begynder ikke med den anden.',
  'LOG.OTHER_NETWORK': () => 'Filerne er fra forskellige netværks logge.',
  'LOG.UNWITNESSED': (one) =>
    one.index === undefined
      ? 'For få vidner har medunderskrevet det checkpoint, filen bygger på.'
      : `Fra post ${one.index} og frem er intet bevidnet endnu. Hent eksporten igen, når vidnerne har været forbi.`,
  'LOG.NO_PROOF': () => 'Om den ene log begynder med den anden, kræver et konsistensbevis eller en eksport.',
};
const findingsEn: Record<string, (one: Finding) => string> = {
  'LOG.UNWITNESSED': (one) =>
    one.index === undefined
      ? 'Too few witnesses have cosigned the checkpoint that the file builds on.'
      : `From entry ${one.index} on nothing is witnessed yet. Download the export again when the witnesses have been by.`,
  'LOG.FORKED': (one) => `The host has shown two different histories. ${one.message}`,
  'LOG.REMOVED': (one) => `${entryEn(one)} is no longer in the log.`,
};

export const sayFinding = (one: Finding, language: Language): string => {
  const said = (language === 'da' ? findingsDa : findingsEn)[one.code]?.(one) ?? one.message;
  return said.charAt(0).toUpperCase() + said.slice(1);
};

const da = {
  title: 'Kontrollér en kvittering',
  lead: 'Læg en kvittering for en beslutning her, og se, om den holder. Regnestykket sker i din egen browser.',
  offline:
    'Siden har ingen forbindelse til nettet: filerne forlader ikke din maskine, og ingen server har del i svaret. Gem den, og åbn den fra din egen disk, hvis du vil være sikker på, at det er den samme side hver gang.',
  choose: 'Vælg filer',
  drop: 'eller træk dem hertil',
  what: 'Hvad kan jeg lægge her?',
  whats: [
    'Kvitteringen: den .tlog-proof-fil, du hentede ved beslutningen.',
    'Nøglefilen (policy): værtens nøgle, vidnernes nøgler, og hvor mange vidner der skal til. Hent den én gang, og gem den selv.',
    'En eksport af loggen, som den er nu: så ser du, om noget er ændret siden kvitteringen.',
    'Checkpoints, også en andens: to, der sammenligner, opdager en vært, som har fortalt dem hver sin historie.',
  ],
  keys: 'Nøgler, du selv har',
  keysHint: 'En nøgle pr. linje, som den blev skrevet ned. Ikke nødvendigt, hvis du har nøglefilen.',
  files: 'Filer',
  take: 'Fjern',
  clear: 'Begynd forfra',
  kinds: { receipt: 'kvittering', policy: 'nøglefil', export: 'eksport', checkpoint: 'checkpoint', proof: 'bevis' },
  unknown: 'kan ikke læses som noget af en log',
  working: 'Regner …',
  holds: 'Det holder',
  fails: 'Det holder ikke',
  unwitnessed: 'Ikke bevidnet',
  lacking: {
    nothing: 'Der mangler en kvittering, en eksport eller to checkpoints.',
    key: 'Der mangler en nøgle: læg nøglefilen ved, eller skriv værtens nøgle. Uden den kan enhver have lavet kvitteringen.',
    company: 'Ét checkpoint alene siger ikke meget. Læg et til, eller en kvittering eller en eksport.',
  },
  ownKey: 'Nøglen er taget fra eksporten selv. Læg din egen nøglefil ved for at se, hvem der har underskrevet.',
  noBrowser: 'Din browser kan ikke kontrollere Ed25519-underskrifter. Brug en nyere, eller »torv log verify«.',
  shows: 'Det viser kvitteringen',
  place: (index: string, size: string) =>
    `Post ${index} i en log med ${size} poster, underskrevet af værten. Det står fast, hvad der så siden er sket.`,
  exported: (all: number, opened: number) => `${all} poster i eksporten, ${opened} åbnet og holdt op mod deres hash.`,
  compared: (many: number) => `${many} checkpoints hører til den samme historie.`,
  witnessed: (names: string) => `Bevidnet af ${names}.`,
  noWitness: 'Ingen vidner er krævet. Uden vidner kan en vært vise forskellige personer hver sin log.',
  fields: 'Felterne, som de blev ført ind',
  broken: 'ikke det, der blev ført ind',
};

type Words = typeof da;

const en: Words = {
  title: 'Check a receipt',
  lead: 'Put the receipt of a decision here and see whether it holds. Your own browser does the sums.',
  offline:
    'This page has no connection to the network: the files do not leave your machine, and no server has a part in the answer. Save it and open it from your own disk if you want to be sure that it is the same page each time.',
  choose: 'Choose files',
  drop: 'or drop them here',
  what: 'What can I put here?',
  whats: [
    'The receipt: the .tlog-proof file that you downloaded at the decision.',
    'The key file (policy): the key of the host, those of the witnesses, and how many of them it takes. Download it once and keep it yourself.',
    'An export of the log as it is now: then you see whether anything was changed since the receipt.',
    'Checkpoints, someone else’s too: two who compare find a host that told each of them another history.',
  ],
  keys: 'Keys that you hold',
  keysHint: 'One key a line, as it was written down. Not needed if you have the key file.',
  files: 'Files',
  take: 'Remove',
  clear: 'Begin again',
  kinds: { receipt: 'receipt', policy: 'key file', export: 'export', checkpoint: 'checkpoint', proof: 'proof' },
  unknown: 'cannot be read as anything of a log',
  working: 'Working it out …',
  holds: 'It holds',
  fails: 'It does not hold',
  unwitnessed: 'Not witnessed',
  lacking: {
    nothing: 'A receipt, an export or two checkpoints are needed.',
    key: 'A key is needed: add the key file, or write the host’s key. Without it anyone could have made the receipt.',
    company: 'One checkpoint alone says little. Add another, or a receipt or an export.',
  },
  ownKey: 'The key was taken from the export itself. Add your own key file to see who signed.',
  noBrowser: 'Your browser cannot check Ed25519 signatures. Use a newer one, or "torv log verify".',
  shows: 'What the receipt shows',
  place: (index, size) =>
    `Entry ${index} in a log of ${size} entries, signed by the host. That stands, whatever has happened since.`,
  exported: (all, opened) => `${all} entries in the export, ${opened} opened and held against their hashes.`,
  compared: (many) => `${many} checkpoints belong to one history.`,
  witnessed: (names) => `Witnessed by ${names}.`,
  noWitness: 'No witnesses are asked for. Without them a host can show different people different logs.',
  fields: 'The fields as they were recorded',
  broken: 'not what was recorded',
};

export const words: Record<Language, Words> = { da, en };

/** Fields of a record by name; those that are not here are shown by their own. */
export const fieldWords: Record<string, [da: string, en: string]> = {
  number: ['Nummer', 'Number'],
  title: ['Titel', 'Title'],
  outcome: ['Udfald', 'Outcome'],
  text: ['Beslutning', 'Decision'],
  summary: ['Kort fortalt', 'In short'],
  rationale: ['Begrundelse', 'Rationale'],
  decidedAt: ['Besluttet', 'Decided'],
  visibility: ['Synlighed', 'Visibility'],
  positions: ['Stillingtagen', 'Positions'],
  body: ['Forum', 'Body'],
  meeting: ['Møde', 'Meeting'],
  item: ['Punkt', 'Item'],
  proposal: ['Indstilling', 'Proposal'],
  recordedBy: ['Ført ind af', 'Recorded by'],
  followUp: ['Opfølgning', 'Follow-up'],
  rule: ['Regel', 'Rule'],
  tally: ['Optælling', 'Count'],
  byRule: ['Efter reglen', 'By the rule'],
  departure: ['Hvorfor et andet udfald', 'Why another outcome'],
};

/** Those that people read first; the others stand behind a disclosure. */
export const readFirst = ['number', 'title', 'outcome', 'text', 'summary', 'rationale', 'decidedAt'];

const outcomes: Record<string, [string, string]> = {
  adopted: ['vedtaget', 'adopted'],
  rejected: ['forkastet', 'rejected'],
  postponed: ['udsat', 'postponed'],
  referred: ['oversendt', 'referred'],
  discussed: ['drøftet', 'discussed'],
  noted: ['taget til efterretning', 'noted'],
};

/** A value as people read it. */
export function sayValue(name: string, value: unknown, language: Language): string {
  if (value === null || value === undefined) return '–';
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 1);
  if (name === 'outcome') return outcomes[text]?.[language === 'da' ? 0 : 1] ?? text;
  if (/At$/.test(name) && !Number.isNaN(Date.parse(text)))
    return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(text));
  return text;
}
