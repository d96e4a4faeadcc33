import type { MigrationInterface, QueryRunner } from 'typeorm';

/** True for rows of a network that the actor is the facilitator of. */
const facilitated = `network_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'facilitate')`;

/** The facilitator sets up bodies, changes and closes them, and says how they hang together. */
export class BodiesSetUpBodies1763942400045 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE bodies_body
        ADD COLUMN version integer NOT NULL DEFAULT 1,
        ADD COLUMN purpose text,
        -- The last day that it stood; null while it stands.
        ADD COLUMN ended_on date,
        -- What whoever sits here signs before they see what is for the body; null: nothing.
        ADD COLUMN confidentiality text;
      CREATE POLICY bodies_body_set_up ON bodies_body FOR INSERT TO torv_app WITH CHECK (${facilitated});
      CREATE POLICY bodies_body_change ON bodies_body FOR UPDATE TO torv_app USING (${facilitated}) WITH CHECK (${facilitated});
      GRANT INSERT (network_id, key, name, kind, since, purpose, secretariat_id, confidentiality) ON bodies_body TO torv_app;
      GRANT UPDATE (version, name, kind, purpose, secretariat_id, confidentiality, ended_on) ON bodies_body TO torv_app;

      -- reports-to: whose decisions it works under. advises: whom it gives advice.
      ALTER TABLE bodies_link DROP CONSTRAINT bodies_link_kind_check,
        ADD CONSTRAINT bodies_link_kind_check CHECK (kind IN ('linked-to', 'dialogue-with', 'reports-to', 'advises')),
        ADD CONSTRAINT bodies_link_ends_check CHECK ((kind = 'dialogue-with') = (organisation_id IS NOT NULL)),
        ADD CONSTRAINT bodies_link_other_check CHECK (body_id <> other_body_id);
      CREATE INDEX bodies_link_to_body ON bodies_link (network_id, other_body_id) WHERE other_body_id IS NOT NULL;
      CREATE POLICY bodies_link_set_up ON bodies_link FOR INSERT TO torv_app WITH CHECK (${facilitated});
      CREATE POLICY bodies_link_take_off ON bodies_link FOR DELETE TO torv_app USING (${facilitated});
      GRANT INSERT (network_id, body_id, kind, other_body_id, organisation_id), DELETE ON bodies_link TO torv_app;

      -- Nobody reports to oneself, by however many others. One link of a network is made at a time, or two could close a ring.
      CREATE FUNCTION bodies_guard_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('bodies.link ' || NEW.network_id, 0));
        IF EXISTS (
          WITH RECURSIVE above(id) AS (
            SELECT NEW.other_body_id
            UNION
            SELECT l.other_body_id FROM bodies_link l JOIN above a ON l.body_id = a.id
            WHERE l.network_id = NEW.network_id AND l.kind = 'reports-to'
          )
          SELECT FROM above WHERE id = NEW.body_id
        ) THEN
          RAISE EXCEPTION 'BODIES.REPORTS_IN_A_RING' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER bodies_link_guard BEFORE INSERT OR UPDATE ON bodies_link
        FOR EACH ROW WHEN (NEW.kind = 'reports-to') EXECUTE FUNCTION bodies_guard_link();

      -- A body's end is not put into the past and not taken back: its seats ended with it.
      CREATE FUNCTION bodies_guard_end() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.ended_on IS NOT NULL THEN
          RAISE EXCEPTION 'BODIES.CLOSED' USING ERRCODE = 'restrict_violation';
        END IF;
        IF NEW.ended_on < places_today(NEW.network_id) THEN
          RAISE EXCEPTION 'BODIES.ENDS_IN_THE_PAST' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER bodies_body_end BEFORE UPDATE ON bodies_body
        FOR EACH ROW WHEN (NEW.ended_on IS DISTINCT FROM OLD.ended_on) EXECUTE FUNCTION bodies_guard_end();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
