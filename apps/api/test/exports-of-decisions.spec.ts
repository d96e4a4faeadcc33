import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { DecisionPage, DecisionView } from '@torv/shared/decisions';
import { mostInOneText } from '@torv/shared/interop';
import { strFromU8, unzipSync } from 'fflate';
import * as z from 'zod';
import { Workbook } from 'exceljs';
import { htmlOf } from '../src/interop/exports/printed-as-html';
import { printPdf } from '../src/interop/exports/print-pdf';
import { callMeeting, decisionOn, everyoneAttends, recordPlainDecision, takeStep } from './decision-steps';
import { type Answer, type Seat, startDemoTorv, type DemoTorv } from './demo-network';

// Each export is opened again by a reader of its format, and holds what the list holds for whoever asks.

let torv: DemoTorv;
let nasty: DecisionView;
let closed: DecisionView;

beforeAll(async () => {
  torv = await startDemoTorv();
  const chair = torv.as('chair');
  const called = await callMeeting(chair);
  const meeting = await everyoneAttends(chair, await takeStep(chair, called.id, 'open'));
  const body = {
    ...decisionOn(meeting.id, meeting.items[0]!.id),
    text: '=HYPERLINK("http://ond.example";"klik")',
    summary: 'Æbler, "pærer"; og <script>alert(1)</script>\nnæste linje',
    followUp: { organisation: 'aalborg-kommune', task: '+4512345678 ringes op', due: '2027-06-01' },
  };
  nasty = (await chair('POST', 'decisions', { key: true, version: meeting.version, body })).as(DecisionView, 201);
  closed = (await recordPlainDecision(torv, 'closed')).decision;
}, 60_000);
afterAll(() => torv?.close());

const ask = (seat: Seat | null, query: Record<string, string>, path = 'decisions/export'): Promise<Answer> =>
  torv.as(seat)('GET', `${path}?${new URLSearchParams(query)}`);

async function numbersListed(seat: Seat, query: Record<string, string> = {}): Promise<string[]> {
  const numbers: string[] = [];
  let after: string | null = null;
  do {
    const asked: URLSearchParams = new URLSearchParams({ ...query, limit: '5', ...(after ? { after } : {}) });
    const page = (await torv.as(seat)('GET', `decisions?${asked}`)).as(DecisionPage);
    numbers.push(...page.items.map((one) => one.number));
    after = page.nextCursor;
  } while (after !== null);
  return numbers;
}
const jsonNumbers = (answer: Answer): string[] =>
  answer.as(z.strictObject({ items: z.array(DecisionView) })).items.map((one) => one.number);
/** The cells of a CSV file with a mark of UTF-8, by RFC 4180. */
function cellsOf(bytes: Buffer, delimiter: string): string[][] {
  const rows: string[][] = [[]];
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"\\r\\n${delimiter}]*))(${delimiter}|\\r\\n|$)`, 'gy');
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  for (const [whole, quoted, plain, end] of text.matchAll(cell)) {
    if (whole === '') break;
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end === '\r\n') rows.push([]);
  }
  expect(rows.pop()).toEqual([]);
  return rows;
}
const wordXml = (answer: Answer, part: string): string => strFromU8(unzipSync(answer.bytes)[part]!);

describe('what is refused', () => {
  it('to whoever is not signed in, or not of the network; a format or filter there is none of', async () => {
    expect((await ask(null, { format: 'csv' })).status).toBe(401);
    expect((await ask('outsider', { format: 'csv' })).refusal().status).toBe(404);
    for (const query of [{ format: 'exe' }, {}, { format: 'csv', nonsense: '1' }, { format: 'csv', limit: '1' }])
      expect((await ask('chair', query as Record<string, string>)).refusal().code).toBe('PLATFORM.INVALID_INPUT');
    expect((await ask('chair', { format: 'csv' }, 'decisions/findes-ikke-2026-1/export')).refusal().status).toBe(404);
    expect((await ask('manager', { format: 'pdf' }, `decisions/${closed.number}/export`)).refusal().status).toBe(404);
  });

  it('a PDF where there is no browser, which says what to do; and one that does not start leaves nothing behind', async () => {
    await expect(printPdf(null, '<p>x')).rejects.toMatchObject({ kind: { status: 503, code: 'INTEROP.NO_CHROMIUM' } });
    const left = () => readdirSync(tmpdir()).filter((one) => one.startsWith('torv-pdf-')).length;
    const before = left();
    await expect(printPdf('/bin/false', '<p>x')).rejects.toMatchObject({ kind: { code: 'INTEROP.PDF_FAILED' } });
    await expect(printPdf(mkdtempSync(`${tmpdir()}/no-browser-`), '<p>x')).rejects.toMatchObject({
      kind: { code: 'INTEROP.PDF_FAILED' },
    });
    expect(left()).toBe(before);
  });
});

