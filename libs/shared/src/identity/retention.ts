import type { Language } from '../kernel';

type Said = Readonly<Record<Language, string>>;

/** One kind of personal data: what it is, why it is kept, how long, and by what right. */
export interface Kept {
  key: string;
  what: Said;
  why: Said;
  howLong: Said;
  basis: Basis;
  /** After how many days it is removed, counted from when it was over; null: it stays, as `howLong` says. */
  days: number | null;
}

/** By what right something is kept, in plain words. */
export type Basis = 'task' | 'agreement' | 'security' | 'record';

export const bases: Readonly<Record<Basis, Said>> = {
  task: {
    da: 'Parterne skal kunne se, hvem der taler og beslutter for hvem (databeskyttelsesforordningens artikel 6, stk. 1, litra e for myndigheder og litra f for andre).',
    en: 'The parties must be able to see who speaks and decides for whom (GDPR, article 6(1)(e) for authorities and (f) for others).',
  },
  agreement: {
    da: 'Du har selv bedt om det, og uden kan det ikke lade sig gøre (artikel 6, stk. 1, litra b).',
    en: 'You asked for it yourself, and it cannot be done without (article 6(1)(b)).',
  },
  security: {
    da: 'Ingen andre end du må kunne komme ind i dit navn (artikel 32 og artikel 6, stk. 1, litra f).',
    en: 'Nobody but you may come in by your name (article 32 and article 6(1)(f)).',
  },
  record: {
    da: 'En beslutning, som andre retter sig efter, skal kunne efterprøves, også længe efter (artikel 6, stk. 1, litra e og f, og artikel 17, stk. 3).',
    en: 'A decision that others act on must stay open to checking, long after too (article 6(1)(e) and (f), and article 17(3)).',
  },
};

const asLong = {
  da: 'Så længe netværket er i Torv. Slettes du, står det tilbage uden dit navn.',
  en: 'As long as the network is in Torv. If you are erased, it stays without your name.',
};

/**
 * What Torv keeps about people. The page about privacy shows this list, and the daily cleaning goes by it: what is said
 * here is what is done.
 */
