import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity, inActorsNetwork } from './row-security';

export class OrganisationsCreateParties1763942400005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE organisations_organisation (
        network_id uuid NOT NULL REFERENCES places_network (id),
        id         uuid NOT NULL DEFAULT uuidv7(),
        key        text NOT NULL,
        name       text NOT NULL,
        sector     text NOT NULL CHECK (sector IN ('municipality', 'housing', 'civil-society', 'business', 'foundation', 'education', 'health')),
        permanent  boolean,
        founded    integer,
        staff      integer,
        note       text,
        swatch     smallint NOT NULL DEFAULT 0 CHECK (swatch BETWEEN 0 AND 11),
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, key)
      );
      ${forceRowSecurity('organisations_organisation')}
      CREATE POLICY organisations_organisation_network ON organisations_organisation FOR SELECT TO torv_app USING (${inActorsNetwork});
      CREATE POLICY organisations_organisation_worker ON organisations_organisation FOR SELECT TO torv_worker USING (true);
      GRANT SELECT ON organisations_organisation TO torv_app, torv_worker;

      CREATE TABLE organisations_parent (
        network_id      uuid NOT NULL,
        organisation_id uuid NOT NULL,
        parent_id       uuid NOT NULL,
        PRIMARY KEY (network_id, organisation_id, parent_id),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id),
        FOREIGN KEY (network_id, parent_id) REFERENCES organisations_organisation (network_id, id),
        CHECK (organisation_id <> parent_id)
      );
      ${forceRowSecurity('organisations_parent')}
      CREATE POLICY organisations_parent_network ON organisations_parent FOR SELECT TO torv_app USING (${inActorsNetwork});
      CREATE POLICY organisations_parent_worker ON organisations_parent FOR SELECT TO torv_worker USING (true);
      GRANT SELECT ON organisations_parent TO torv_app, torv_worker;

      -- A person acts for an organisation, in a period.
      CREATE TABLE organisations_affiliation (
        network_id      uuid NOT NULL,
        id              uuid NOT NULL DEFAULT uuidv7(),
        person_id       uuid NOT NULL REFERENCES identity_person (id),
        organisation_id uuid NOT NULL,
        valid_from      timestamptz NOT NULL,
        valid_until     timestamptz NOT NULL DEFAULT 'infinity',
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, person_id, organisation_id, valid_from),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id)
      );
      ${forceRowSecurity('organisations_affiliation')}
      CREATE POLICY organisations_affiliation_network ON organisations_affiliation FOR SELECT TO torv_app USING (${inActorsNetwork});
      GRANT SELECT ON organisations_affiliation TO torv_app;

      -- People one shares a network with are known by name.
      CREATE POLICY identity_person_fellow ON identity_person FOR SELECT TO torv_app
        USING (id IN (SELECT a.person_id FROM organisations_affiliation a));

      CREATE FUNCTION organisations_keep_grants() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        IF TG_OP <> 'INSERT' THEN
          DELETE FROM platform_grant WHERE network_id = OLD.network_id AND source_id = OLD.id;
        END IF;
        IF TG_OP <> 'DELETE' THEN
          INSERT INTO platform_grant (network_id, person_id, scope, scope_id, source_id, valid_from, valid_until) VALUES
            (NEW.network_id, NEW.person_id, 'network', NEW.network_id, NEW.id, NEW.valid_from, NEW.valid_until),
            (NEW.network_id, NEW.person_id, 'organisation', NEW.organisation_id, NEW.id, NEW.valid_from, NEW.valid_until);
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER organisations_affiliation_grants AFTER INSERT OR UPDATE OR DELETE ON organisations_affiliation
        FOR EACH ROW EXECUTE FUNCTION organisations_keep_grants();

      -- What a person may bind an organisation to: subject and period, and whose word gave it.
      CREATE TABLE organisations_authority (
        network_id      uuid NOT NULL,
        id              uuid NOT NULL DEFAULT uuidv7(),
        person_id       uuid NOT NULL REFERENCES identity_person (id),
        organisation_id uuid NOT NULL,
        subject         text NOT NULL CHECK (subject IN ('positions', 'commitments')),
        given_by        text NOT NULL,
        valid_from      timestamptz NOT NULL,
        valid_until     timestamptz NOT NULL DEFAULT 'infinity',
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, person_id, organisation_id, subject, valid_from),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id)
      );
      CREATE INDEX organisations_authority_of_person ON organisations_authority (person_id, subject);
      ${forceRowSecurity('organisations_authority')}
      CREATE POLICY organisations_authority_network ON organisations_authority FOR SELECT TO torv_app USING (${inActorsNetwork});
      GRANT SELECT ON organisations_authority TO torv_app;

      -- The organisations that the actor may bind today; an authority counts only with an affiliation in force.
      CREATE VIEW organisations_bound_by_actor WITH (security_invoker = true) AS
        SELECT a.network_id, a.organisation_id, a.subject FROM organisations_authority a
        WHERE a.person_id = platform_actor() AND a.valid_from <= now() AND a.valid_until > now()
          AND a.organisation_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'organisation');
      GRANT SELECT ON organisations_bound_by_actor TO torv_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