describe('what is exported', () => {
  it('is what the list shows whoever asks, by each filter, over several pages', async () => {
    for (const seat of ['chair', 'manager'] as const)
      for (const filter of [
        {},
        { outcome: 'adopted' },
        { body: 'styregruppen' },
        { q: 'dagsordenen' },
        { mine: 'true' },
      ]) {
        const query = filter as Record<string, string>;
        expect(jsonNumbers(await ask(seat, { ...query, format: 'json' }))).toEqual(await numbersListed(seat, query));
      }
    expect(jsonNumbers(await ask('chair', { format: 'json' }))).toContain(closed.number);
    expect(jsonNumbers(await ask('manager', { format: 'json' }))).not.toContain(closed.number);
  });

  it('as CSV opens in a Danish Excel, and holds no formula', async () => {
    const answer = await ask('chair', { format: 'csv', language: 'da' });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="aalborg-oest-beslutninger.csv"',
    });
    expect([...answer.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [heads, ...cells] = cellsOf(answer.bytes, ';');
    const rows = cells.map((row) => Object.fromEntries(row.map((cell, n) => [heads![n]!, cell])));
    expect(rows.map((row) => row['Nummer'])).toEqual(await numbersListed('chair'));
    const row = rows.find((one) => one['Nummer'] === nasty.number)!;
    expect(row['Kort fortalt']).toBe(nasty.summary);
    expect(row['Beslutning']).toBe(`'${nasty.text}`);
    for (const value of rows.flatMap((one) => Object.values(one))) expect(value).not.toMatch(/^[=+\-@\t\r]/);
    const english = await ask('chair', { format: 'csv', language: 'en' });
    expect(english.text).toMatch(/^\ufeff?Number,Decided,/);
  });

  it('as a workbook has dates that are dates in the clock of the place, and no formula', async () => {
    const answer = await ask('chair', { format: 'xlsx', language: 'en' });
    const book = new Workbook();
    await book.xlsx.load(answer.bytes as never);
    const sheet = book.worksheets[0]!;
    const heads = (sheet.getRow(1).values as string[]).slice(1);
    expect(heads.slice(0, 4)).toEqual(['Number', 'Decided', 'Body', 'Title']);
    expect(sheet.rowCount - 1).toBe((await numbersListed('chair')).length);
    let row = 2;
    while (sheet.getRow(row).getCell(1).value !== nasty.number) row += 1;
    const cell = (head: string) => sheet.getRow(row).getCell(heads.indexOf(head) + 1);
    const copenhagen = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Copenhagen',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    const shown = (cell('Decided').value as Date).toISOString().slice(0, 16).replace('T', ' ');
    expect(shown).toBe(copenhagen.format(new Date(nasty.decidedAt)));
    expect(cell('Decision')).toMatchObject({ value: nasty.text, formula: undefined });
    expect(cell('Place in the log').value).toBe(nasty.logIndex);
  });

  it('as Word has headings, tables with heads that repeat, and its language', async () => {
    const answer = await ask('chair', { format: 'docx', language: 'da' });
    const text = wordXml(answer, 'word/document.xml');
    expect(text).toContain('w:val="Heading1"');
    expect(text).toContain('<w:tblHeader/>');
    expect(text).toContain('&lt;script&gt;alert(1)');
    expect(wordXml(answer, 'word/styles.xml')).toMatch(/w:lang [^>]*w:val="da-DK"/);
    for (const number of await numbersListed('chair')) expect(text).toContain(number);
    expect(wordXml(await ask('manager', { format: 'docx' }), 'word/document.xml')).not.toContain(closed.number);
  });

  it('as PDF is tagged, and says its language and title', async () => {
    const answer = await ask('chair', { format: 'pdf', language: 'da' });
    expect({ type: answer.headers['content-type'], text: answer.text.slice(0, 5) }).toEqual({
      type: 'application/pdf',
      text: '%PDF-',
    });
    const pdf = answer.bytes.toString('latin1');
    for (const said of ['/StructTreeRoot', '/MarkInfo', '/Lang (da)', '/Outlines', '/Title'])
      expect(pdf).toContain(said);
    expect(pdf).not.toContain('/JavaScript');
  }, 60_000);

  it('one alone, in each format', async () => {
    const path = `decisions/${nasty.number}/export`;
    expect((await ask('manager', { format: 'json' }, path)).as(DecisionView)).toMatchObject({ number: nasty.number });
    const word = await ask('manager', { format: 'docx', language: 'en' }, path);
    expect(word.headers['content-disposition']).toBe(`attachment; filename="${nasty.number}.docx"`);
    const text = wordXml(word, 'word/document.xml');
    for (const said of ['Decision', 'Rationale', nasty.rationale, 'Follow-up']) expect(text).toContain(said);
    const csv = await ask('manager', { format: 'csv', language: 'da' }, path);
    expect(cellsOf(csv.bytes, ';')).toHaveLength(2);
  });
});

describe('a text', () => {
  it('of more decisions than anybody reads is refused, and named with what to take instead', async () => {
    const { exportDecisions } = await import('../src/interop/exports/export-decisions');
    const many = async function* () {
      for (let n = 0; n <= mostInOneText; n += 100) yield await Promise.resolve(Array<DecisionView>(100).fill(nasty));
    };
    const exporting = { language: 'da', timezone: 'Europe/Copenhagen', network: 'Torv', chromium: null } as const;
    await expect(exportDecisions(many(), 'docx', exporting, {})).rejects.toMatchObject({
      kind: { code: 'INTEROP.TOO_MANY_FOR_A_TEXT' },
    });
  });

  it('as a page runs nothing and breaks out of nothing', () => {
    const html = htmlOf({
      title: '</title><script>',
      language: 'da',
      blocks: [{ kind: 'text', text: '"><img src=x onerror=alert(1)>' }],
    });
    expect(html).not.toMatch(/<(script|img)/);
    expect(html).toContain("default-src 'none'");
  });
});
