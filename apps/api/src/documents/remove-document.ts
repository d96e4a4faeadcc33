import type { DocumentSubject, Narrower } from '@torv/shared/documents';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal, versionStale } from '../platform/errors/refusal';
import { type SubjectPlace, tellOfDocument } from './add-document';
import { mayRemove } from './documents.policy';
import { mayNotRemove, settled, takenAway, takesNoPart } from './documents.refusals';
import { placeOfSubject } from './documents.sql';

interface StoredDocument {
  version: number;
  added_by: string;
  body_id: string;
  subject_kind: DocumentSubject;
  subject_id: string;
  narrower: Narrower | null;
  removed: boolean;
  [column: string]: unknown;
}

/**
 * Takes a document away: its name and checksum stay, its bytes go.
 *
 * @throws Refusal PLATFORM.NOT_FOUND, PLATFORM.VERSION_STALE, DOCUMENTS.MAY_NOT_REMOVE, .TAKES_NO_PART, .TAKEN_AWAY, .SETTLED
 */
export async function removeDocument(work: Work, id: string, version: number): Promise<void> {
  const found = await work.row<StoredDocument>({
    text: `SELECT d.version, d.added_by, d.body_id, d.subject_kind, d.subject_id, d.narrower, d.removed_at IS NOT NULL AS removed
           FROM documents_document d WHERE d.network_id = $1 AND d.id = $2`,
    values: [work.networkId, id],
  });
  if (!found) throw new Refusal(notFound);
  const subject = { subjectKind: found.subject_kind, subjectId: found.subject_id };
  const place = await work.row<SubjectPlace & Record<string, unknown>>(placeOfSubject(work.networkId, subject));
  if (!place) throw new Refusal(notFound);
  if (!mayRemove(work.actor, found)) throw new Refusal(mayNotRemove);
  if (place.conflicted) throw new Refusal(takesNoPart);
  if (found.removed) throw new Refusal(takenAway);
  if (place.is_settled) throw new Refusal(settled);
  if (found.version !== version) throw new Refusal(versionStale);
  const taken = await work.rows({
    text: `UPDATE documents_document SET content = NULL, removed_by = platform_actor(), removed_at = now(), version = version + 1
           WHERE network_id = $1 AND id = $2 AND version = $3 RETURNING id`,
    values: [work.networkId, id, version],
  });
  if (taken.length === 0) throw new Refusal(versionStale);
  tellOfDocument(work, 'documents.removed', place, found.narrower);
}
