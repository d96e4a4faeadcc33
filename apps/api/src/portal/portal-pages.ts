import type { Language } from '@torv/shared/kernel';
import type { PublicDecision } from '@torv/shared/portal';

interface Place {
  key: string;
  name: string;
  timezone: string;
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
    outcome: {
      adopted: 'Vedtaget',
      rejected: 'Forkastet',
      postponed: 'Udskudt',
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
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: place.timezone }).format(new Date(at));
}

function frame(language: Language, title: string, place: Place, body: string): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(title)} · ${safe(place.name)}</title><link rel="stylesheet" href="/portal.css"></head>
<body><header><a href="/p/${place.key}">${safe(place.name)}</a></header><main>${body}</main></body></html>`;
}

function line(language: Language, place: Place, decision: PublicDecision): string {
  const outcome = (words[language].outcome as Record<string, string>)[decision.outcome] ?? decision.outcome;
  return `<p class="line">${safe(outcome)} · ${safe(decision.body.name)} · <time datetime="${decision.decidedAt}">${dayOf(language, place, decision.decidedAt)}</time></p>`;
}

/** The portal's front page: what has been decided, newest first, each by its plain-language summary. */
export function decisionsPage(language: Language, place: Place, decisions: PublicDecision[]): string {
  const say = words[language];
  const items = decisions.map(
    (one) =>
      `<li><h2><a href="/p/${place.key}/decisions/${one.number}">${safe(one.title)}</a></h2>${line(language, place, one)}${paragraphs(one.summary)}</li>`,
  );
  const list = items.length > 0 ? `<ol>${items.join('')}</ol>` : `<p>${say.none}</p>`;
  return frame(language, say.decisions, place, `<h1>${say.decisions}</h1><p>${say.lead}</p>${list}`);
}

/** One decision: plain language first, the formal text behind, each organisation's word with its reservation. */
export function decisionPage(language: Language, place: Place, decision: PublicDecision): string {
  const say = words[language];
  const positions = decision.positions.map((one) => {
    const stance = (say.stance as Record<string, string>)[one.stance] ?? one.stance;
    return `<li><strong>${safe(one.organisation)}</strong> ${safe(stance)}${one.text ? paragraphs(one.text) : ''}</li>`;
  });
  const said = positions.length > 0 ? `<h2>${say.said}</h2><ul>${positions.join('')}</ul>` : '';
  return frame(
    language,
    decision.title,
    place,
    `<p><a href="/p/${place.key}">${say.back}</a></p><h1>${safe(decision.title)}</h1>${line(language, place, decision)}
<div class="summary">${paragraphs(decision.summary)}</div>${said}
<details><summary>${say.formal}</summary>${paragraphs(decision.text)}<h2>${say.reason}</h2>${paragraphs(decision.rationale)}<p>${safe(decision.number)}</p></details>`,
  );
}
