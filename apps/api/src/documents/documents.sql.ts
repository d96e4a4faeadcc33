import { erasedPerson } from '@torv/shared/kernel';
import type { DocumentQuery } from '@torv/shared/documents';
import type { Query } from '../platform/database/query';

const runByActor = (alias: string) =>
  `${alias}.body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run')`;
const takesPart = (alias: string) => `${alias}.matter_id NOT IN (SELECT x.subject_id FROM platform_exclusion x)`;
const place = (network: string, kind: string, subject: string) => `documents_place(${network}, ${kind}, ${subject})`;

/** One document (`DocumentView`), over `d`; never its bytes. */
const documentJson = `json_build_object('id', d.id, 'version', d.version, 'subjectKind', d.subject_kind, 'subjectId', d.subject_id,
  'kind', CASE WHEN d.url IS NULL THEN 'file' ELSE 'link' END, 'name', d.name, 'url', d.url, 'mediaType', d.media_type, 'size', d.size,
  'sha256', encode(d.sha256, 'hex'), 'narrower', d.narrower, 'addedAt', d.added_at, 'removedAt', d.removed_at,
  'addedBy', coalesce((SELECT i.name FROM identity_person i WHERE i.id = d.added_by), '${erasedPerson}'),
  'removedBy', CASE WHEN d.removed_by IS NULL THEN NULL ELSE coalesce((SELECT i.name FROM identity_person i WHERE i.id = d.removed_by), '${erasedPerson}') END,
  'mayRemove', d.removed_at IS NULL AND (d.added_by = platform_actor() OR ${runByActor('d')}) AND ${takesPart('d')}
    AND NOT coalesce((SELECT s.is_settled FROM ${place('d.network_id', 'd.subject_kind', 'd.subject_id')} s), false))`;

/** Those of one subject, and whether the actor may add to it; no row when they do not see the subject. */
export const documentsOf = (networkId: string, { subjectKind, subjectId }: DocumentQuery): Query => ({
  name: 'documents-of',
  text: `SELECT json_build_object('items', coalesce((SELECT json_agg(${documentJson} ORDER BY d.id) FROM documents_document d
             WHERE d.network_id = $1 AND d.subject_kind = $2 AND d.subject_id = $3), '[]'),
           'mayAdd', NOT p.is_settled AND ${takesPart('p')} AND (${runByActor('p')} OR coalesce(p.author_id = platform_actor(), false)
             OR coalesce(p.organisation_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'organisation'), false)))::text AS json
         FROM ${place('$1', '$2', '$3')} p`,
  values: [networkId, subjectKind, subjectId],
});

export const documentById = (networkId: string, id: string): Query => ({
  name: 'document-by-id',
  text: `SELECT d.version, ${documentJson}::text AS json FROM documents_document d WHERE d.network_id = $1 AND d.id = $2`,
  values: [networkId, id],
});

/** A file with its bytes; null bytes when it was taken away. */
export const fileOfDocument = (networkId: string, id: string): Query => ({
  name: 'file-of-document',
  text: `SELECT d.name, d.media_type, d.content FROM documents_document d WHERE d.network_id = $1 AND d.id = $2 AND d.url IS NULL`,
  values: [networkId, id],
});

/** Where a subject stands, and whether the actor takes no part in it; no row when they do not see it. */
export const placeOfSubject = (networkId: string, { subjectKind, subjectId }: DocumentQuery): Query => ({
  text: `SELECT p.*, NOT ${takesPart('p')} AS conflicted FROM ${place('$1', '$2', '$3')} p`,
  values: [networkId, subjectKind, subjectId],
});
