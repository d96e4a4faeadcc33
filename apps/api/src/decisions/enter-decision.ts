import { decisionRecordFields, type DecisionRecord } from '@torv/shared/decisions';
import type { Visibility } from '@torv/shared/kernel';
import type { VerifiableLog } from '../log/verifiable-log';
import type { Work } from '../platform/database/unit-of-work';
import { numberOfDecision } from './keep-decision.sql';

/**
 * Enters a decision in the log at the end of the work that records it, and tells it: the same whether it was made at a
 * table or in writing.
 *
 * @param take told the leaf's index once the work is done
 */
export function enterDecision(
  work: Work,
  log: VerifiableLog,
  { id, bodyId }: { id: string; bodyId: string },
  record: DecisionRecord,
  take?: (index: number) => void,
): void {
  const visibility = record.visibility as Visibility;
  log.seal(
    work,
    {
      kind: 'decision',
      subjectId: id,
      at: record.decidedAt,
      record: Object.fromEntries(decisionRecordFields.map((field) => [field, record[field]])),
      visibility,
      bodyId,
      late: { field: 'number', query: numberOfDecision },
    },
    take,
  );
  work.tell({
    kind: 'decisions.recorded',
    subjectKind: 'decision',
    subjectId: id,
    word: record.outcome,
    visibility,
    bodyId,
  });
}
