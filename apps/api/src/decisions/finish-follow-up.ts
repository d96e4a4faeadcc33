import type { Visibility } from '@torv/shared/kernel';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal, versionStale } from '../platform/errors/refusal';
import { mayFinish } from './decisions.policy';
import { mayNotFinish } from './decisions.refusals';

interface OwedFollowUp {
  version: number;
  organisation_id: string;
  decision_id: string;
  body_id: string;
  visibility: Visibility;
}

/** Marks a follow-up done with a note, or takes that back. */
export async function finishFollowUp(
  work: Work,
  number: string,
  id: string,
  version: number,
  step: { state: 'owed' | 'done'; note?: string | undefined },
): Promise<void> {
  const found = await work.row<OwedFollowUp>({
    text: `SELECT f.version, f.organisation_id, f.decision_id, d.body_id, d.visibility FROM decisions_follow_up f
           JOIN decisions_decision d ON d.network_id = f.network_id AND d.id = f.decision_id
           WHERE f.network_id = $1 AND d.number = $2 AND f.id = $3`,
    values: [work.networkId, number, id],
  });
  if (!found) throw new Refusal(notFound);
  if (!mayFinish(work.actor, found)) throw new Refusal(mayNotFinish);
  if (found.version !== version) throw new Refusal(versionStale);
  const done = step.state === 'done';
  await work.row({
    text: `UPDATE decisions_follow_up SET state = $3, done_note = $4, done_by = $5, done_at = CASE WHEN $6 THEN now() END, version = version + 1
           WHERE network_id = $1 AND id = $2`,
    values: [
      work.networkId,
      id,
      step.state,
      done ? (step.note ?? null) : null,
      done ? work.actor.personId : null,
      done,
    ],
  });
  work.tell({
    kind: done ? 'decisions.follow-up-done' : 'decisions.follow-up-reopened',
    subjectKind: 'decision',
    subjectId: found.decision_id,
    organisationId: found.organisation_id,
    visibility: found.visibility,
    bodyId: found.body_id,
  });
}
