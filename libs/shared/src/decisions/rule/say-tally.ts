import type { DecisionRule } from '../../bodies';
import type { Language } from '../../kernel';
import type { Sector } from '../../organisations';
import { ruleGives } from './apply-rule';
import type { RuledOutcome, RuleReason, Tally } from './tally';

const sectors: Record<Language, Record<Sector, string>> = {
  da: {
    municipality: 'kommune',
    housing: 'bolig',
    'civil-society': 'civilsamfund',
    business: 'erhverv',
    foundation: 'fonde',
    education: 'uddannelse',
    health: 'sundhed',
  },
  en: {
    municipality: 'municipality',
    housing: 'housing',
    'civil-society': 'civil society',
    business: 'business',
    foundation: 'foundations',
    education: 'education',
    health: 'health',
  },
};

const ruleWords: Record<Language, Record<DecisionRule, string>> = {
  da: {
    consent: 'ved konsent',
    unanimity: 'enstemmigt',
    'simple-majority': 'ved simpelt flertal',
    'qualified-majority': 'ved kvalificeret flertal',
    'sector-majority': 'ved flertal i hver sektor',
    chair: 'af forpersonen efter høring',
  },
  en: {
    consent: 'by consent',
    unanimity: 'unanimously',
    'simple-majority': 'by simple majority',
    'qualified-majority': 'by qualified majority',
    'sector-majority': 'by a majority in each sector',
    chair: 'by the chair after hearing the others',
  },
};

const outcomeWords: Record<Language, Record<'decides' | 'recommends', Record<'adopted' | 'rejected', string>>> = {
  da: {
    decides: { adopted: 'Vedtaget', rejected: 'Forkastet' },
    recommends: { adopted: 'Indstillet', rejected: 'Ikke indstillet' },
  },
  en: {
    decides: { adopted: 'Adopted', rejected: 'Rejected' },
    recommends: { adopted: 'Recommended', rejected: 'Not recommended' },
  },
};

const notYet: Record<Language, Partial<Record<RuleReason, string>>> = {
  da: {
    'no-quorum': 'Ikke beslutningsdygtig',
    'no-word': 'Ikke afgjort: ingen har sagt for eller imod',
    'some-silent': 'Ikke afgjort: ikke alle de fremmødte har taget stilling',
    'sector-without-word': 'Ikke afgjort: en sektor har hverken sagt for eller imod',
    'chair-to-say': 'Forpersonen afgør det efter høring',
  },
  en: {
    'no-quorum': 'No quorum',
    'no-word': 'Undecided: nobody has said yes or no',
    'some-silent': 'Undecided: not all who are present have taken a position',
    'sector-without-word': 'Undecided: a sector has said neither yes nor no',
    'chair-to-say': 'The chair decides after hearing the others',
  },
};

/** What the rule gave, in a few words: "Vedtaget ved konsent". A no is said without the rule that it fell by. */
function sayOutcome(rule: DecisionRule, tally: Tally, ruled: Ruled, language: Language): string {
  if (ruled.outcome === 'undecided') return notYet[language][ruled.reason] ?? notYet[language]['no-word']!;
  const words = outcomeWords[language][tally.remit === 'decides' ? 'decides' : 'recommends'][ruled.outcome];
  if (ruled.outcome === 'adopted' || rule === 'chair') return `${words} ${ruleWords[language][rule]}`;
  const why = {
    da: { objection: 'en indvending står ved magt', 'no-majority': 'flertallet mangler' },
    en: { objection: 'an objection stands', 'no-majority': 'no majority' },
  }[language][ruled.reason as 'objection' | 'no-majority'];
  return `${words}, ${why}`;
}

interface Ruled {
  outcome: RuledOutcome;
  reason: RuleReason;
}

/**
 * What was counted and what the rule gave, in one sentence: "Adopted by consent: 4 endorse, 1 reserves, none objects;
 * quorum 5 of 7, municipality, housing and civil society present."
 *
 * @param ruled what the rule gave; worked out from the tally when left out
 */
export function sayTally(
  rule: DecisionRule,
  tally: Tally,
  language: Language,
  ruled: Ruled = ruleGives(rule, tally),
): string {
  const counted = language === 'da' ? countedInDanish(tally) : countedInEnglish(tally);
  return `${sayOutcome(rule, tally, ruled, language)}: ${counted}; ${quorumIn(tally, language)}.`;
}

function countedInDanish(tally: Tally): string {
  return [
    `${tally.endorse === 0 ? 'ingen' : tally.endorse} tiltræder`,
    ...(tally.reserve > 0 ? [`${tally.reserve} tiltræder med forbehold`] : []),
    ...(tally.standAside > 0 ? [`${tally.standAside} undlader`] : []),
    tally.object === 0 ? 'ingen har indvendinger' : `${tally.object} kan ikke tiltræde`,
    ...(tally.silent > 0 ? [`${tally.silent} uden stillingtagen`] : []),
    ...(tally.recused.length > 0 ? [`${tally.recused.length} inhabil${tally.recused.length > 1 ? 'e' : ''}`] : []),
  ].join(', ');
}

function countedInEnglish(tally: Tally): string {
  const verb = (n: number, one: string, many = one.replace(/s$/, '')) => `${n} ${n === 1 ? one : many}`;
  return [
    tally.endorse === 0 ? 'none endorse' : verb(tally.endorse, 'endorses'),
    ...(tally.reserve > 0 ? [verb(tally.reserve, 'reserves')] : []),
    ...(tally.standAside > 0 ? [verb(tally.standAside, 'stands aside', 'stand aside')] : []),
    tally.object === 0 ? 'none objects' : verb(tally.object, 'objects'),
    ...(tally.silent > 0 ? [`${tally.silent} without a position`] : []),
    ...(tally.recused.length > 0 ? [`${tally.recused.length} conflicted`] : []),
  ].join(', ');
}

function quorumIn(tally: Tally, language: Language): string {
  const list = (some: readonly Sector[]) =>
    new Intl.ListFormat(language === 'da' ? 'da' : 'en-GB', { type: 'conjunction' }).format(
      some.map((one) => sectors[language][one]),
    );
  const present =
    language === 'da' ? `fremmødt ${tally.present} af ${tally.of}` : `quorum ${tally.present} of ${tally.of}`;
  const needed =
    tally.present >= tally.needed
      ? ''
      : language === 'da'
        ? `, mindst ${tally.needed} skal være med`
        : `, at least ${tally.needed} needed`;
  const there =
    tally.presentSectors.length === 0
      ? ''
      : language === 'da'
        ? `, med ${list(tally.presentSectors)}`
        : `, ${list(tally.presentSectors)} present`;
  const missing =
    tally.missingSectors.length === 0
      ? ''
      : language === 'da'
        ? `, uden ${list(tally.missingSectors)}`
        : `, ${list(tally.missingSectors)} missing`;
  return `${present}${needed}${there}${missing}`;
}
