import type { Language } from '@torv/shared/kernel';
import type { PublicDecision } from '@torv/shared/portal';

interface Place {
  key: string;
  name: string;
  timezone: string;
  /** True when what is shown was made for a demonstration. */
  demonstration: boolean;
}

const words = {
  da: {
    decisions: 'Beslutninger',
    lead: 'Her kan alle læse, hvad netværket har besluttet – kort og i almindeligt sprog.',
    none: 'Der er endnu ingen offentlige beslutninger. De vises her, så snart et forum har truffet en.',
    formal: 'Den formelle tekst',
    reason: 'Begrundelse',
    said: 'Det sagde organisationerne',
    back: 'Alle beslutninger',
    other: ['en', 'In English'],
    signIn: 'Log ind',
    demonstration: 'Demonstration: beslutningerne her er ikke truffet af nogen.',
    number: 'Beslutning',
    older: 'Ældre beslutninger',
    skip: 'Spring til indholdet',
    nothing: [
      'Her er ingenting',
      'Siden findes ikke, eller beslutningen er ikke offentlig. Se adressen efter, eller gå til netværkets beslutninger.',
    ],
    privacy: 'Hvad Torv gemmer om personer',
    foot: 'Beslutningerne står i en log, som alle parter kan kontrollere. Intet i den kan rettes bagefter, kun afløses.',
    outcome: {
      adopted: 'Vedtaget',
      rejected: 'Forkastet',
      postponed: 'Udsat',
      referred: 'Oversendt',
      discussed: 'Drøftet',
      noted: 'Taget til efterretning',
    },
    stance: {
      endorse: 'tiltræder',
      reserve: 'tiltræder med forbehold',
      'stand-aside': 'undlader',
      object: 'kan ikke tiltræde',
    },
  },
  en: {
    decisions: 'Decisions',
    lead: 'Here anyone can read what the network has decided, briefly and in plain language.',
    none: 'There are no public decisions yet. They appear here as soon as a body has made one.',
    formal: 'The formal text',
    reason: 'Why',
    said: 'What the organisations said',
    back: 'All decisions',
    other: ['da', 'På dansk'],
    signIn: 'Sign in',
    demonstration: 'Demonstration: nobody has made the decisions shown here.',
    number: 'Decision',
    older: 'Older decisions',
    skip: 'Skip to content',
    nothing: [
      'There is nothing here',
      'The page does not exist, or the decision is not public. Check the address, or go to the decisions of the network.',
    ],
    privacy: 'What Torv keeps about people',
    foot: 'The decisions stand in a log that every party can check. Nothing in it is edited afterwards, only superseded.',
    outcome: {
      adopted: 'Adopted',
      rejected: 'Rejected',
      postponed: 'Postponed',
      referred: 'Referred',
      discussed: 'Discussed',
      noted: 'Noted',
    },
    stance: {
      endorse: 'endorses',
      reserve: 'endorses with a reservation',
      'stand-aside': 'stands aside',
      object: 'objects',
    },
  },
} as const;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const safe = (text: string) => text.replace(/[&<>"']/g, (sign) => escapes[sign]!);
const paragraphs = (text: string) =>
  text
    .split(/\n{2,}/)
    .map((part) => `<p>${safe(part).replaceAll('\n', '<br>')}</p>`)
    .join('');

function dayOf(language: Language, place: Place, at: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'da-DK', {
    dateStyle: 'long',
    timeZone: place.timezone,
  }).format(new Date(at));
}

/** A sign drawn as strokes on the 20 × 20 grid of the app's icons. */
const drawn = (strokes: string, size: number) =>
  `<svg width="${size}" height="${size}" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${strokes}"/></svg>`;
const mark = drawn('M4.5 4.5h11v11h-11zM10 2v5M10 13v5M2 10h5M13 10h5', 24);

function frame(language: Language, title: string, place: Place, body: string): string {
  const say = words[language];
  const [other, inOther] = say.other;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(title)} · ${safe(place.name)}</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/portal.css"></head>
<body><a class="skip" href="#content">${say.skip}</a>
<header><div><a class="brand" href="/p/${place.key}">${mark}${safe(place.name)}</a>
<nav><a href="?language=${other}" hreflang="${other}" lang="${other}">${inOther}</a><a href="/n/${place.key}">${say.signIn}</a></nav></div></header>
<main id="content">${place.demonstration ? `<p class="demo">${say.demonstration}</p>` : ''}${body}</main>
<footer><p>${say.foot}</p><p><a href="/privacy">${say.privacy}</a></p></footer></body></html>`;
}

/** An outcome's tone and strokes; discussed and noted are quiet. */
const signs: Record<string, [string, string]> = {
  adopted: ['good', 'M4 10.5l4 4 8-9'],
  rejected: ['bad', 'M5 5l10 10M15 5L5 15'],
  postponed: ['caution', 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM10 6v4.3l2.8 1.7'],
  referred: ['accent', 'M3.5 10h12M11 5.5l4.5 4.5-4.5 4.5'],
};
const quiet: [string, string] = ['', 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM10 9.2v4.3M10 6.4v.3'];

function line(language: Language, place: Place, decision: PublicDecision): string {
  const outcome = (words[language].outcome as Record<string, string>)[decision.outcome] ?? decision.outcome;
  const [tone, strokes] = signs[decision.outcome] ?? quiet;
  return `<p class="line"><b class="badge ${tone}">${drawn(strokes, 16)}${safe(outcome)}</b><span>${safe(decision.body.name)}</span><time datetime="${decision.decidedAt}">${dayOf(language, place, decision.decidedAt)}</time></p>`;
}

/**
 * The portal's front page: what has been decided, newest first, each by its plain-language summary.
 *
 * @param after the cursor of the older page, null when this is the last
 */
export function decisionsPage(
  language: Language,
  place: Place,
  decisions: PublicDecision[],
  after: string | null,
): string {
  const say = words[language];
  const items = decisions.map(
    (one) =>
      `<li><h2><a href="/p/${place.key}/decisions/${one.number}">${safe(one.title)}</a></h2>${line(language, place, one)}${paragraphs(one.summary)}</li>`,
  );
  const list = items.length > 0 ? `<ol class="cards">${items.join('')}</ol>` : `<p class="empty">${say.none}</p>`;
  const older = after ? `<p><a class="button" href="?after=${encodeURIComponent(after)}">${say.older}</a></p>` : '';
  return frame(
    language,
    say.decisions,
    place,
    `<h1>${say.decisions}</h1><p class="lead">${say.lead}</p>${list}${older}`,
  );
}

/** One decision: plain language first, the formal text behind, each organisation's word with its reservation. */
export function decisionPage(language: Language, place: Place, decision: PublicDecision): string {
  const say = words[language];
  const positions = decision.positions.map((one) => {
    const stance = (say.stance as Record<string, string>)[one.stance] ?? one.stance;
    return `<li><strong>${safe(one.organisation)}</strong> ${safe(stance)}${one.text ? `<blockquote>${paragraphs(one.text)}</blockquote>` : ''}</li>`;
  });
  const said = positions.length > 0 ? `<h2>${say.said}</h2><ul class="said">${positions.join('')}</ul>` : '';
  return frame(
    language,
    decision.title,
    place,
    `<p><a href="/p/${place.key}">${say.back}</a></p><h1>${safe(decision.title)}</h1>${line(language, place, decision)}
<div class="summary">${paragraphs(decision.summary)}</div>${said}
<details><summary>${say.formal}</summary>${paragraphs(decision.text)}<h2>${say.reason}</h2>${paragraphs(decision.rationale)}<p class="line">${say.number} ${safe(decision.number)}</p></details>`,
  );
}

/** The answer to an address where nothing public stands; it never says whether something else does. */
export function nothingHerePage(language: Language, place: Place | null): string {
  const [title, why] = words[language].nothing;
  const back = place ? `<p><a class="button" href="/p/${place.key}">${words[language].back}</a></p>` : '';
  const nowhere = { key: '', name: 'Torv', timezone: 'UTC', demonstration: false };
  return frame(language, title, place ?? nowhere, `<h1>${title}</h1><p>${why}</p>${back}`);
}
