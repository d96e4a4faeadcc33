import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/** A way of looking at the log that a person named for themselves; nobody else's business. */
export class DecisionsKeepViews1763942400073 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- query: what stands after the ? in the address of the list.
      CREATE TABLE decisions_saved_view (
        network_id uuid NOT NULL REFERENCES places_network (id),
        id         uuid NOT NULL DEFAULT uuidv7(),
        version    integer NOT NULL DEFAULT 1,
        person_id  uuid NOT NULL REFERENCES identity_person (id),
        name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        query      text NOT NULL CHECK (length(query) <= 600),
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, person_id, name)
      );
      CREATE INDEX decisions_saved_view_of_person ON decisions_saved_view (person_id);
      ${forceRowSecurity('decisions_saved_view')}
      CREATE POLICY decisions_saved_view_mine ON decisions_saved_view TO torv_app
        USING (person_id = platform_actor() AND network_id IN (SELECT g.network_id FROM platform_grant g WHERE g.scope = 'network'))
        WITH CHECK (person_id = platform_actor() AND network_id IN (SELECT g.network_id FROM platform_grant g WHERE g.scope = 'network'));
      GRANT SELECT, INSERT, DELETE ON decisions_saved_view TO torv_app;
      GRANT UPDATE (version, name, query) ON decisions_saved_view TO torv_app;

      CREATE FUNCTION decisions_guard_views() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF (SELECT count(*) FROM decisions_saved_view v WHERE v.network_id = NEW.network_id AND v.person_id = NEW.person_id) >= 30 THEN
            RAISE EXCEPTION 'DECISIONS.TOO_MANY_VIEWS' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER decisions_saved_view_few BEFORE INSERT ON decisions_saved_view FOR EACH ROW EXECUTE FUNCTION decisions_guard_views();

      -- Theirs alone, so it goes with them.
      CREATE FUNCTION decisions_forget_views() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          DELETE FROM decisions_saved_view WHERE person_id = NEW.id;
          RETURN NULL;
        END $$;
      CREATE TRIGGER identity_person_forgets_views AFTER UPDATE ON identity_person FOR EACH ROW
        WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL) EXECUTE FUNCTION decisions_forget_views();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
