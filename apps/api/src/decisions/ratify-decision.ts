import type { NewRatificationAnswer, RatificationAnswer } from '@torv/shared/decisions';
import type { VerifiableLog } from '../log/verifiable-log';
import { conflicted } from '../meetings/meetings.refusals';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal, versionStale } from '../platform/errors/refusal';
import { findDecision } from './ask-ratification';
import { mayRatifyFor } from './decisions.policy';
import { mayNotRatify } from './decisions.refusals';
import { recordOfAnswer } from './ratifications.sql';

const told: Record<RatificationAnswer, string> = {
  adopts: 'decisions.ratified',
  reserves: 'decisions.ratification-reserved',
  declines: 'decisions.declined',
};

/**
 * Says what an organisation's own instance decided about a decision (constitution, 2), and seals it in the log. A later
 * answer is a new one; none is changed.
 *
 * @param version of the ratification, as it was read
 * @throws Refusal PLATFORM.NOT_FOUND, DECISIONS.MAY_NOT_RATIFY, MEETINGS.CONFLICTED, PLATFORM.VERSION_STALE, DECISIONS.DECIDED_AHEAD
 */
export async function ratifyDecision(
  work: Work,
  log: VerifiableLog,
  number: string,
  id: string,
  version: number,
  answer: NewRatificationAnswer,
): Promise<string> {
  const decision = await findDecision(work, number);
  const asked = await work.row<{ organisation_id: string; version: number; known: boolean }>({
    text: `SELECT r.organisation_id, r.version, $4::uuid IS NULL OR EXISTS (SELECT FROM organisations_instance i WHERE i.network_id = r.network_id
             AND i.organisation_id = r.organisation_id AND i.id = $4) AS known
           FROM decisions_ratification r WHERE r.network_id = $1 AND r.decision_id = $2 AND r.id = $3`,
    values: [work.networkId, decision.id, id, answer.instanceId ?? null],
  });
  if (!asked) throw new Refusal(notFound);
  if (!mayRatifyFor(work.actor, asked.organisation_id)) throw new Refusal(mayNotRatify);
  if (decision.conflicted) throw new Refusal(conflicted);
  if (asked.version !== version) throw new Refusal(versionStale);
  if (!asked.known) throw new Refusal(notFound, [{ path: 'instanceId', message: notFound.sentence }]);
  const kept = await work.row<{ id: string }>({
    text: `INSERT INTO decisions_ratification_answer (network_id, ratification_id, decision_id, organisation_id, answer, text, instance_id, decided_on, stated_by)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
    values: [
      work.networkId,
      id,
      decision.id,
      asked.organisation_id,
      answer.answer,
      answer.text ?? null,
      answer.instanceId ?? null,
      answer.decidedOn,
      work.actor.personId,
    ],
  });
  const sealed = await work.row<{ record: Record<string, unknown> }>(recordOfAnswer(work.networkId, kept!.id));
  log.seal(work, {
    kind: 'ratification',
    subjectId: kept!.id,
    at: sealed!.record['statedAt'] as string,
    record: sealed!.record,
    visibility: decision.visibility,
    bodyId: decision.body_id,
  });
  work.tell({
    kind: told[answer.answer],
    subjectKind: 'decision',
    subjectId: decision.id,
    organisationId: asked.organisation_id,
    word: answer.answer,
    visibility: decision.visibility,
    bodyId: decision.body_id,
  });
  return kept!.id;
}
