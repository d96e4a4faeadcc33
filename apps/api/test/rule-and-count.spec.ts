import { applyRule, DecisionView, type NewDecision, ruleGives, type Sitting, TallyView } from '@torv/shared/decisions';
import { DecisionRule } from '@torv/shared/bodies';
import type { MeetingView } from '@torv/shared/meetings';
import { ProposalView, Stance } from '@torv/shared/proposals';
import * as fc from 'fast-check';
import { callMeeting, decisionOn, draftProposal, everyoneAttends, place, takeStep } from './decision-steps';
import { body, type DemoTorv, type Seat, startDemoTorv } from './demo-network';

// What the mandate's rule gives for the words on an item, and what it takes to record something else.

let torv: DemoTorv;

beforeAll(async () => {
  torv = await startDemoTorv();
}, 60_000);
afterAll(() => torv?.close());

const voices = {
  'member.civil': 'lokale-foreninger',
  'member.municipality': 'aalborg-kommune',
  'member.housing': 'himmerland',
} as const;

/** An open meeting where everyone attends, with a proposal on which these have stated a position. */
async function openWith(
  spoken: Partial<Record<keyof typeof voices, Stance>>,
): Promise<{ meeting: MeetingView; itemId: string }> {
  const facilitator = torv.as('facilitator');
  const called = await callMeeting(torv.as('chair'));
  const proposal = await place(facilitator, await draftProposal(facilitator), called);
  for (const [seat, stance] of Object.entries(spoken) as [keyof typeof voices, Stance][]) {
    const stated = await torv.as(seat)('POST', `proposals/${proposal.id}/positions`, {
      key: true,
      version: proposal.version,
      body: { organisation: voices[seat], stance, text: 'Fordi vi har talt om det.' },
    });
    stated.as(ProposalView, 201);
  }
  const meeting = await everyoneAttends(torv.as('chair'), await takeStep(torv.as('chair'), called.id, 'open'));
  return { meeting, itemId: meeting.items.find((item) => item.subject?.id === proposal.id)!.id };
}

const tallyOn = (seat: Seat | null, { meeting, itemId }: { meeting: MeetingView; itemId: string }) =>
  torv.as(seat)('GET', `meetings/${meeting.id}/items/${itemId}/tally`);

const recording = ({ meeting, itemId }: { meeting: MeetingView; itemId: string }, more: Partial<NewDecision> = {}) =>
  torv.as('chair')('POST', 'decisions', {
    key: true,
    version: meeting.version,
    body: { ...decisionOn(meeting.id, itemId), ...more },
  });

/** Lets the body decide by another rule for as long as `act` takes. */
async function under<T>(rule: DecisionRule, act: () => Promise<T>): Promise<T> {
  const set = (to: string) =>
    torv.admin.query(
      `WITH off AS (SELECT set_config('session_replication_role', 'replica', true))
       UPDATE bodies_mandate SET rule = $1 FROM off WHERE body_id = (SELECT id FROM bodies_body WHERE key = $2)`,
      [to, body],
    );
  const before = await torv.admin.query(
    'SELECT rule FROM bodies_mandate WHERE body_id = (SELECT id FROM bodies_body WHERE key = $1)',
    [body],
  );
  await set(rule);
  try {
    return await act();
  } finally {
    await set(before.rows[0].rule);
  }
}

describe('who sees the count', () => {
  it('those who sit in the body, and no stranger', async () => {
    const at = await openWith({});
    expect((await tallyOn('outsider', at)).refusal().status).toBe(404);
    expect((await tallyOn('manager', at)).refusal()).toMatchObject({ status: 403, code: 'DECISIONS.MAY_NOT_COUNT' });
    expect((await tallyOn('member.civil', at)).as(TallyView).outcome).toBe('undecided');
  });
});

