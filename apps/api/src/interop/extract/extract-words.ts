import type { Language } from '@torv/shared/kernel';

const both = {
  da: {
    title: 'Aktindsigt i',
    about: 'Sagen',
    body: 'Forum',
    made: 'Lavet',
    forWhom: 'Til',
    recipients: { resident: 'enhver (kun det offentlige)', party: 'en part i netværket' },
    withheldMany: 'Tilbageholdt',
    no: 'Nr.',
    kind: 'Slags',
    name: 'Hvad det er',
    file: 'Fil',
    why: 'Bemærkning',
    decision: 'Beslutning',
    receipt: 'Kvittering fra beslutningsloggen',
    proposal: 'Indstilling',
    proposalFile: 'indstilling',
    background: 'Baggrund',
    positions: 'Stillingtagen, i den rækkefølge den blev afgivet',
    author: 'Skrevet af',
    written: 'Skrevet',
    document: 'Dokument',
    documentFolder: 'dokumenter',
    link: 'Link',
    removed: 'Taget af sagen; filen findes ikke mere',
    withheld: 'Tilbageholdt',
    withheldFolder: 'tilbageholdt',
    onlyFor: 'Synlighed',
    indexFile: 'indeks',
    complain:
      'Det tilbageholdte er ikke for modtageren efter netværkets regel om synlighed. Hvad en myndighed har modtaget, kan der søges om aktindsigt i hos myndigheden selv, som afgør det efter loven.',
  },
  en: {
    title: 'Access to the records of',
    about: 'The matter',
    body: 'Body',
    made: 'Made',
    forWhom: 'For',
    recipients: { resident: 'anyone (public material only)', party: 'a party of the network' },
    withheldMany: 'Withheld',
    no: 'No.',
    kind: 'Kind',
    name: 'What it is',
    file: 'File',
    why: 'Remark',
    decision: 'Decision',
    receipt: 'Receipt from the decision log',
    proposal: 'Proposal',
    proposalFile: 'proposal',
    background: 'Background',
    positions: 'Positions, in the order in which they were stated',
    author: 'Written by',
    written: 'Written',
    document: 'Document',
    documentFolder: 'documents',
    link: 'Link',
    removed: 'Taken away from the case; the file is gone',
    withheld: 'Withheld',
    withheldFolder: 'withheld',
    onlyFor: 'Visibility',
    indexFile: 'index',
    complain:
      'What is withheld is not for the recipient by the network’s rule of visibility. What a public authority has received may be asked for at the authority itself, which decides by law.',
  },
} as const;

type Words = {
  [K in keyof (typeof both)['da']]: K extends 'recipients' ? Record<'resident' | 'party', string> : string;
};

export const extractWords = (language: Language): Words => both[language];
