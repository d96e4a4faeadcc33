import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity, inActorsNetwork } from './row-security';

export class BodiesCreateSeats1763942400006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bodies_body (
        network_id     uuid NOT NULL REFERENCES places_network (id),
        id             uuid NOT NULL DEFAULT uuidv7(),
        key            text NOT NULL,
        name           text NOT NULL,
        kind           text NOT NULL CHECK (kind IN ('steering-board', 'steering-group', 'advisory-board', 'leadership-group', 'reference-group', 'citizens-council', 'working-group')),
        since          integer,
        status         text,
        secretariat_id uuid,
        mandate_note   text,
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, key),
        FOREIGN KEY (network_id, secretariat_id) REFERENCES organisations_organisation (network_id, id)
      );
      ${forceRowSecurity('bodies_body')}
      CREATE POLICY bodies_body_network ON bodies_body FOR SELECT TO torv_app USING (${inActorsNetwork});
      GRANT SELECT ON bodies_body TO torv_app;

      -- linked-to: the same people sit in both; dialogue-with: an organisation the body speaks with.
      CREATE TABLE bodies_link (
        network_id      uuid NOT NULL,
        id              uuid NOT NULL DEFAULT uuidv7(),
        body_id         uuid NOT NULL,
        kind            text NOT NULL CHECK (kind IN ('linked-to', 'dialogue-with')),
        other_body_id   uuid,
        organisation_id uuid,
        PRIMARY KEY (network_id, id),
        UNIQUE NULLS NOT DISTINCT (network_id, body_id, kind, other_body_id, organisation_id),
        FOREIGN KEY (network_id, body_id) REFERENCES bodies_body (network_id, id),
        FOREIGN KEY (network_id, other_body_id) REFERENCES bodies_body (network_id, id),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id),
        CHECK (num_nonnulls(other_body_id, organisation_id) = 1)
      );
      ${forceRowSecurity('bodies_link')}
      CREATE POLICY bodies_link_network ON bodies_link FOR SELECT TO torv_app USING (${inActorsNetwork});
      GRANT SELECT ON bodies_link TO torv_app;

      CREATE TABLE bodies_mandate (
        network_id       uuid NOT NULL,
        id               uuid NOT NULL DEFAULT uuidv7(),
        body_id          uuid NOT NULL,
        version          integer NOT NULL,
        remit            text NOT NULL CHECK (remit IN ('decides', 'recommends', 'heard')),
        rule             text NOT NULL CHECK (rule IN ('consent', 'unanimity', 'simple-majority', 'qualified-majority', 'sector-majority', 'chair')),
        quorum           integer NOT NULL CHECK (quorum >= 0),
        required_sectors text[] NOT NULL DEFAULT '{}',
        text             text,
        demonstration    boolean NOT NULL DEFAULT false,
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, body_id, version),
        FOREIGN KEY (network_id, body_id) REFERENCES bodies_body (network_id, id)
      );
      ${forceRowSecurity('bodies_mandate')}
      CREATE POLICY bodies_mandate_network ON bodies_mandate FOR SELECT TO torv_app USING (${inActorsNetwork});
      GRANT SELECT ON bodies_mandate TO torv_app;

      -- A place in a body, held by an organisation; filled by a person, or vacant.
      CREATE TABLE bodies_seat (
        network_id      uuid NOT NULL,
        id              uuid NOT NULL DEFAULT uuidv7(),
        body_id         uuid NOT NULL,
        organisation_id uuid NOT NULL,
        role            text NOT NULL CHECK (role IN ('chair', 'vice-chair', 'member', 'secretary', 'observer')),
        voting          boolean NOT NULL,
        person_id       uuid REFERENCES identity_person (id),
        valid_from      timestamptz NOT NULL,
        valid_until     timestamptz NOT NULL DEFAULT 'infinity',
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, body_id, organisation_id, role, valid_from),
        FOREIGN KEY (network_id, body_id) REFERENCES bodies_body (network_id, id),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id)
      );
      CREATE INDEX bodies_seat_of_body ON bodies_seat (network_id, body_id);
      CREATE INDEX bodies_seat_of_person ON bodies_seat (person_id);
      ${forceRowSecurity('bodies_seat')}
      CREATE POLICY bodies_seat_network ON bodies_seat FOR SELECT TO torv_app USING (${inActorsNetwork});
      GRANT SELECT ON bodies_seat TO torv_app;

      CREATE FUNCTION bodies_keep_grants() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        IF TG_OP <> 'INSERT' THEN
          DELETE FROM platform_grant WHERE network_id = OLD.network_id AND source_id = OLD.id;
        END IF;
        IF TG_OP <> 'DELETE' AND NEW.person_id IS NOT NULL THEN
          INSERT INTO platform_grant (network_id, person_id, scope, scope_id, source_id, valid_from, valid_until)
          SELECT NEW.network_id, NEW.person_id, s.scope, NEW.body_id, NEW.id, NEW.valid_from, NEW.valid_until
          FROM (VALUES ('body', true),
                       ('closed', NEW.role <> 'observer'),
                       ('chair', NEW.role IN ('chair', 'vice-chair')),
                       ('run', NEW.role IN ('chair', 'vice-chair', 'secretary'))) AS s (scope, given)
          WHERE s.given;
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER bodies_seat_grants AFTER INSERT OR UPDATE OR DELETE ON bodies_seat
        FOR EACH ROW EXECUTE FUNCTION bodies_keep_grants();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
