import * as z from 'zod';
import type { Sentence } from '../errors/refusal';

/** An issue as a contract raises it (zod's, through Standard Schema). */
export interface Issue {
  code?: string;
  message: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[];
  keys?: string[];
  origin?: string;
  format?: string;
  minimum?: number | bigint;
  maximum?: number | bigint;
  values?: readonly unknown[];
  input?: unknown;
}

/** What a contract says in words of its own is English; here is the same in Danish. */
const ownWords: Readonly<Record<string, string>> = {
  'A reservation or an objection says what it is about.':
    'Et forbehold eller en indsigelse siger, hvad det handler om.',
  'Only for someone who is ruled conflicted.': 'Kun for den, der er kendt inhabil.',
  'Say how much.': 'Skriv hvor meget.',
  'It ends before it begins.': 'Det slutter, før det begynder.',
};

const formats: Readonly<Record<string, Sentence>> = {
  email: { da: 'Skriv en e-mailadresse.', en: 'Write an e-mail address.' },
  url: { da: 'Skriv en adresse, der begynder med https://.', en: 'Write an address that begins with https://.' },
  date: { da: 'Skriv en dato som 2027-01-31.', en: 'Write a date such as 2027-01-31.' },
  datetime: { da: 'Skriv et tidspunkt med tidszone.', en: 'Write a time with its offset.' },
};
const inDanish = z.locales.da().localeError as (issue: unknown) => string | { message: string } | null | undefined;

/** One issue as a sentence that a person can act on, in both languages. */
export function sayWhatIsWrong(issue: Issue): Sentence {
  const { code, origin, minimum, maximum, message } = issue;
  if (issue.keys) return { da: 'Ukendt felt.', en: 'Unknown field.' };
  if (code === 'custom') return { da: ownWords[message] ?? message, en: message };
  if (code === 'invalid_type' && /received undefined/.test(message)) return { da: 'Mangler.', en: 'Missing.' };
  if (code === 'too_small' && origin === 'string' && minimum === 1)
    return { da: 'Må ikke være tomt.', en: 'Must not be blank.' };
  if (code === 'too_big' && origin === 'string')
    return { da: `Højst ${maximum} tegn.`, en: `At most ${maximum} characters.` };
  if (code === 'too_big' && origin === 'array')
    return { da: `Højst ${maximum} i alt.`, en: `At most ${maximum} in all.` };
  if (code === 'too_big') return { da: `Højst ${maximum}.`, en: `At most ${maximum}.` };
  if (code === 'too_small') return { da: `Mindst ${minimum}.`, en: `At least ${minimum}.` };
  if (code === 'invalid_format' && issue.format && formats[issue.format]) return formats[issue.format]!;
  if (code === 'invalid_value' && issue.values) {
    const values = issue.values.map(String).join(', ');
    return { da: `En af disse: ${values}.`, en: `One of these: ${values}.` };
  }
  const said = inDanish(issue);
  return { da: (typeof said === 'string' ? said : said?.message) ?? message, en: message };
}
