import type { FollowUpChange, FollowUpStep, NewFollowUp, NewFollowUpNote } from '@torv/shared/decisions';
import type { Visibility } from '@torv/shared/kernel';
import { conflicted } from '../meetings/meetings.refusals';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal, versionStale } from '../platform/errors/refusal';
import { agreed } from './carry-out-decision';
import { mayAddFollowUp, mayFinish, mayPutOff } from './decisions.policy';
import { followUpDone, mayNotAddFollowUp, mayNotFinish, mayNotPutOff } from './decisions.refusals';
import { storedFollowUp, whoFollowsUp, type StoredFollowUp } from './follow-ups.sql';

/**
 * Adds what must be done to a decision that was made before; by who runs the body.
 *
 * @returns the follow-up's id
 * @throws Refusal PLATFORM.NOT_FOUND, DECISIONS.MAY_NOT_ADD_FOLLOW_UP, DECISIONS.NOT_OF_ORGANISATION, MEETINGS.CONFLICTED
 */
export async function addFollowUp(work: Work, number: string, asked: NewFollowUp): Promise<string> {
  const decision = await work.row<{ id: string; body_id: string; visibility: Visibility; conflicted: boolean }>({
    text: `SELECT d.id, d.body_id, d.visibility, d.id IN (SELECT x.subject_id FROM platform_exclusion x) AS conflicted
           FROM decisions_decision d WHERE d.network_id = $1 AND d.number = $2`,
    values: [work.networkId, number],
  });
  if (!decision) throw new Refusal(notFound);
  if (!mayAddFollowUp(work.actor, decision.body_id)) throw new Refusal(mayNotAddFollowUp);
  if (decision.conflicted) throw new Refusal(conflicted);
  const found = await work.row(whoFollowsUp(work.networkId, asked.organisation, asked.person ?? null));
  const { responsible } = agreed(found, asked);
  const made = await work.row<{ id: string }>({
    text: `INSERT INTO decisions_follow_up (network_id, decision_id, organisation_id, task, due, person_id, added_by)
           VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    values: [
      work.networkId,
      decision.id,
      responsible.id,
      asked.task,
      asked.due,
      asked.person ?? null,
      work.actor.personId,
    ],
  });
  work.tell({
    kind: 'decisions.follow-up-added',
    subjectKind: 'decision',
    subjectId: decision.id,
    organisationId: responsible.id,
    visibility: decision.visibility,
    bodyId: decision.body_id,
  });
  return made!.id;
}

/**
 * Marks a follow-up done, with a note and where it can be seen; or takes it up again. What was said stays in its notes.
 *
 * @throws Refusal PLATFORM.NOT_FOUND, DECISIONS.MAY_NOT_FINISH, MEETINGS.CONFLICTED, PLATFORM.VERSION_STALE
 */
export async function finishFollowUp(
  work: Work,
  number: string,
  id: string,
  version: number,
  step: FollowUpStep,
): Promise<void> {
  const found = await followUpFor(work, number, id, version);
  const done = step.state === 'done';
  await work.row({
    text: `UPDATE decisions_follow_up SET state = $3, done_note = $4, done_by = $5, done_at = CASE WHEN $6 THEN now() END, done_link = $7, why = $8,
             version = version + 1 WHERE network_id = $1 AND id = $2`,
    values: [
      work.networkId,
      id,
      step.state,
      done ? (step.note ?? null) : null,
      done ? work.actor.personId : null,
      done,
      done ? (step.link ?? null) : null,
      done ? null : (step.note ?? null),
    ],
  });
  tellOf(work, found, done ? 'decisions.follow-up-done' : 'decisions.follow-up-reopened');
}

/**
 * Gives it another date, which who runs the body does and says why, or to someone of the organisation that owes it.
 *
 * @throws Refusal PLATFORM.NOT_FOUND, DECISIONS.MAY_NOT_FINISH, DECISIONS.MAY_NOT_PUT_OFF, DECISIONS.FOLLOW_UP_DONE,
 * DECISIONS.NOT_OF_ORGANISATION, MEETINGS.CONFLICTED, PLATFORM.VERSION_STALE
 */
export async function changeFollowUp(
  work: Work,
  number: string,
  id: string,
  version: number,
  change: FollowUpChange,
): Promise<void> {
  const found = await followUpFor(work, number, id, version);
  const moved = change.due !== undefined && change.due !== found.due;
  if (moved && !mayPutOff(work.actor, found.body_id)) throw new Refusal(mayNotPutOff);
  if (moved && found.state === 'done') throw new Refusal(followUpDone);
  await work.row({
    text: `UPDATE decisions_follow_up SET due = coalesce($3, due), why = $4, person_id = CASE WHEN $5 THEN $6::uuid ELSE person_id END,
             version = version + 1 WHERE network_id = $1 AND id = $2`,
    values: [
      work.networkId,
      id,
      change.due ?? null,
      moved ? (change.why ?? null) : null,
      change.person !== undefined,
      change.person ?? null,
    ],
  });
  tellOf(work, found, moved ? 'decisions.follow-up-moved' : 'decisions.follow-up-given');
}

/**
 * Says how it goes.
 *
 * @throws Refusal PLATFORM.NOT_FOUND, DECISIONS.MAY_NOT_FINISH, MEETINGS.CONFLICTED
 */
export async function noteFollowUp(work: Work, number: string, id: string, note: NewFollowUpNote): Promise<void> {
  const found = await followUpFor(work, number, id, null);
  await work.row({
    text: `INSERT INTO decisions_follow_up_note (network_id, follow_up_id, decision_id, kind, text, link, noted_by)
           VALUES ($1, $2, $3, 'progress', $4, $5, $6)`,
    values: [work.networkId, id, found.decision_id, note.text, note.link ?? null, work.actor.personId],
  });
  tellOf(work, found, 'decisions.follow-up-noted');
}

async function followUpFor(work: Work, number: string, id: string, version: number | null): Promise<StoredFollowUp> {
  const found = await work.row<StoredFollowUp & Record<string, unknown>>(storedFollowUp(work.networkId, number, id));
  if (!found) throw new Refusal(notFound);
  if (!mayFinish(work.actor, found)) throw new Refusal(mayNotFinish);
  if (found.conflicted) throw new Refusal(conflicted);
  if (version !== null && found.version !== version) throw new Refusal(versionStale);
  return found;
}

function tellOf(work: Work, followUp: StoredFollowUp, kind: string): void {
  work.tell({
    kind,
    subjectKind: 'decision',
    subjectId: followUp.decision_id,
    organisationId: followUp.organisation_id,
    visibility: followUp.visibility,
    bodyId: followUp.body_id,
  });
}
