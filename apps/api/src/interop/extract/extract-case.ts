import type { DecisionView } from '@torv/shared/decisions';
import { heaviestCase, type Recipient } from '@torv/shared/interop';
import type { Actor, Visibility } from '@torv/shared/kernel';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { decisionByNumber } from '../../decisions/decisions.sql';
import type { Database } from '../../platform/database/database';
import type { Query } from '../../platform/database/query';
import { notFound, Refusal, versionStale } from '../../platform/errors/refusal';
import { decisionTold, instantIn, type Telling } from '../exports/decision-told';
import { stances, visibilities } from '../exports/decision-words';
import type { Block } from '../exports/printed';
import { htmlOf } from '../exports/printed-as-html';
import { wordOf } from '../exports/printed-as-word';
import { caseTooHeavy, mayNotExtract } from '../interop.refusals';
import { bytesOfDocument, type CaseDocument, type CaseProposal, documentsOfCase, proposalOfCase } from './case.sql';
import { extractWords } from './extract-words';
import { mayExtract } from './extract.policy';

const seen: Record<Recipient, readonly Visibility[]> = { resident: ['public'], party: ['public', 'network'] };

interface Entry {
  kind: string;
  /** What it is; of what is withheld nothing but its kind is told. */
  name: string;
  /** Its file in the extract; null: nothing to open, or withheld. */
  file: string | null;
  why: string | null;
}

/**
 * The whole case of a decision in one ZIP, for a request for access to it: what the recipient may see, an index of all
 * there is, and in place of what is withheld a sheet that says so and why.
 *
 * @throws receipt of the decision, to be put in when the recipient sees it
 * @param actor who answers the request; nothing is put in that they do not see themselves
 * @param receipt of the decision, for a recipient who sees it
 * @throws Refusal PLATFORM.NOT_FOUND, INTEROP.MAY_NOT_EXTRACT, INTEROP.CASE_TOO_HEAVY
 */
export async function extractCase(
  database: Database,
  actor: Actor,
  number: string,
  recipient: Recipient,
  telling: Telling,
  receipt: string,
): Promise<Uint8Array> {
  const { networkId } = actor;
  const read = async <T>(query: Query) => (await database.readInNetwork(actor, query))[0]!.rows as T[];
  const [found] = await read<{ json: string }>(decisionByNumber(networkId, number));
  if (!found) throw new Refusal(notFound);
  const decision = JSON.parse(found.json) as DecisionView;
  if (!mayExtract(actor, decision.body.id)) throw new Refusal(mayNotExtract);
  const words = extractWords(telling.language);
  const files: Zippable = {};
  const entries: Entry[] = [];
  const mayBeSeen = (visibility: Visibility) => seen[recipient].includes(visibility);
  const put = (kind: string, name: string, file: string, bytes: Uint8Array) => {
    files[file] = [bytes, { level: /\.(txt|csv|json|html)$/.test(file) ? 6 : 0 }];
    entries.push({ kind, name, file, why: null });
  };
  const withhold = (kind: string, visibility: Visibility) => {
    const why = `${words.onlyFor}: ${visibilities[telling.language][visibility]}`;
    const file = `${words.withheldFolder}/${String(entries.length + 1).padStart(2, '0')}.txt`;
    files[file] = strToU8(`${words.withheld}\r\n${kind}\r\n${why}\r\n`);
    entries.push({ kind, name: words.withheld, file, why });
  };

  if (mayBeSeen(decision.visibility)) {
    const text = { title: decision.title, language: telling.language, blocks: decisionTold(decision, telling, 1) };
    put(words.decision, `${decision.number} ${decision.title}`, `${decision.number}.docx`, await wordOf(text));
    put(words.receipt, decision.number, `${decision.number}.tlog-proof`, strToU8(receipt));
  } else withhold(words.decision, decision.visibility);

  const [proposal] =
    decision.proposalId === null ? [] : await read<CaseProposal>(proposalOfCase(networkId, decision.proposalId));
  if (proposal && mayBeSeen(proposal.visibility)) {
    const text = { title: proposal.title, language: telling.language, blocks: proposalTold(proposal, telling) };
    put(words.proposal, proposal.title, `${words.proposalFile}.docx`, await wordOf(text));
  } else if (proposal) withhold(words.proposal, proposal.visibility);

  const documents = await read<CaseDocument>(documentsOfCase(networkId, decision.id));
  const weight = documents.reduce((sum, one) => sum + (mayBeSeen(one.visibility) ? (one.size ?? 0) : 0), 0);
  if (weight > heaviestCase) throw new Refusal(caseTooHeavy);
  for (const one of documents) {
    if (!mayBeSeen(one.visibility)) withhold(words.document, one.visibility);
    else if (one.removed) entries.push({ kind: words.document, name: one.name, file: null, why: words.removed });
    else if (one.url !== null)
      entries.push({ kind: words.link, name: `${one.name}: ${one.url}`, file: null, why: null });
    else {
      const [stored] = await read<{ content: Buffer | null }>(bytesOfDocument(networkId, one.id));
      const at = String(entries.length + 1).padStart(2, '0');
      // Taken away while the case was put together.
      if (!stored?.content) throw new Refusal(versionStale);
      put(words.document, one.name, `${words.documentFolder}/${at} ${one.name}`, stored.content);
    }
  }
  files[`${words.indexFile}.html`] = strToU8(
    indexOf(decision, entries, recipient, telling, mayBeSeen(decision.visibility)),
  );
  return zipSync(files);
}

function proposalTold(proposal: CaseProposal, telling: Telling): Block[] {
  const words = extractWords(telling.language);
  const said = ({ organisation, stance, text, statedAt }: CaseProposal['words'][number]) =>
    `${instantIn(telling, statedAt)}: ${organisation} ${stances[telling.language][stance]}${text ? `. ${text}` : ''}`;
  return [
    { kind: 'heading', level: 1, text: proposal.title },
    {
      kind: 'facts',
      facts: [
        [words.author, proposal.author],
        [words.written, instantIn(telling, proposal.created_at)],
      ],
    },
    { kind: 'heading', level: 2, text: words.proposal },
    { kind: 'text', text: proposal.text },
    ...(proposal.background === null
      ? []
      : ([
          { kind: 'heading', level: 2, text: words.background },
          { kind: 'text', text: proposal.background },
        ] satisfies Block[])),
    ...(proposal.words.length === 0
      ? []
      : ([
          { kind: 'heading', level: 2, text: words.positions },
          { kind: 'list', items: proposal.words.map(said) },
        ] satisfies Block[])),
  ];
}

function indexOf(
  decision: DecisionView,
  entries: Entry[],
  recipient: Recipient,
  telling: Telling,
  isNamed: boolean,
): string {
  const words = extractWords(telling.language);
  const withheld = entries.filter((one) => one.why !== null && one.file !== null).length;
  return htmlOf({
    title: `${words.title} ${decision.number}`,
    language: telling.language,
    blocks: [
      { kind: 'heading', level: 1, text: `${words.title} ${decision.number}` },
      {
        kind: 'facts',
        facts: [
          ...(isNamed ? [[words.about, decision.title] as [string, string]] : []),
          [words.body, decision.body.name],
          [words.made, instantIn(telling, new Date())],
          [words.forWhom, words.recipients[recipient]],
          [words.withheldMany, String(withheld)],
        ],
      },
      {
        kind: 'table',
        heads: [words.no, words.kind, words.name, words.file, words.why],
        rows: entries.map((one, n) => [String(n + 1), one.kind, one.name, one.file ?? '–', one.why ?? '']),
      },
      { kind: 'text', text: words.complain },
    ],
  });
}
