import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity, inActorsNetwork } from './row-security';

/**
 * Two offices that no seat gives: who administers an organisation's own people, and who is the network's facilitator.
 * An office, like a seat, counts only while its person is affiliated with the organisation it is held for.
 */
export class OrganisationsGiveOffices1763942400030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE platform_grant DROP CONSTRAINT platform_grant_scope_check, ADD CONSTRAINT platform_grant_scope_check
        CHECK (scope IN ('network', 'organisation', 'body', 'closed', 'chair', 'run', 'administer', 'facilitate'));
      -- One source may give a right in several periods: someone who left and came back.
      ALTER TABLE platform_grant DROP CONSTRAINT platform_grant_pkey,
        ADD PRIMARY KEY (network_id, person_id, scope, scope_id, source_id, valid_from);

      -- Whoever remembers what a person may do hears that it has changed. Rights change a few times a day.
      CREATE FUNCTION platform_tell_of_rights() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        IF TG_OP <> 'INSERT' THEN PERFORM pg_notify('torv_rights', OLD.person_id::text); END IF;
        IF TG_OP <> 'DELETE' THEN PERFORM pg_notify('torv_rights', NEW.person_id::text); END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER platform_grant_told AFTER INSERT OR UPDATE OR DELETE ON platform_grant
        FOR EACH ROW EXECUTE FUNCTION platform_tell_of_rights();

      -- Subjects that a person does not see whatever their grants say: a conflict of interest, ruled.
      CREATE TABLE platform_exclusion (
        network_id uuid NOT NULL REFERENCES places_network (id),
        person_id  uuid NOT NULL REFERENCES identity_person (id),
        subject_id uuid NOT NULL,
        source_id  uuid NOT NULL,
        PRIMARY KEY (network_id, person_id, subject_id, source_id)
      );
      CREATE INDEX platform_exclusion_of_person ON platform_exclusion (person_id, subject_id);
      CREATE INDEX platform_exclusion_of_source ON platform_exclusion (network_id, source_id);
      ${forceRowSecurity('platform_exclusion')}
      CREATE POLICY platform_exclusion_mine ON platform_exclusion FOR SELECT TO torv_app USING (person_id = platform_actor());
      CREATE POLICY platform_exclusion_worker ON platform_exclusion FOR SELECT TO torv_worker USING (true);
      GRANT SELECT ON platform_exclusion TO torv_app, torv_worker;

      -- administrator: of the organisation's own people. facilitator: of the network, on the organisation's behalf.
      CREATE TABLE organisations_office (
        network_id      uuid NOT NULL,
        id              uuid NOT NULL DEFAULT uuidv7(),
        person_id       uuid NOT NULL REFERENCES identity_person (id),
        organisation_id uuid NOT NULL,
        office          text NOT NULL CHECK (office IN ('administrator', 'facilitator')),
        valid_from      timestamptz NOT NULL,
        valid_until     timestamptz NOT NULL DEFAULT 'infinity',
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, person_id, organisation_id, office, valid_from),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id)
      );
      CREATE INDEX organisations_office_of_person ON organisations_office (person_id);
      CREATE INDEX organisations_office_of_organisation ON organisations_office (network_id, organisation_id, office);
      ${forceRowSecurity('organisations_office')}
      CREATE POLICY organisations_office_network ON organisations_office FOR SELECT TO torv_app USING (${inActorsNetwork});
      GRANT SELECT ON organisations_office TO torv_app;

      -- The parts of a period in which the person is affiliated with the organisation. What hangs on an affiliation
      -- (an office, a seat) is derived with it.
      CREATE FUNCTION organisations_while_affiliated(network uuid, person uuid, organisation uuid, since timestamptz, until timestamptz)
        RETURNS TABLE (valid_from timestamptz, valid_until timestamptz)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT lower(p), coalesce(upper(p), 'infinity') FROM (
            SELECT range_agg(tstzrange(a.valid_from, a.valid_until)) * tstzmultirange(tstzrange(since, until)) AS held
            FROM organisations_affiliation a
            WHERE a.network_id = network AND a.person_id = person AND a.organisation_id = organisation AND a.valid_from < a.valid_until
          ) AS x CROSS JOIN unnest(x.held) AS p
        $$;
      REVOKE ALL ON FUNCTION organisations_while_affiliated FROM PUBLIC;

      CREATE FUNCTION organisations_grant_offices(network uuid, person uuid, organisation uuid) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          DELETE FROM platform_grant g USING organisations_office o
            WHERE o.network_id = network AND o.person_id = person AND o.organisation_id = organisation
              AND g.network_id = network AND g.source_id = o.id;
          INSERT INTO platform_grant (network_id, person_id, scope, scope_id, source_id, valid_from, valid_until)
            SELECT network, person, CASE o.office WHEN 'administrator' THEN 'administer' ELSE 'facilitate' END,
              CASE o.office WHEN 'administrator' THEN organisation ELSE network END, o.id, w.valid_from, w.valid_until
            FROM organisations_office o
            CROSS JOIN organisations_while_affiliated(network, person, organisation, o.valid_from, o.valid_until) w
            WHERE o.network_id = network AND o.person_id = person AND o.organisation_id = organisation AND o.valid_from < o.valid_until;
        $$;
      REVOKE ALL ON FUNCTION organisations_grant_offices FROM PUBLIC;

      CREATE FUNCTION organisations_keep_office_grants() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        IF TG_OP <> 'INSERT' THEN
          IF TG_TABLE_NAME = 'organisations_office' THEN
            DELETE FROM platform_grant WHERE network_id = OLD.network_id AND source_id = OLD.id;
          END IF;
          PERFORM organisations_grant_offices(OLD.network_id, OLD.person_id, OLD.organisation_id);
        END IF;
        IF TG_OP <> 'DELETE' THEN
          PERFORM organisations_grant_offices(NEW.network_id, NEW.person_id, NEW.organisation_id);
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER organisations_office_grants AFTER INSERT OR UPDATE OR DELETE ON organisations_office
        FOR EACH ROW EXECUTE FUNCTION organisations_keep_office_grants();
      CREATE TRIGGER organisations_affiliation_offices AFTER INSERT OR UPDATE OR DELETE ON organisations_affiliation
        FOR EACH ROW EXECUTE FUNCTION organisations_keep_office_grants();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
