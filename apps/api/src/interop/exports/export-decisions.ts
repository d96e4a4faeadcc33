import type { Readable } from 'node:stream';
import type { DecisionView } from '@torv/shared/decisions';
import { type ExportFormat, mostInOneText } from '@torv/shared/interop';
import type { DecisionFilter } from '../../decisions/chosen-decisions.sql';
import { Refusal } from '../../platform/errors/refusal';
import { tooManyForText } from '../interop.refusals';
import { decisionTold, instantIn, type Telling } from './decision-told';
import { outcomeIn, wordsIn } from './decision-words';
import { csvOf, jsonOf, workbookOf } from './decisions-as-table';
import { printPdf } from './print-pdf';
import type { Block, Printed } from './printed';
import { htmlOf } from './printed-as-html';
import { wordOf } from './printed-as-word';

export const mediaTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  json: 'application/json; charset=utf-8',
};

export interface Exporting extends Telling {
  /** The network's name. */
  network: string;
  chromium: string | null;
}

/**
 * Decisions as a file. Tables are written as they are read; a text is made whole.
 *
 * @param batches what is exported, as the reader may see it
 * @throws Refusal INTEROP.TOO_MANY_FOR_A_TEXT, INTEROP.NO_CHROMIUM, INTEROP.PDF_FAILED
 */
export async function exportDecisions(
  batches: AsyncGenerator<DecisionView[]>,
  format: ExportFormat,
  exporting: Exporting,
  filter: DecisionFilter,
): Promise<Readable | Buffer> {
  if (format === 'csv') return csvOf(batches, exporting);
  if (format === 'xlsx') return workbookOf(batches, exporting);
  if (format === 'json') return jsonOf(batches);
  const decisions: DecisionView[] = [];
  for await (const batch of batches) {
    decisions.push(...batch);
    if (decisions.length > mostInOneText) throw new Refusal(tooManyForText);
  }
  return printed(listTold(decisions, exporting, filter), format, exporting.chromium);
}

/** One decision as a file. */
export async function exportDecision(
  decision: DecisionView,
  format: ExportFormat,
  exporting: Exporting,
): Promise<Readable | Buffer> {
  if (format === 'json') return Buffer.from(`${JSON.stringify(decision, null, 1)}\n`);
  const alone = async function* () {
    yield await Promise.resolve([decision]);
  };
  if (format === 'csv') return csvOf(alone(), exporting);
  if (format === 'xlsx') return workbookOf(alone(), exporting);
  const { language } = exporting;
  const text = { title: decision.title, language, blocks: decisionTold(decision, exporting, 1) };
  return printed(text, format, exporting.chromium);
}

const printed = (text: Printed, format: 'docx' | 'pdf', chromium: string | null): Promise<Buffer> =>
  format === 'docx' ? wordOf(text) : printPdf(chromium, htmlOf(text));

function listTold(decisions: DecisionView[], exporting: Exporting, filter: DecisionFilter): Printed {
  const { language, network } = exporting;
  const words = wordsIn(language);
  const chosen = Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${String(value)}`);
  const facts: [string, string][] = [
    [words.made, instantIn(exporting, new Date())],
    ...(chosen.length > 0 ? [[words.chosen, chosen.join(' · ')] as [string, string]] : []),
    [words.many, String(decisions.length)],
  ];
  const overview: Block[] =
    decisions.length === 0
      ? [{ kind: 'text', text: words.none }]
      : [
          {
            kind: 'table',
            heads: [words.number, words.decided, words.body, words.title, words.outcome],
            rows: decisions.map((one) => [
              one.number,
              instantIn(exporting, one.decidedAt),
              one.body.name,
              one.title,
              outcomeIn(language, one),
            ]),
          },
        ];
  const title = `${words.decisions} · ${network}`;
  return {
    title,
    language,
    blocks: [
      { kind: 'heading', level: 1, text: title },
      { kind: 'facts', facts },
      ...overview,
      ...decisions.flatMap((one) => decisionTold(one, exporting, 2)),
    ],
  };
}
