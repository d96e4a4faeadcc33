import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DecisionPage, DecisionView } from '@torv/shared/decisions';
import { LogExport, verifyExport } from '@torv/shared/log';
import { importFile } from '../src/interop/import/import-file';
import { startDemoTorv, type DemoTorv } from './demo-network';

const fileName = 'aalborg-oest-course.yaml';
const course = readFileSync(join(__dirname, '../../../tools/demo', fileName));
let torv: DemoTorv;

beforeAll(async () => {
  torv = await startDemoTorv();
}, 60_000);
afterAll(() => torv?.close());

const place = (bytes: Buffer) => importFile({ adminUrl: torv.database.adminUrl, bytes, fileName });
const listed = async (seat: Parameters<DemoTorv['as']>[0]) =>
  (await torv.as(seat)('GET', 'decisions?limit=100')).as(DecisionPage).items;

it.each([
  ['a network that is not there', 'course: aalborg-oest', 'course: nowhere', 'course'],
  ['a body that is not there', 'body: styregruppen', 'body: styregruppe', 'proposals[0].body'],
  [
    'a decision that is not there',
    'decision: byggeplads-2025',
    'decision: byggeplads-2024',
    'meetings[3].items[0].decision.changes.decision',
  ],
  ['a person that is not there', 'led_by: chair@', 'led_by: stool@', 'meetings[0].led_by'],
  [
    'a word of someone without authority',
    'aalborg-kommune,   person: member.municipality@',
    'aalborg-kommune,   person: manager@',
    'proposals[0].positions[0].person',
  ],
  [
    'an answer of someone without authority',
    'person: estate.chair@',
    'person: chair@',
    'meetings[3].items[1].decision.ratification[3].answer.person',
  ],
  [
    'an item with a title and a proposal',
    '- proposal: velkomst',
    '- proposal: velkomst\n        title: Begge',
    'meetings[0].items[1]',
  ],
])('refuses %s and changes nothing', async (_, from, to, path) => {
  const result = await place(Buffer.from(course.toString().replace(from, to)));
  expect(result.ok).toBe(false);
  expect(result.findings.map((one) => one.path)).toContain(path);
  expect(await listed('chair')).toEqual([]);
});

it('places what was decided, in its order, each in the log, and closes the meetings', async () => {
  const result = await place(course);
  expect(result).toMatchObject({ ok: true, kind: 'course', findings: [] });
  const rows = await listed('chair');
  expect(rows.map((one) => [one.number, one.outcome])).toEqual([
    ['styregruppen-2025-9', 'adopted'],
    ['styregruppen-2025-8', 'adopted'],
    ['ledergruppen-2025-1', 'adopted'],
    ['styregruppen-2025-7', 'adopted'],
    ['styregruppen-2025-6', 'referred'],
    ['styregruppen-2025-5', 'adopted'],
    ['styregruppen-2025-4', 'adopted'],
    ['styregruppen-2025-3', 'noted'],
    ['styregruppen-2025-2', 'postponed'],
    ['styregruppen-2025-1', 'adopted'],
  ]);
  expect(rows.at(-1)!.decidedAt).toMatch(/^2025-03-12T14:15/);
  const one = (await torv.as('chair')('GET', 'decisions/styregruppen-2025-1')).as(DecisionView);
  expect(one.positions.map((position) => [position.organisation.key, position.stance])).toEqual([
    ['aalborg-kommune', 'endorse'],
    ['erhvervslivet', 'reserve'],
    ['himmerland', 'endorse'],
    ['lokale-foreninger', 'endorse'],
  ]);
  const log = (await torv.as('chair')('GET', 'log/export')).as(LogExport);
  expect(verifyExport(log)).toMatchObject({ ok: true, findings: [] });
  // Ten decisions, four answers, four protocols, and the key.
  expect(log.entries).toHaveLength(19);
});

it('a closed item is for those who sat there, and what it says is in nobody else’s list', async () => {
  const numbers = async (seat: Parameters<DemoTorv['as']>[0]) => (await listed(seat)).map((one) => one.number);
  expect(await numbers('chair')).toContain('styregruppen-2025-7');
  expect(await numbers('manager')).not.toContain('styregruppen-2025-7');
});

it('is placed once: another file does not rewrite it', async () => {
  const other = await place(Buffer.from(course.toString().replaceAll('velkomstpakke', 'velkomstgave')));
  expect(other).toMatchObject({ ok: true, nothingToDo: true });
  expect(await listed('chair')).toHaveLength(10);
});
