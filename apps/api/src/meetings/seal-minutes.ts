import type { Visibility } from '@torv/shared/kernel';
import type { VerifiableLog } from '../log/verifiable-log';
import type { Work } from '../platform/database/unit-of-work';

/**
 * Writes the protocol of a meeting that has just closed and seals it in the log: where and when, which organisations
 * were there, what was on the agenda. The database writes it from the meeting's own rows, so that nobody words it.
 */
export async function sealMinutes(
  work: Work,
  log: VerifiableLog,
  meeting: { id: string; visibility: Visibility; body_id: string },
): Promise<void> {
  const kept = await work.row<{ id: string; record: Record<string, unknown> }>({
    text: 'SELECT id, record FROM meetings_keep_minutes($1, $2)',
    values: [work.networkId, meeting.id],
  });
  log.seal(work, {
    kind: 'minutes',
    subjectId: kept!.id,
    at: new Date().toISOString(),
    record: kept!.record,
    visibility: meeting.visibility,
    bodyId: meeting.body_id,
  });
}
