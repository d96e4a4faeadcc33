import type { Visibility } from '@torv/shared/kernel';
import { mandateAdopted } from '../bodies/bodies.refusals';
import type { Work } from '../platform/database/unit-of-work';
import type { VerifiableLog } from '../log/verifiable-log';
import { notFound, Refusal, versionStale } from '../platform/errors/refusal';
import { mayRecord } from './decisions.policy';
import { mayNotAdopt } from './decisions.refusals';
import { recordOfMandate } from './mandates-of-decisions.sql';

/**
 * Says that a decision adopts a version of what a body may do, which is in force from then on, sealed in the log and never edited. By which
 * decision is guarded by the database: an adopted one, of the body itself or of one that it reports to.
 *
 * @param revision of the mandate, as it was read
 * @throws Refusal DECISIONS.MAY_NOT_ADOPT, DECISIONS.ADOPTS_NOTHING, DECISIONS.MANDATE_OF_OTHERS, DECISIONS.OLDER_THAN_MANDATE,
 * BODIES.MANDATE_ADOPTED, PLATFORM.NOT_FOUND, PLATFORM.VERSION_STALE
 */
export async function adoptMandate(
  work: Work,
  log: VerifiableLog,
  number: string,
  mandateId: string,
  revision: number,
): Promise<void> {
  const decision = await work.row<{ id: string; body_id: string; visibility: Visibility }>({
    text: 'SELECT id, body_id, visibility FROM decisions_decision WHERE network_id = $1 AND number = $2',
    values: [work.networkId, number],
  });
  if (!decision) throw new Refusal(notFound);
  if (!mayRecord(work.actor, decision.body_id)) throw new Refusal(mayNotAdopt);
  const mandate = await work.row<{ body_id: string; revision: number; adopted: boolean }>({
    text: 'SELECT body_id, revision, adopted_by IS NOT NULL AS adopted FROM bodies_mandate WHERE network_id = $1 AND id = $2',
    values: [work.networkId, mandateId],
  });
  if (!mandate) throw new Refusal(notFound, [{ path: 'mandateId', message: notFound.sentence }]);
  if (mandate.adopted) throw new Refusal(mandateAdopted);
  if (mandate.revision !== revision) throw new Refusal(versionStale);
  await work.row({
    text: 'SELECT decisions_adopt_mandate($1, $2, $3, $4)',
    values: [work.networkId, decision.id, mandateId, revision],
  });
  const sealed = await work.row<{ record: Record<string, unknown> }>(recordOfMandate(work.networkId, mandateId));
  log.seal(work, {
    kind: 'mandate',
    subjectId: mandateId,
    at: new Date().toISOString(),
    record: sealed!.record,
    visibility: 'network',
    bodyId: mandate.body_id,
  });
  work.tell({
    kind: 'bodies.mandate-adopted',
    subjectKind: 'body',
    subjectId: mandate.body_id,
    visibility: 'network',
    bodyId: mandate.body_id,
  });
}
