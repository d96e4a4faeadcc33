import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/**
 * A position is taken on words, so the words that others could read are kept: each change of a proposal that is no draft
 * any more makes a version, and whoever spoke before it is asked to look again at what changed.
 */
export class ProposalsKeepVersions1763942400061 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- number: the proposal's version in which the words became these.
      CREATE TABLE proposals_version (
        network_id  uuid NOT NULL,
        id          uuid NOT NULL DEFAULT uuidv7(),
        proposal_id uuid NOT NULL,
        number      integer NOT NULL CHECK (number >= 1),
        title       text NOT NULL,
        text        text NOT NULL,
        background  text,
        written_by  uuid NOT NULL REFERENCES identity_person (id),
        written_at  timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, proposal_id, number),
        FOREIGN KEY (network_id, proposal_id) REFERENCES proposals_proposal (network_id, id)
      );
      CREATE INDEX proposals_version_by_person ON proposals_version (written_by);
      ${forceRowSecurity('proposals_version')}
      -- Whoever sees the proposal sees what it said before; nobody writes here but the proposal itself.
      CREATE POLICY proposals_version_visible ON proposals_version FOR SELECT TO torv_app
        USING ((SELECT true FROM proposals_proposal parent WHERE parent.network_id = proposals_version.network_id AND parent.id = proposals_version.proposal_id));
      GRANT SELECT ON proposals_version TO torv_app;

      -- Words do not change unnoticed: a change is a new version, and it dates what was said on the words before.
      CREATE FUNCTION proposals_number_words() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          NEW.text_version := OLD.text_version;
          IF (NEW.title, NEW.text, NEW.background) IS DISTINCT FROM (OLD.title, OLD.text, OLD.background) THEN
            IF NEW.version <= OLD.version THEN
              RAISE EXCEPTION 'PROPOSALS.WORDS_UNNUMBERED' USING ERRCODE = 'restrict_violation';
            END IF;
            IF (NEW.title, NEW.text) IS DISTINCT FROM (OLD.title, OLD.text) THEN
              NEW.text_version := NEW.version;
            END IF;
          ELSIF NEW.version < OLD.version THEN
            RAISE EXCEPTION 'PROPOSALS.WORDS_UNNUMBERED' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER proposals_proposal_numbered BEFORE UPDATE ON proposals_proposal
        FOR EACH ROW EXECUTE FUNCTION proposals_number_words();

      CREATE FUNCTION proposals_keep_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          INSERT INTO proposals_version (network_id, proposal_id, number, title, text, background, written_by)
            VALUES (NEW.network_id, NEW.id, NEW.version, NEW.title, NEW.text, NEW.background, coalesce(platform_actor(), NEW.author_id));
          RETURN NULL;
        END $$;
      -- What its author wrote while it was a draft is nobody else's.
      CREATE TRIGGER proposals_proposal_kept AFTER UPDATE ON proposals_proposal FOR EACH ROW
        WHEN (NEW.state <> 'draft' AND (OLD.state = 'draft' OR (NEW.title, NEW.text, NEW.background) IS DISTINCT FROM (OLD.title, OLD.text, OLD.background)))
        EXECUTE FUNCTION proposals_keep_version();

      INSERT INTO proposals_version (network_id, proposal_id, number, title, text, background, written_by, written_at)
        SELECT network_id, id, text_version, title, text, background, author_id, created_at FROM proposals_proposal WHERE state <> 'draft';

      -- Nobody speaks on words that are not written yet.
      CREATE FUNCTION proposals_guard_read_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NEW.on_version > (SELECT p.version FROM proposals_proposal p WHERE p.network_id = NEW.network_id AND p.id = NEW.proposal_id) THEN
            RAISE EXCEPTION 'PROPOSALS.WORDS_UNREAD' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER proposals_position_on_words BEFORE INSERT ON proposals_position FOR EACH ROW EXECUTE FUNCTION proposals_guard_read_version();
      CREATE TRIGGER proposals_pending_on_words BEFORE INSERT ON proposals_pending FOR EACH ROW EXECUTE FUNCTION proposals_guard_read_version();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
