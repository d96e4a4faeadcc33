import type { TakenUp } from '@torv/shared/decisions';
import type { Language } from '@torv/shared/kernel';
import { conflicted } from '../meetings/meetings.refusals';
import type { Work } from '../platform/database/unit-of-work';
import { Refusal } from '../platform/errors/refusal';
import type { Proposals } from '../proposals/proposals';
import { findDecision } from './ask-ratification';
import { mayAskRatification } from './decisions.policy';
import { mayNotAskRatification, nothingComesBack } from './decisions.refusals';
import { whatComesBack } from './ratifications.sql';

interface CameBack extends Record<string, unknown> {
  answer_id: string;
  name: string;
  answer: 'declines' | 'reserves';
  text: string;
}

const words: Record<Language, { again: string; declines: string; reserves: string; of: string }> = {
  da: { again: 'Genoptagelse', declines: 'har afvist', reserves: 'har taget forbehold', of: 'Beslutning' },
  en: { again: 'Taken up again', declines: 'declined', reserves: 'reserved', of: 'Decision' },
};

/**
 * Takes up what organisations sent back: as a draft proposal with the decision's text and what they said, or noted as it
 * stands. Either way it waits for nobody any more, until somebody answers anew.
 *
 * @returns the draft's id, or the decision's
 * @throws Refusal PLATFORM.NOT_FOUND, DECISIONS.MAY_NOT_ASK_RATIFICATION, MEETINGS.CONFLICTED, DECISIONS.NOTHING_COMES_BACK
 */
export async function takeUpAgain(work: Work, proposals: Proposals, number: string, { as }: TakenUp): Promise<string> {
  const decision = await findDecision(work, number);
  if (!mayAskRatification(work.actor, decision.body_id)) throw new Refusal(mayNotAskRatification);
  if (decision.conflicted) throw new Refusal(conflicted);
  const back = await work.rows<CameBack>(whatComesBack(work.networkId, decision.id));
  if (back.length === 0) throw new Refusal(nothingComesBack);
  let proposalId: string | null = null;
  if (as === 'proposal') {
    const network = await work.row<{ language: Language }>({
      text: "SELECT coalesce(languages[1], 'da') AS language FROM places_network WHERE id = $1",
      values: [work.networkId],
    });
    const say = words[network!.language] ?? words.da;
    const said = back.map((one) => `${one.name} ${say[one.answer]}: ${one.text}`);
    proposalId = await proposals.draft(work, {
      body: decision.body,
      title: `${say.again}: ${decision.title}`.slice(0, 200),
      text: decision.text ?? decision.title,
      background: [`${say.of} ${number}: ${decision.title}.`, ...said].join('\n\n').slice(0, 20_000),
      visibility: decision.visibility,
      goals: [],
      areas: [],
      objectives: [],
    });
  }
  await work.row({
    text: `INSERT INTO decisions_taken_up (network_id, answer_id, decision_id, proposal_id, taken_up_by)
           SELECT $1, a, $2, $3, $4 FROM unnest($5::uuid[]) a`,
    values: [work.networkId, decision.id, proposalId, work.actor.personId, back.map((one) => one.answer_id)],
  });
  work.tell({
    kind: as === 'proposal' ? 'decisions.taken-up' : 'decisions.return-noted',
    subjectKind: 'decision',
    subjectId: decision.id,
    visibility: decision.visibility,
    bodyId: decision.body_id,
  });
  return proposalId ?? decision.id;
}
