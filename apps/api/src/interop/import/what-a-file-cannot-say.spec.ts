import { check, reference } from './faulty-reference';
import { OverlayFile } from '@torv/shared/interop';

/** What the constitution leaves to people and to the log has no word in a file: nobody imports it. */
const notImported = [
  'decisions',
  'positions',
  'commitments',
  'ratifications',
  'rulings',
  'conflicts',
  'participants',
  'log',
  'leaves',
  'checkpoints',
  'grants',
  'visibility',
];

describe('a file', () => {
  it.each(notImported)('of a network has no word for %s', (word) => {
    const { checked, findings } = check(`${reference}\n${word}: []\n`);
    expect(checked).toBeUndefined();
    expect(findings).toMatchObject([{ code: 'INTEROP.UNKNOWN_KEY', path: word }]);
  });

  it.each(notImported)('over a network has no word for %s either', (word) => {
    const refused = OverlayFile.safeParse({ demonstration: true, network: 'aalborg-oest', [word]: [] });
    expect(refused.success).toBe(false);
    expect(OverlayFile.safeParse({ demonstration: true, network: 'aalborg-oest' }).success).toBe(true);
  });
});
