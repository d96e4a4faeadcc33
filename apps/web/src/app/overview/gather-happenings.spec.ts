import type { Happening } from '@torv/shared/overview';
import { gatherHappenings } from './gather-happenings';

const happening = (seq: number, subject: string, kind: string, organisation: string | null = null): Happening => ({
  seq,
  kind,
  at: '2026-11-24T08:00:00Z',
  by: null,
  subject: { kind: kind.split('.')[0]!, id: subject, key: null, title: subject },
  organisation: organisation && {
    id: organisation,
    key: organisation,
    name: organisation,
    sector: 'housing',
    swatch: 1,
  },
  word: null,
});

const brief = (items: Happening[]) =>
  gatherHappenings(items).map((one) => [one.subject.id, one.happenings.map((it) => it.seq)]);

it('gathers by thing, the thing that something happened to last first, its latest happening first', () => {
  const items = [
    happening(1, 'meeting', 'meetings.called'),
    happening(2, 'proposal', 'proposals.placed'),
    happening(3, 'meeting', 'meetings.opened'),
  ];
  expect(brief(items)).toEqual([
    ['meeting', [3, 1]],
    ['proposal', [2]],
  ]);
});

it('says what the same party did again only once, and what another did as well', () => {
  const items = [
    happening(1, 'proposal', 'proposals.position-stated', 'housing'),
    happening(2, 'proposal', 'proposals.position-stated', 'municipality'),
    happening(3, 'proposal', 'proposals.position-stated', 'housing'),
  ];
  expect(brief(items)).toEqual([['proposal', [3, 2]]]);
});

it('has nothing to say of nothing', () => expect(gatherHappenings([])).toEqual([]));
