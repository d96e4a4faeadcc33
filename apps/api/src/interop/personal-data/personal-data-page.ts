import { createHash } from 'node:crypto';
import type { PersonalData } from '@torv/shared/interop';
import type { Language } from '@torv/shared/kernel';
import { codedFields, fieldWords, sectionWords, valueWords } from './personal-data-words';

const style = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{margin:0 auto;max-width:52rem;padding:1.5rem 1rem 4rem}
h1{font-size:1.75rem;line-height:1.2}h2{font-size:1.2rem;margin:2rem 0 .5rem}.rows{display:grid;gap:.75rem;padding:0;margin:0;list-style:none}
.rows>li{border:1px solid color-mix(in srgb,currentColor 25%,transparent);border-radius:6px;padding:.6rem .8rem}
dl{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.1rem 1rem;margin:0}dt{opacity:.75}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
@media print{.rows>li{break-inside:avoid}}`;

/** The page runs nothing and fetches nothing: only its own style, known by its hash. */
export const personalDataPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const words = {
  title: ['Det, Torv ved om dig', 'What Torv knows about you'],
  made: ['Lavet', 'Made'],
  lead: [
    'Her står alt, hvad der er gemt om dig i alle netværk. Det, andre har skrevet i samme sag, er deres og står ikke her.',
    'All that is kept about you, in every network. What others wrote in the same matter is theirs and does not stand here.',
  ],
  leftOut: ['Det, der ikke står her', 'What does not stand here'],
  leftOutWhy: [
    'Oplysninger, der er regnet ud af det ovenstående eller forsvinder inden for minutter, og hemmeligheder, som kun findes som kontrolværdier.',
    'What is worked out from the above or gone within minutes, and secrets that are kept only as hashes.',
  ],
  open: ['indtil videre', 'until further notice'],
  yes: ['ja', 'yes'],
  no: ['nej', 'no'],
} as const satisfies Record<string, readonly [string, string]>;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const safe = (text: string): string => text.replace(/[&<>"']/g, (one) => escapes[one]!);

/** All that stands about a person, as a page they can read and keep. */
export function pageOfPersonalData(data: PersonalData, language: Language): string {
  const n = language === 'da' ? 0 : 1;
  const say = (pair: readonly [string, string]) => safe(pair[n]);
  const time = new Intl.DateTimeFormat(n === 0 ? 'da-DK' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Copenhagen',
  });
  const shown = (value: unknown): string => {
    if (value === true) return say(words.yes);
    if (value === false) return say(words.no);
    if (value === 'infinity') return say(words.open);
    if (Array.isArray(value)) return safe(value.join(', '));
    if (typeof value === 'object') return safe(JSON.stringify(value));
    const text = String(value);
    return safe(/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? time.format(new Date(text)) : text);
  };
  const inWords = (field: string, value: unknown): unknown => {
    if (!codedFields.includes(field)) return value;
    if (Array.isArray(value)) return value.map((one) => inWords(field, one));
    return typeof value === 'string' ? (valueWords[value]?.[n] ?? value) : value;
  };
  const row = (one: Record<string, unknown>): string =>
    `<li><dl>${Object.entries(one)
      .filter(([, value]) => value !== null)
      .map(
        ([field, value]) =>
          `<dt>${say(fieldWords[field] ?? [field, field])}</dt><dd>${shown(inWords(field, value))}</dd>`,
      )
      .join('')}</dl></li>`;
  const section = ({ section: name, rows }: PersonalData['sections'][number]): string =>
    `<section><h2>${say(sectionWords[name] ?? [name, name])} (${rows.length})</h2><ul class="rows">${rows.map(row).join('')}</ul></section>`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${say(words.title)} · Torv</title><style>${style}</style></head><body><main><h1>${say(words.title)}</h1>
<p>${say(words.lead)}</p><p>${say(words.made)} ${shown(data.madeAt)}.</p>${data.sections.map(section).join('\n')}
<section><h2>${say(words.leftOut)}</h2><p>${say(words.leftOutWhy)}</p></section></main></body></html>`;
}
