import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bodyRunByActor, forceRowSecurity, inActorsNetwork } from './row-security';

/**
 * A row of a seat is one sitting: who sat in a place, for whom, from when until when. Its person counts while they are
 * affiliated with the organisation that holds it. Deputies step in for a sitting; whoever sits in a closed body has signed.
 */
export class BodiesKeepSittings1763942400047 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE bodies_seat
        -- The same place over time, whoever sits in it.
        ADD COLUMN place_id uuid NOT NULL DEFAULT uuidv7(),
        ADD COLUMN version integer NOT NULL DEFAULT 1,
        -- It came about in Torv: no file changes it.
        ADD COLUMN by_hand boolean NOT NULL DEFAULT false,
        ADD CHECK (valid_until >= valid_from),
        ADD CHECK (NOT voting OR role IN ('chair', 'vice-chair', 'member'));
      ALTER TABLE bodies_seat DROP CONSTRAINT bodies_seat_network_id_body_id_organisation_id_role_valid_f_key;
      CREATE UNIQUE INDEX bodies_seat_of_place ON bodies_seat (network_id, place_id, valid_from);

      -- One place is filled once at a time, in one body and by one organisation.
      CREATE FUNCTION bodies_guard_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        IF EXISTS (SELECT FROM bodies_seat s WHERE s.network_id = NEW.network_id AND s.place_id = NEW.place_id AND s.id <> NEW.id
          AND ((s.body_id, s.organisation_id) <> (NEW.body_id, NEW.organisation_id)
            OR (s.valid_from < NEW.valid_until AND NEW.valid_from < s.valid_until))) THEN
          RAISE EXCEPTION 'BODIES.PLACE_TAKEN' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER bodies_seat_place AFTER INSERT OR UPDATE ON bodies_seat
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bodies_guard_place();

      -- deputy: steps in for one meeting (known by its id and its day) or a period. alternate: named beforehand to take the
      -- seat when it falls vacant; has no right until then.
      CREATE TABLE bodies_deputy (
        network_id      uuid NOT NULL,
        id              uuid NOT NULL DEFAULT uuidv7(),
        body_id         uuid NOT NULL,
        organisation_id uuid NOT NULL,
        place_id        uuid NOT NULL,
        person_id       uuid NOT NULL REFERENCES identity_person (id),
        kind            text NOT NULL CHECK (kind IN ('deputy', 'alternate')),
        meeting_id      uuid,
        valid_from      timestamptz NOT NULL,
        valid_until     timestamptz NOT NULL DEFAULT 'infinity',
        appointed_by    uuid REFERENCES identity_person (id),
        appointed_at    timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (network_id, id),
        FOREIGN KEY (network_id, body_id) REFERENCES bodies_body (network_id, id),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id),
        FOREIGN KEY (network_id, meeting_id) REFERENCES meetings_meeting (network_id, id),
        CHECK (valid_until >= valid_from),
        CHECK (meeting_id IS NULL OR kind = 'deputy')
      );
      CREATE INDEX bodies_deputy_of_place ON bodies_deputy (network_id, place_id);
      CREATE INDEX bodies_deputy_of_body ON bodies_deputy (network_id, body_id);
      CREATE INDEX bodies_deputy_of_person ON bodies_deputy (person_id);
      ${forceRowSecurity('bodies_deputy')}
      CREATE POLICY bodies_deputy_network ON bodies_deputy FOR SELECT TO torv_app USING (${inActorsNetwork});
      GRANT SELECT ON bodies_deputy TO torv_app;

      -- Who has signed what a closed body asks for. Its text is kept with it, for the body's may change.
      CREATE TABLE bodies_signature (
        network_id uuid NOT NULL,
        id         uuid NOT NULL DEFAULT uuidv7(),
        body_id    uuid NOT NULL,
        person_id  uuid NOT NULL REFERENCES identity_person (id),
        text       text NOT NULL,
        text_hash  bytea NOT NULL,
        signed_at  timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, body_id, person_id, text_hash),
        FOREIGN KEY (network_id, body_id) REFERENCES bodies_body (network_id, id),
        CHECK (text_hash = sha256(convert_to(text, 'UTF8')))
      );
      CREATE INDEX bodies_signature_of_person ON bodies_signature (person_id);
      ${forceRowSecurity('bodies_signature')}
      CREATE POLICY bodies_signature_mine ON bodies_signature FOR SELECT TO torv_app
        USING (person_id = platform_actor() OR ${bodyRunByActor});
      GRANT SELECT ON bodies_signature TO torv_app;

      -- Everything that one person may see and run in one body, derived anew from seats and deputies, each as far as the
      -- person is affiliated with its organisation, and from the signature that the body asks for.
      CREATE FUNCTION bodies_grant(network uuid, body uuid, person uuid) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          DELETE FROM platform_grant WHERE network_id = network AND person_id = person AND scope_id = body
            AND scope IN ('body', 'closed', 'chair', 'run');
          INSERT INTO platform_grant (network_id, person_id, scope, scope_id, source_id, valid_from, valid_until)
            SELECT network, person, g.scope, body, x.source, w.valid_from, w.valid_until
            FROM (
              SELECT s.id AS source, s.role, s.organisation_id, s.valid_from, s.valid_until, s.valid_from AS reads_from
              FROM bodies_seat s WHERE s.network_id = network AND s.body_id = body AND s.person_id = person
              UNION ALL
              -- A deputy has the rights of the place in their time. Who steps in for a meeting reads its pack from when they are appointed.
              SELECT d.id, s.role, d.organisation_id, greatest(d.valid_from, s.valid_from), least(d.valid_until, s.valid_until),
                greatest(CASE WHEN d.meeting_id IS NULL THEN d.valid_from ELSE least(d.appointed_at, d.valid_from) END, s.valid_from)
              FROM bodies_deputy d JOIN bodies_seat s ON s.network_id = d.network_id AND s.place_id = d.place_id
              WHERE d.network_id = network AND d.body_id = body AND d.person_id = person AND d.kind = 'deputy'
                AND s.valid_from < d.valid_until AND s.valid_until > least(d.appointed_at, d.valid_from)
            ) x
            CROSS JOIN LATERAL (VALUES ('body', true, x.reads_from), ('closed', x.role <> 'observer', x.reads_from),
              ('chair', x.role IN ('chair', 'vice-chair'), x.valid_from),
              ('run', x.role IN ('chair', 'vice-chair', 'secretary'), x.valid_from)) AS g (scope, given, since)
            CROSS JOIN LATERAL organisations_while_affiliated(network, person, x.organisation_id, least(g.since, x.valid_until), x.valid_until) w
            WHERE g.given AND g.since < x.valid_until AND EXISTS (
              SELECT FROM bodies_body b WHERE b.network_id = network AND b.id = body AND (b.confidentiality IS NULL OR EXISTS (
                SELECT FROM bodies_signature i WHERE i.network_id = network AND i.body_id = body AND i.person_id = person
                  AND i.text_hash = sha256(convert_to(b.confidentiality, 'UTF8')))))
            ON CONFLICT DO NOTHING;
        $$;
      REVOKE ALL ON FUNCTION bodies_grant FROM PUBLIC;

      DROP TRIGGER bodies_seat_grants ON bodies_seat;
      DROP FUNCTION bodies_keep_grants();

      -- A seat concerns who sat in it, who sits in it, and who steps in for its place.
      CREATE FUNCTION bodies_keep_seat_grants() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        one record;
      BEGIN
        FOR one IN
          SELECT OLD.network_id, OLD.body_id, OLD.person_id WHERE TG_OP <> 'INSERT' AND OLD.person_id IS NOT NULL
          UNION SELECT NEW.network_id, NEW.body_id, NEW.person_id WHERE TG_OP <> 'DELETE' AND NEW.person_id IS NOT NULL
          UNION SELECT d.network_id, d.body_id, d.person_id FROM bodies_deputy d
            WHERE d.kind = 'deputy' AND ((TG_OP <> 'INSERT' AND d.network_id = OLD.network_id AND d.place_id = OLD.place_id)
              OR (TG_OP <> 'DELETE' AND d.network_id = NEW.network_id AND d.place_id = NEW.place_id))
        LOOP
          PERFORM bodies_grant(one.network_id, one.body_id, one.person_id);
        END LOOP;
        RETURN NULL;
      END $$;
      CREATE TRIGGER bodies_seat_grants AFTER INSERT OR UPDATE OR DELETE ON bodies_seat
        FOR EACH ROW EXECUTE FUNCTION bodies_keep_seat_grants();

      CREATE FUNCTION bodies_keep_deputy_grants() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        IF TG_OP <> 'INSERT' THEN PERFORM bodies_grant(OLD.network_id, OLD.body_id, OLD.person_id); END IF;
        IF TG_OP <> 'DELETE' THEN PERFORM bodies_grant(NEW.network_id, NEW.body_id, NEW.person_id); END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER bodies_deputy_grants AFTER INSERT OR UPDATE OR DELETE ON bodies_deputy
        FOR EACH ROW EXECUTE FUNCTION bodies_keep_deputy_grants();
      CREATE TRIGGER bodies_signature_grants AFTER INSERT OR UPDATE OR DELETE ON bodies_signature
        FOR EACH ROW EXECUTE FUNCTION bodies_keep_deputy_grants();

      CREATE FUNCTION bodies_keep_affiliation_grants() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        one record;
      BEGIN
        FOR one IN
          WITH whose AS (
            SELECT OLD.network_id, OLD.person_id, OLD.organisation_id WHERE TG_OP <> 'INSERT'
            UNION SELECT NEW.network_id, NEW.person_id, NEW.organisation_id WHERE TG_OP <> 'DELETE')
          SELECT s.network_id, s.body_id, s.person_id FROM bodies_seat s JOIN whose USING (network_id, person_id, organisation_id)
          UNION SELECT d.network_id, d.body_id, d.person_id FROM bodies_deputy d JOIN whose USING (network_id, person_id, organisation_id)
        LOOP
          PERFORM bodies_grant(one.network_id, one.body_id, one.person_id);
        END LOOP;
        RETURN NULL;
      END $$;
      CREATE TRIGGER organisations_affiliation_seats AFTER INSERT OR UPDATE OR DELETE ON organisations_affiliation
        FOR EACH ROW EXECUTE FUNCTION bodies_keep_affiliation_grants();

      -- What all who sit in a body must sign, or no longer: asked of each of them.
      CREATE FUNCTION bodies_keep_body_grants() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        PERFORM bodies_grant(NEW.network_id, NEW.id, x.person_id) FROM (
          SELECT s.person_id FROM bodies_seat s WHERE s.network_id = NEW.network_id AND s.body_id = NEW.id AND s.person_id IS NOT NULL
          UNION SELECT d.person_id FROM bodies_deputy d WHERE d.network_id = NEW.network_id AND d.body_id = NEW.id) x;
        RETURN NULL;
      END $$;
      CREATE TRIGGER bodies_body_grants AFTER UPDATE ON bodies_body
        FOR EACH ROW WHEN (NEW.confidentiality IS DISTINCT FROM OLD.confidentiality) EXECUTE FUNCTION bodies_keep_body_grants();

      -- When a body ends, its seats end with it, at the end of its last day or now.
      CREATE FUNCTION bodies_end_seats() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        ends timestamptz := CASE WHEN NEW.ended_on <= places_today(NEW.network_id) THEN now()
          ELSE (NEW.ended_on + 1)::timestamp AT TIME ZONE (SELECT n.timezone FROM places_network n WHERE n.id = NEW.network_id) END;
      BEGIN
        DELETE FROM bodies_seat WHERE network_id = NEW.network_id AND body_id = NEW.id AND valid_from >= ends;
        UPDATE bodies_seat SET valid_until = ends, by_hand = true, version = version + 1
          WHERE network_id = NEW.network_id AND body_id = NEW.id AND valid_until > ends;
        RETURN NULL;
      END $$;
      CREATE TRIGGER bodies_body_seats_end AFTER UPDATE ON bodies_body
        FOR EACH ROW WHEN (NEW.ended_on IS NOT NULL AND OLD.ended_on IS NULL) EXECUTE FUNCTION bodies_end_seats();

      -- What the people in seats may see as of today, by the rule as it is now.
      DO $$ BEGIN
        PERFORM bodies_grant(x.network_id, x.body_id, x.person_id) FROM (
          SELECT DISTINCT s.network_id, s.body_id, s.person_id FROM bodies_seat s WHERE s.person_id IS NOT NULL) x;
      END $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
