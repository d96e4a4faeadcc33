import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bodyRunByActor, conflictsOfActor, forceRowSecurity, withheldFromActor } from './row-security';

/**
 * Files and links on what a body deals with. A document is seen by who sees what it stands on, or by fewer of them; so
 * drafts, conflicts of interest, named participants and whatever else a subject's own policies say hold for its documents.
 */
export class DocumentsKeepFiles1763942400075 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const matter = (kind: string, table: string) =>
      `(matter_kind = '${kind}' AND (SELECT true FROM ${table} s WHERE s.network_id = documents_document.network_id AND s.id = matter_id))`;
    const matterSeen = `(${matter('proposal', 'proposals_proposal')} OR ${matter('decision', 'decisions_decision')} OR ${matter('item', 'meetings_item')})`;
    const grants = (scope: string) => `(SELECT g.scope_id FROM platform_grant g WHERE g.scope = '${scope}')`;
    const asNarrow = `(narrower IS NULL OR narrower = 'network' AND network_id IN ${grants('network')}
      OR narrower = 'body' AND body_id IN ${grants('body')} OR narrower = 'closed' AND body_id IN ${grants('closed')})`;
    const ofActor = `(author_id = platform_actor() OR ${bodyRunByActor} OR organisation_id IN ${grants('organisation')})`;
    await runner.query(`
      -- matter: what decides who sees it: the subject, or the decision that a follow-up belongs to. body, author and
      -- organisation are copied from the subject when the document is added; no request names them.
      -- narrower: fewer than see the subject; null: whoever sees it. A file that was taken away keeps all but its bytes.
      CREATE TABLE documents_document (
        network_id      uuid NOT NULL,
        id              uuid NOT NULL DEFAULT uuidv7(),
        version         integer NOT NULL DEFAULT 1,
        subject_kind    text NOT NULL CHECK (subject_kind IN ('proposal', 'decision', 'follow-up', 'item')),
        subject_id      uuid NOT NULL,
        matter_kind     text NOT NULL CHECK (matter_kind IN ('proposal', 'decision', 'item')),
        matter_id       uuid NOT NULL,
        body_id         uuid NOT NULL,
        author_id       uuid REFERENCES identity_person (id),
        organisation_id uuid,
        narrower        text CHECK (narrower IN ('network', 'body', 'closed')),
        name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        url             text CHECK (length(url) <= 2000 AND url ~ '^https?://'),
        media_type      text,
        size            integer CHECK (size BETWEEN 1 AND 20971520),
        sha256          bytea,
        content         bytea,
        added_by        uuid NOT NULL REFERENCES identity_person (id),
        added_at        timestamptz NOT NULL DEFAULT now(),
        removed_by      uuid REFERENCES identity_person (id),
        removed_at      timestamptz,
        PRIMARY KEY (network_id, id),
        FOREIGN KEY (network_id, body_id) REFERENCES bodies_body (network_id, id),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id),
        CHECK (num_nonnulls(media_type, size, sha256) = CASE WHEN url IS NULL THEN 3 ELSE 0 END),
        CHECK (content IS NULL OR (url IS NULL AND octet_length(content) = size AND sha256(content) = sha256)),
        CHECK (url IS NOT NULL OR (content IS NULL) = (removed_at IS NOT NULL)),
        CHECK (num_nulls(removed_by, removed_at) IN (0, 2))
      );
      -- Bytes of files are compressed already.
      ALTER TABLE documents_document ALTER COLUMN content SET STORAGE EXTERNAL;
      CREATE INDEX documents_document_of_subject ON documents_document (network_id, subject_id);
      CREATE INDEX documents_document_of_matter ON documents_document (network_id, matter_id);

      -- Where a subject stands, for who asks; nothing when they do not see it.
      CREATE FUNCTION documents_place(network uuid, asked_kind text, asked_id uuid)
        RETURNS TABLE (matter_kind text, matter_id uuid, body_id uuid, author_id uuid, organisation_id uuid, visibility text, is_draft boolean, is_settled boolean)
        LANGUAGE sql STABLE SET search_path = public AS $$
          SELECT 'proposal', p.id, p.body_id, p.author_id, NULL::uuid, p.visibility, p.state = 'draft', p.state IN ('decided', 'withdrawn')
            FROM proposals_proposal p WHERE asked_kind = 'proposal' AND p.network_id = network AND p.id = asked_id
          UNION ALL SELECT 'decision', d.id, d.body_id, NULL, NULL, d.visibility, false, false
            FROM decisions_decision d WHERE asked_kind = 'decision' AND d.network_id = network AND d.id = asked_id
          UNION ALL SELECT 'decision', d.id, d.body_id, NULL, f.organisation_id, d.visibility, false, false
            FROM decisions_follow_up f JOIN decisions_decision d ON d.network_id = f.network_id AND d.id = f.decision_id
            WHERE asked_kind = 'follow-up' AND f.network_id = network AND f.id = asked_id
          UNION ALL SELECT 'item', i.id, i.body_id, NULL, NULL, i.visibility, false, coalesce(m.state IN ('closed', 'cancelled'), false)
            FROM meetings_item i LEFT JOIN meetings_meeting m ON m.network_id = i.network_id AND m.id = i.meeting_id
            WHERE asked_kind = 'item' AND i.network_id = network AND i.id = asked_id
        $$;
      REVOKE ALL ON FUNCTION documents_place FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION documents_place TO torv_app;

      CREATE FUNCTION documents_guard_document() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        DECLARE
          place record;
          grades constant text[] := '{public,network,body,closed}';
        BEGIN
          SELECT * INTO place FROM documents_place(NEW.network_id, NEW.subject_kind, NEW.subject_id);
          IF place.matter_id IS NULL THEN
            -- An item that was taken off its agenda leaves its documents; they are seen by nobody, and can still be taken away.
            IF TG_OP = 'UPDATE' THEN
              RETURN NEW;
            END IF;
            RAISE EXCEPTION 'PLATFORM.NOT_FOUND' USING ERRCODE = 'restrict_violation';
          END IF;
          IF place.is_settled THEN
            RAISE EXCEPTION 'DOCUMENTS.SETTLED' USING ERRCODE = 'restrict_violation';
          END IF;
          IF TG_OP = 'INSERT' THEN
            NEW.matter_kind := place.matter_kind;
            NEW.matter_id := place.matter_id;
            NEW.body_id := place.body_id;
            NEW.author_id := place.author_id;
            NEW.organisation_id := place.organisation_id;
            IF array_position(grades, NEW.narrower) <= array_position(grades, place.visibility) THEN
              RAISE EXCEPTION 'DOCUMENTS.NOT_NARROWER' USING ERRCODE = 'restrict_violation';
            END IF;
            IF (SELECT count(*) FROM documents_document x WHERE x.network_id = NEW.network_id AND x.subject_id = NEW.subject_id AND x.removed_at IS NULL) >= 50 THEN
              RAISE EXCEPTION 'DOCUMENTS.TOO_MANY' USING ERRCODE = 'restrict_violation';
            END IF;
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER documents_document_guard BEFORE INSERT OR UPDATE ON documents_document
        FOR EACH ROW EXECUTE FUNCTION documents_guard_document();

      ${forceRowSecurity('documents_document')}
      CREATE POLICY documents_document_visible ON documents_document FOR SELECT TO torv_app USING (${asNarrow} AND ${matterSeen});
      CREATE POLICY documents_document_withheld ON documents_document AS RESTRICTIVE FOR SELECT TO torv_app
        USING (narrower IS NULL OR matter_id NOT IN ${withheldFromActor});
      -- Its author, who runs the body, and the organisation that owes a follow-up add to it; each in their own name.
      CREATE POLICY documents_document_add ON documents_document FOR INSERT TO torv_app
        WITH CHECK (added_by = platform_actor() AND removed_at IS NULL AND ${ofActor} AND ${matterSeen});
      CREATE POLICY documents_document_remove ON documents_document FOR UPDATE TO torv_app
        USING (removed_at IS NULL AND (added_by = platform_actor() OR ${bodyRunByActor}))
        WITH CHECK (removed_at IS NOT NULL AND content IS NULL AND removed_by = platform_actor());
      CREATE POLICY documents_document_takes_no_part ON documents_document AS RESTRICTIVE FOR INSERT TO torv_app
        WITH CHECK (matter_id NOT IN ${conflictsOfActor});
      CREATE POLICY documents_document_removes_no_part ON documents_document AS RESTRICTIVE FOR UPDATE TO torv_app
        USING (matter_id NOT IN ${conflictsOfActor});
      GRANT SELECT, INSERT (network_id, subject_kind, subject_id, narrower, name, url, media_type, size, sha256, content, added_by),
        UPDATE (version, content, removed_by, removed_at) ON documents_document TO torv_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