describe('recording another outcome than the rule gives', () => {
  it('asks why, and the record keeps it', async () => {
    await under('consent', async () => {
      const at = await openWith({ 'member.civil': 'endorse', 'member.municipality': 'object' });
      expect((await tallyOn('chair', at)).as(TallyView)).toMatchObject({
        rule: 'consent',
        outcome: 'rejected',
        reason: 'objection',
        objecting: [{ key: 'aalborg-kommune' }],
      });
      const refused = (await recording(at)).refusal();
      expect(refused).toMatchObject({ status: 400, code: 'DECISIONS.DEPARTURE_MISSING' });
      expect(refused.errors[0]!.path).toBe('departure');
      const departure = 'Kommunen trak sin indsigelse i mødet, men nåede ikke at skrive det.';
      const made = (await recording(at, { departure })).as(DecisionView, 201);
      expect(made).toMatchObject({ outcome: 'adopted', byRule: 'rejected', rule: 'consent', departure });
      expect(made.tally).toMatchObject({ endorse: 1, object: 1, noObjections: false });
      const read = (await torv.as('chair')('GET', `decisions/${made.number}`)).as(DecisionView);
      expect(read).toEqual(made);
    });
  });

  it('is not asked of who confirms it, puts it off, or where nobody has a word; a reason too many is not kept', async () => {
    await under('consent', async () => {
      const confirmed = (await recording(await openWith({ 'member.civil': 'endorse' }), { departure: 'x' })).as(
        DecisionView,
        201,
      );
      expect(confirmed).toMatchObject({ byRule: 'adopted', departure: null });
      const putOff = (await recording(await openWith({ 'member.civil': 'endorse' }), { outcome: 'postponed' })).as(
        DecisionView,
        201,
      );
      expect(putOff).toMatchObject({ outcome: 'postponed', byRule: 'adopted', departure: null });
      const wordless = (await recording(await openWith({}))).as(DecisionView, 201);
      expect(wordless).toMatchObject({ outcome: 'adopted', byRule: null, departure: null });
    });
  });

  it('the chair concludes where the mandate says so', async () => {
    await under('chair', async () => {
      const made = (await recording(await openWith({ 'member.civil': 'object' }))).as(DecisionView, 201);
      expect(made).toMatchObject({ outcome: 'adopted', byRule: 'adopted', rule: 'chair', departure: null });
    });
  });

  it('is refused by SQL too, as is a count that nobody counted', async () => {
    await under('consent', async () => {
      const at = await openWith({ 'member.civil': 'endorse', 'member.municipality': 'object' });
      const { tally } = (await tallyOn('chair', at)).as(TallyView);
      const insert = (set: { tally?: object; byRule?: string | null; departure?: string; outcome?: string }) =>
        torv.bySql('chair', async (client) => {
          await client.query(
            `INSERT INTO decisions_series SELECT network_id, body_id, 2026, 1 FROM meetings_meeting WHERE id = $1
             ON CONFLICT (network_id, body_id, year) DO UPDATE SET last = decisions_series.last + 1`,
            [at.meeting.id],
          );
          await client.query(
            `INSERT INTO decisions_decision (network_id, number, body_id, meeting_id, item_id, proposal_id, title, outcome, text, rationale, summary,
               visibility, positions, reservations, decided_at, recorded_by, recorded_as, rule, tally, by_rule, departure)
             SELECT m.network_id, 'styregruppen-2026-' || s.last, m.body_id, m.id, i.id, p.id, i.title, $2, 't', 'r', 's', 'network',
               (SELECT jsonb_agg(jsonb_build_object('organisation', jsonb_build_object('id', o.id, 'key', o.key, 'name', o.name, 'sector', o.sector, 'swatch', o.swatch),
                 'stance', x.stance, 'text', x.text)) FROM proposals_position x JOIN organisations_organisation o ON o.id = x.organisation_id WHERE x.proposal_id = p.id),
               0, now(), platform_actor(), (SELECT name FROM identity_person WHERE id = platform_actor()), 'consent', $3, $4, $5
             FROM meetings_item i JOIN meetings_meeting m ON m.id = i.meeting_id JOIN proposals_proposal p ON p.id = i.subject_id
             JOIN decisions_series s ON s.body_id = m.body_id AND s.year = 2026 WHERE i.id = $1`,
            [
              at.itemId,
              set.outcome ?? 'adopted',
              set.tally ?? tally,
              set.byRule === undefined ? 'rejected' : set.byRule,
              set.departure ?? null,
            ],
          );
        });
      const refused = (code: string) => expect.objectContaining({ code: '23001', message: `DECISIONS.${code}` });
      await expect(insert({})).rejects.toEqual(refused('DEPARTURE_MISSING'));
      await expect(insert({ outcome: 'noted' })).rejects.toEqual(refused('DEPARTURE_MISSING'));
      await expect(insert({ byRule: 'adopted' })).rejects.toEqual(refused('TALLY_DIFFERS'));
      await expect(insert({ byRule: null })).rejects.toEqual(refused('TALLY_DIFFERS'));
      await expect(insert({ tally: { ...tally, object: 0 }, byRule: 'adopted' })).rejects.toEqual(
        refused('TALLY_DIFFERS'),
      );
      await expect(insert({ tally: { ...tally, recused: ['aalborg-kommune'] } })).rejects.toEqual(
        refused('TALLY_DIFFERS'),
      );
      // What is left when it is all in order is that the leaf is missing.
      await expect(insert({ departure: 'Fordi' })).rejects.toEqual(refused('NOT_IN_LOG'));
    });
  });
});

describe('the rule in SQL and in TypeScript', () => {
  it('count the same and give the same, for any table', async () => {
    const keys = ['a', 'a-b', 'ab', 'b', 'c'];
    const cases = fc.sample(
      fc.record({
        rule: fc.constantFrom(...DecisionRule.options),
        remit: fc.constant('decides' as const),
        quorum: fc.integer({ min: 0, max: 3 }),
        requiredSectors: fc.subarray(['municipality', 'housing'] as const),
        voting: fc.tuple(
          ...keys.map((key) =>
            fc.record({
              key: fc.constant(key),
              sector: fc.constantFrom('municipality' as const, 'housing' as const, 'civil-society' as const),
            }),
          ),
        ),
        present: fc.subarray(keys),
        recused: fc.subarray(keys, { maxLength: 2 }),
        said: fc.constantFrom('adopted' as const, 'rejected' as const, null),
        words: fc.uniqueArray(
          fc.record({ organisation: fc.constantFrom(...keys), stance: fc.constantFrom(...Stance.options) }),
          {
            selector: (one) => one.organisation,
          },
        ),
      }),
      300,
    );
    const { rows } = await torv.admin.query(
      `SELECT c.tally, g.outcome, g.reason FROM jsonb_array_elements($1) WITH ORDINALITY AS x (one, n)
       CROSS JOIN LATERAL (SELECT decisions_count(one, one->'positions', false) AS tally) c
       CROSS JOIN LATERAL decisions_rule_gives(one->>'rule', c.tally, one->>'said') g ORDER BY n`,
      [
        JSON.stringify(
          cases.map((one) => ({
            ...one,
            positions: one.words.map(({ organisation, stance }) => ({ organisation: { key: organisation }, stance })),
          })),
        ),
      ],
    );
    const inTypeScript = cases.map(({ said, words, ...sitting }) => {
      const { tally } = applyRule(sitting satisfies Sitting, words);
      return { tally, ...ruleGives(sitting.rule, tally, said) };
    });
    expect(rows).toEqual(inTypeScript);
  });
});
