import { PassThrough, Readable, type Writable } from 'node:stream';
import type { DecisionView } from '@torv/shared/decisions';
import { stringify } from 'csv-stringify';
import { boundTold, countTold, followUpsTold, positionsTold, type Telling } from './decision-told';
import { outcomeIn, visibilities, wordsIn } from './decision-words';

const columns = [
  'number',
  'decided',
  'body',
  'title',
  'outcome',
  'summary',
  'text',
  'rationale',
  'count',
  'departure',
  'positions',
  'binds',
  'followUps',
  'meeting',
  'visibility',
  'recordedBy',
  'logIndex',
] as const;
type Column = (typeof columns)[number];

const widths: Partial<Record<Column, number>> = { number: 22, decided: 17, outcome: 14, visibility: 14, logIndex: 9 };

/** A cell of Excel holds no more. */
const longestCell = 32_700;

/** The moment as the place's clock showed it, as the time that a sheet without zones would hold. */
function clockTime({ timezone }: Telling, at: string): Date {
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(new Date(at));
  return new Date(`${shown.replace(' ', 'T')}Z`);
}

function rowOf(decision: DecisionView, telling: Telling): Record<Column, string | number | Date> {
  const { language } = telling;
  const lines = (items: string[]) => items.join('\n');
  return {
    number: decision.number,
    decided: clockTime(telling, decision.decidedAt),
    body: decision.body.name,
    title: decision.title,
    outcome: outcomeIn(language, decision),
    summary: decision.summary,
    text: decision.text,
    rationale: decision.rationale,
    count: countTold(decision, language),
    departure: decision.departure ?? '',
    positions: lines(positionsTold(decision, language)),
    binds: lines(boundTold(decision, language)),
    followUps: lines(followUpsTold(decision, language)),
    meeting: decision.meeting?.title ?? wordsIn(language).written,
    visibility: visibilities[language][decision.visibility],
    recordedBy: decision.recordedBy,
    logIndex: decision.logIndex,
  };
}

/**
 * A table that the Excel of the language opens by a double click: with a mark of UTF-8, without which it shows `Ã¸`, and
 * in Danish with semicolons, for the comma is in the numbers. What a spreadsheet would take for a formula is text.
 */
export function csvOf(batches: AsyncIterable<DecisionView[]>, telling: Telling): Readable {
  const words = wordsIn(telling.language);
  const table = stringify({
    bom: true,
    delimiter: telling.language === 'da' ? ';' : ',',
    record_delimiter: 'windows',
    header: true,
    columns: columns.map((key) => ({ key, header: words[key] })),
    escape_formulas: true,
    cast: { date: (date) => date.toISOString().slice(0, 16).replace('T', ' ') },
  });
  const rows = async function* () {
    for await (const batch of batches) for (const one of batch) yield rowOf(one, telling);
  };
  return Readable.from(rows())
    .on('error', (error) => table.destroy(error))
    .pipe(table);
}

/** A workbook with dates that are dates, a row of heads that stays, and a filter on each column. */
export function workbookOf(batches: AsyncIterable<DecisionView[]>, telling: Telling): Readable {
  const out = new PassThrough();
  fillWorkbook(batches, telling, out).catch((error: unknown) => out.destroy(error as Error));
  return out;
}

async function fillWorkbook(batches: AsyncIterable<DecisionView[]>, telling: Telling, out: Writable): Promise<void> {
  const words = wordsIn(telling.language);
  // Loaded when it is asked for: Torv starts without it.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out as never, useStyles: true });
  book.creator = 'Torv';
  const sheet = book.addWorksheet(words.decisions, { views: [{ state: 'frozen', ySplit: 1 }] });
  const top = { vertical: 'top', wrapText: true } as const;
  sheet.columns = columns.map((key) => ({
    key,
    header: words[key],
    width: widths[key] ?? 40,
    style: { alignment: top, ...(key === 'decided' ? { numFmt: 'yyyy-mm-dd hh:mm' } : {}) },
  }));
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  const heads = sheet.getRow(1);
  heads.font = { bold: true };
  heads.commit();
  const fits = (value: string | number | Date) =>
    typeof value === 'string' && value.length > longestCell ? `${value.slice(0, longestCell)} …` : value;
  for await (const batch of batches)
    for (const one of batch) {
      const row = rowOf(one, telling);
      sheet.addRow(columns.map((key) => fits(row[key]))).commit();
    }
  sheet.commit();
  await book.commit();
}

/** All that the API says of each, for a machine: the contract `DecisionView`, a decision at a time. */
export function jsonOf(batches: AsyncIterable<DecisionView[]>): Readable {
  const pieces = async function* () {
    let first = true;
    yield '{"items":[';
    for await (const batch of batches)
      for (const one of batch) {
        yield `${first ? '' : ',\n'}${JSON.stringify(one)}`;
        first = false;
      }
    yield ']}\n';
  };
  return Readable.from(pieces());
}