export const keptAboutPeople: readonly Kept[] = [
  {
    key: 'account',
    what: { da: 'Navn, e-mail og sprog', en: 'Name, e-mail and language' },
    why: {
      da: 'Så de andre ved, hvem du er, og Torv kan skrive til dig.',
      en: 'So that the others know who you are, and Torv can write to you.',
    },
    howLong: {
      da: 'Til du bliver slettet. Det kan du selv gøre.',
      en: 'Until you are erased. You can do that yourself.',
    },
    basis: 'task',
    days: null,
  },
  {
    key: 'roles',
    what: { da: 'Tilknytninger, bemyndigelser, hverv og pladser', en: 'Affiliations, authorities, offices and seats' },
    why: {
      da: 'Så man kan se, hvem der sad hvor og for hvem, også tilbage i tiden.',
      en: 'So that one can see who sat where and for whom, also back in time.',
    },
    howLong: asLong,
    basis: 'task',
    days: null,
  },
  {
    key: 'acts',
    what: {
      da: 'Stillingtagen, beslutninger, bidrag, fremmøde, inhabilitet og andet, du har gjort for en organisation',
      en: 'Positions, decisions, commitments, attendance, conflicts of interest and what else you did for an organisation',
    },
    why: {
      da: 'Det er organisationens ord og netværkets protokol, ikke din private sag.',
      en: "It is the organisation's word and the network's record, not your private matter.",
    },
    howLong: asLong,
    basis: 'record',
    days: null,
  },
  {
    key: 'means',
    what: {
      da: 'Adgangskode (kun som en kontrolværdi), passkeys, engangskoder og login gennem andre',
      en: 'Password (as a hash only), passkeys, one-time codes and sign-in through others',
    },
    why: { da: 'Så du kan logge ind.', en: 'So that you can sign in.' },
    howLong: { da: 'Til du fjerner dem eller bliver slettet.', en: 'Until you remove them or are erased.' },
    basis: 'security',
    days: null,
  },
  {
    key: 'sessions',
    what: { da: 'Hvor du er logget ind: enhed og tidspunkt', en: 'Where you are signed in: device and time' },
    why: { da: 'Så du kan se det og logge ud andre steder.', en: 'So that you can see it and sign out elsewhere.' },
    howLong: { da: '1 dag, efter at den er udløbet.', en: '1 day after it has ended.' },
    basis: 'security',
    days: 1,
  },
  {
    key: 'sign-ins',
    what: { da: 'Påbegyndte login', en: 'Sign-ins under way' },
    why: {
      da: 'Så et login med flere trin kan gøres færdigt.',
      en: 'So that a sign-in of several steps can be finished.',
    },
    howLong: { da: 'Minutter; senest dagen efter er de væk.', en: 'Minutes; by the next day they are gone.' },
    basis: 'security',
    days: 0,
  },
  {
    key: 'attempts',
    what: {
      da: 'Mislykkede forsøg på at logge ind, som kontrolværdier af adresse og sted',
      en: 'Failed tries to sign in, as hashes of address and place',
    },
    why: { da: 'Så ingen kan gætte sig til en adgangskode.', en: 'So that nobody can guess a password.' },
    howLong: { da: '2 dage.', en: '2 days.' },
    basis: 'security',
    days: 2,
  },
  {
    key: 'tokens',
    what: {
      da: 'Udløbne adgangsnøgler til maskiner: navn og tidspunkter',
      en: 'Expired personal tokens for machines: name and times',
    },
    why: {
      da: 'Så du kan se, hvorfor et program ikke længere kommer ind.',
      en: 'So that you can see why a program no longer gets in.',
    },
    howLong: { da: '30 dage efter udløb.', en: '30 days after they expire.' },
    basis: 'agreement',
    days: 30,
  },
  {
    key: 'links',
    what: {
      da: 'Links sendt i mail: til login, ny adgangskode og invitation',
      en: 'Links sent by mail: to sign in, choose a password or join',
    },
    why: { da: 'Så et link virker én gang og ikke to.', en: 'So that a link works once and not twice.' },
    howLong: { da: '30 dage efter udløb.', en: '30 days after they expire.' },
    basis: 'security',
    days: 30,
  },
  {
    key: 'mails',
    what: { da: 'Mails, Torv har sendt dig', en: 'Mails that Torv sent you' },
    why: {
      da: 'Så man kan finde ud af, om en mail kom af sted.',
      en: 'So that one can find out whether a mail went off.',
    },
    howLong: { da: '30 dage.', en: '30 days.' },
    basis: 'agreement',
    days: 30,
  },
  {
    key: 'invitations',
    what: {
      da: 'Invitationer, som ingen tog imod: e-mail og besked',
      en: 'Invitations that nobody accepted: e-mail and message',
    },
    why: {
      da: 'Så den, der inviterede, kan se det og sende igen.',
      en: 'So that whoever invited can see it and send it again.',
    },
    howLong: { da: '90 dage efter udløb.', en: '90 days after they expire.' },
    basis: 'task',
    days: 90,
  },
  {
    key: 'requests',
    what: { da: 'Kontrolværdier af det, du har sendt ind', en: 'Hashes of what you sent in' },
    why: {
      da: 'Så det samme tryk på en knap ikke tæller to gange.',
      en: 'So that one press of a button does not count twice.',
    },
    howLong: { da: '7 dage.', en: '7 days.' },
    basis: 'agreement',
    days: 7,
  },
  {
    key: 'visits',
    what: { da: 'Hvor langt du har læst', en: 'How far you have read' },
    why: {
      da: 'Så forsiden kan vise, hvad der er sket siden dit sidste besøg.',
      en: 'So that Home can show what happened since your last visit.',
    },
    howLong: {
      da: '2 år efter dit sidste besøg. Ingen andre kan se det.',
      en: '2 years after your last visit. Nobody else can see it.',
    },
    basis: 'agreement',
    days: 730,
  },
];
