import type { Language } from '@torv/shared/kernel';
import { composeMail, type Letter } from '../platform/mail/compose-mail';
import type { Mail } from '../platform/mail/queue-mail';

interface Addressee {
  email: string;
  language: Language;
}

type Words = Omit<Letter, 'language' | 'action'> & { subject: string; label?: string };

const signIn: Record<Language, Words> = {
  da: {
    subject: 'Dit link til at logge ind på Torv',
    heading: 'Log ind på Torv',
    paragraphs: ['Åbn linket, og tryk på »Log ind« på siden, der kommer frem.'],
    label: 'Åbn, og log ind',
    footnotes: ['Linket virker én gang og i 15 minutter. Har du ikke selv bedt om det, skal du ikke gøre noget.'],
  },
  en: {
    subject: 'Your link to sign in to Torv',
    heading: 'Sign in to Torv',
    paragraphs: ['Open the link and press "Sign in" on the page that appears.'],
    label: 'Open and sign in',
    footnotes: ['The link works once, for 15 minutes. If you did not ask for it, you need do nothing.'],
  },
};

const password: Record<Language, Words> = {
  da: {
    subject: 'Vælg en ny adgangskode til Torv',
    heading: 'Vælg en ny adgangskode',
    paragraphs: [
      'Åbn linket, og skriv den nye adgangskode. Du bliver samtidig logget ud overalt, hvor du er logget ind.',
    ],
    label: 'Vælg adgangskode',
    footnotes: [
      'Linket virker én gang og i en time. Har du ikke selv bedt om det, skal du ikke gøre noget: din adgangskode er uændret.',
    ],
  },
  en: {
    subject: 'Choose a new password for Torv',
    heading: 'Choose a new password',
    paragraphs: ['Open the link and write the new password. It also signs you out everywhere you are signed in.'],
    label: 'Choose a password',
    footnotes: [
      'The link works once, for an hour. If you did not ask for it, you need do nothing: your password is unchanged.',
    ],
  },
};

const changed: Record<Language, Words> = {
  da: {
    subject: 'Din adgangskode til Torv er ændret',
    heading: 'Din adgangskode er ændret',
    paragraphs: [
      'Adgangskoden til din konto på Torv er lige blevet valgt på ny med et link fra din mail.',
      'Var det ikke dig? Så bed straks om et nyt link på siden, hvor du logger ind, og få hjælp af den, der driver jeres Torv.',
    ],
  },
  en: {
    subject: 'Your password for Torv was changed',
    heading: 'Your password was changed',
    paragraphs: [
      'The password of your account on Torv was just chosen anew, with a link from your mail.',
      'Was it not you? Ask for a new link on the sign-in page at once, and get help from whoever runs your Torv.',
    ],
  },
};

const mailOf = (kind: string, words: Record<Language, Words>, { email, language }: Addressee, link?: string): Mail => {
  const { subject, label, ...letter } = words[language];
  const action = link !== undefined && label !== undefined ? { action: { label, link } } : {};
  return { kind, to: email, language, subject, ...composeMail({ ...letter, ...action, language }) };
};

/** The mail with a link to sign in. */
export const signInMail = (to: Addressee, link: string): Mail => ({
  ...mailOf('identity.sign-in-link', signIn, to, link),
  usefulUntil: new Date(Date.now() + 15 * 60_000),
});

/** The mail with a link to choose a new password. */
export const passwordMail = (to: Addressee, link: string): Mail => ({
  ...mailOf('identity.password-link', password, to, link),
  usefulUntil: new Date(Date.now() + 60 * 60_000),
});

/** Tells a person that their password was chosen anew. */
export const passwordChangedMail = (to: Addressee): Mail => mailOf('identity.password-changed', changed, to);
