import { createHash } from 'node:crypto';
import type { DocumentQuery, Narrower, NewLink } from '@torv/shared/documents';
import type { Visibility } from '@torv/shared/kernel';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal } from '../platform/errors/refusal';
import { type DocumentPlace, mayAddTo } from './documents.policy';
import { mayNotAdd, notNarrower, settled, takesNoPart } from './documents.refusals';
import { placeOfSubject } from './documents.sql';
import type { ContentType } from './type-of-content';

/** A file that has been read whole and looked into. */
export interface ReadFile {
  name: string;
  type: ContentType;
  bytes: Buffer;
}

export interface SubjectPlace extends DocumentPlace {
  matter_kind: string;
  matter_id: string;
  visibility: Visibility;
  is_draft: boolean;
  is_settled: boolean;
  conflicted: boolean;
}

const grades = ['public', 'network', 'body', 'closed'];

/**
 * Adds a file or a link to a subject.
 *
 * @returns the document's id
 * @throws Refusal PLATFORM.NOT_FOUND when the actor does not see the subject
 * @throws Refusal DOCUMENTS.MAY_NOT_ADD, .TAKES_NO_PART, .SETTLED, .NOT_NARROWER, .TOO_MANY
 */
export async function addDocument(
  work: Work,
  subject: DocumentQuery & { narrower?: Narrower | undefined },
  what: ReadFile | Pick<NewLink, 'name' | 'url'>,
): Promise<string> {
  const place = await work.row<SubjectPlace & Record<string, unknown>>(placeOfSubject(work.networkId, subject));
  if (!place) throw new Refusal(notFound);
  if (!mayAddTo(work.actor, place)) throw new Refusal(mayNotAdd);
  if (place.conflicted) throw new Refusal(takesNoPart);
  if (place.is_settled) throw new Refusal(settled);
  const { narrower = null } = subject;
  if (narrower !== null && grades.indexOf(narrower) <= grades.indexOf(place.visibility))
    throw new Refusal(notNarrower, [{ path: 'narrower', message: notNarrower.sentence }]);
  const file = 'bytes' in what ? what : null;
  const made = await work.row<{ id: string }>({
    text: `INSERT INTO documents_document (network_id, subject_kind, subject_id, narrower, name, url, media_type, size, sha256, content, added_by)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, platform_actor()) RETURNING id`,
    values: [
      work.networkId,
      subject.subjectKind,
      subject.subjectId,
      narrower,
      what.name,
      'url' in what ? what.url : null,
      file?.type.mediaType ?? null,
      file?.bytes.length ?? null,
      file ? createHash('sha256').update(file.bytes).digest() : null,
      file?.bytes ?? null,
    ],
  });
  tellOfDocument(work, 'documents.added', place, narrower);
  return made!.id;
}

/** Tells of what it stands on; of a draft nothing is told. */
export function tellOfDocument(work: Work, kind: string, place: SubjectPlace, narrower: Narrower | null): void {
  if (place.is_draft) return;
  work.tell({
    kind,
    subjectKind: place.matter_kind,
    subjectId: place.matter_id,
    visibility: narrower ?? place.visibility,
    bodyId: place.body_id,
  });
}
