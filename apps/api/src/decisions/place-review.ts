import type { ReviewPlacement } from '@torv/shared/decisions';
import type { Visibility } from '@torv/shared/kernel';
import type { Meetings } from '../meetings/meetings';
import { conflicted } from '../meetings/meetings.refusals';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal } from '../platform/errors/refusal';
import { reviewWaits } from './chain.sql';
import { mayAddFollowUp } from './decisions.policy';
import { mayNotPlaceReview, nothingToReview, reviewElsewhere } from './decisions.refusals';

/**
 * Puts a decision on the agenda of a meeting of its body, to be confirmed, changed or revoked there.
 *
 * @param version the meeting's, as it was read
 * @returns the item's id
 * @throws Refusal PLATFORM.NOT_FOUND, DECISIONS.MAY_NOT_PLACE_REVIEW, DECISIONS.NOTHING_TO_REVIEW, DECISIONS.REVIEW_ELSEWHERE,
 * MEETINGS.CONFLICTED, and those of changing a meeting
 */
export async function placeReview(
  work: Work,
  meetings: Meetings,
  number: string,
  version: number,
  { meetingId }: ReviewPlacement,
): Promise<string> {
  const decision = await work.row<{
    id: string;
    title: string;
    body_id: string;
    visibility: Visibility;
    standing: boolean;
    conflicted: boolean;
    language: string;
  }>({
    text: `SELECT d.id, d.title, d.body_id, d.visibility, coalesce(n.languages[1], 'da') AS language, d.outcome = 'adopted' AND ${reviewWaits} AS standing,
             d.id IN (SELECT x.subject_id FROM platform_exclusion x) AS conflicted
           FROM decisions_decision d JOIN places_network n ON n.id = d.network_id WHERE d.network_id = $1 AND d.number = $2`,
    values: [work.networkId, number],
  });
  if (!decision) throw new Refusal(notFound);
  if (!mayAddFollowUp(work.actor, decision.body_id)) throw new Refusal(mayNotPlaceReview);
  if (decision.conflicted) throw new Refusal(conflicted);
  if (!decision.standing) throw new Refusal(nothingToReview);
  const meeting = await meetings.forRunning(work, meetingId, version);
  if (meeting.body_id !== decision.body_id)
    throw new Refusal(reviewElsewhere, [{ path: 'meetingId', message: reviewElsewhere.sentence }]);
  const again = decision.language === 'da' ? 'Tages op igen' : 'Looked at again';
  const title = `${again}: ${decision.title}`.slice(0, 200);
  const subject = { kind: 'decision', id: decision.id, visibility: decision.visibility };
  return meetings.addItem(work, meetingId, null, { title, kind: 'decision', minutes: 10 }, subject);
}
