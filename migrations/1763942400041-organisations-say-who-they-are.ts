import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity, inActorsNetwork } from './row-security';

/**
 * An organisation says who it is, and its own administrator changes that; while it has none, the network's facilitator
 * does. Who takes a party up, and under whom it stands (which decides who counts as another's partner), is the
 * facilitator's.
 */
export class OrganisationsSayWhoTheyAre1763942400041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const facilitated = `network_id IN (SELECT g.network_id FROM platform_grant g WHERE g.scope = 'facilitate')`;
    const changedByActor = (
      id: string,
    ) => `(${id} IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'administer')
          OR (${facilitated} AND ${id} NOT IN (SELECT a.organisation_id FROM organisations_administered() a)))`;
    await runner.query(`
      ALTER TABLE organisations_organisation
        ADD COLUMN version integer NOT NULL DEFAULT 1,
        ADD COLUMN kind text NOT NULL DEFAULT 'organisation' CHECK (kind IN ('organisation', 'administration', 'institution', 'estate')),
        ADD COLUMN cvr text CHECK (cvr ~ '^[0-9]{8}$'),
        ADD COLUMN p_number text CHECK (p_number ~ '^[0-9]{10}$'),
        ADD COLUMN ends_on date,
        ADD COLUMN contact_function text,
        ADD COLUMN contact_email text,
        ADD COLUMN contact_phone text,
        ADD COLUMN contact_web text,
        ADD CHECK (ends_on IS NULL OR permanent IS FALSE);

      -- The organisations that someone administers today, in the actor's networks: one set a query.
      CREATE FUNCTION organisations_administered() RETURNS TABLE (organisation_id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT DISTINCT g.scope_id FROM platform_grant g
          WHERE g.scope = 'administer' AND g.valid_from <= now() AND g.valid_until > now()
            AND g.network_id IN (SELECT m.network_id FROM platform_grant m WHERE m.person_id = platform_actor() AND m.scope = 'network'
              AND m.valid_from <= now() AND m.valid_until > now())
        $$;
      REVOKE ALL ON FUNCTION organisations_administered FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION organisations_administered TO torv_app, torv_owner;

      CREATE POLICY organisations_organisation_take_up ON organisations_organisation FOR INSERT TO torv_app WITH CHECK (${facilitated});
      CREATE POLICY organisations_organisation_change ON organisations_organisation FOR UPDATE TO torv_app
        USING (${changedByActor('id')}) WITH CHECK (${changedByActor('id')});
      GRANT INSERT (network_id, key, name, sector, kind, permanent, ends_on, note, swatch, cvr, p_number, contact_function, contact_email, contact_phone, contact_web),
        UPDATE (name, sector, kind, permanent, ends_on, note, swatch, cvr, p_number, contact_function, contact_email, contact_phone, contact_web)
        ON organisations_organisation TO torv_app;

      CREATE POLICY organisations_parent_place ON organisations_parent FOR INSERT TO torv_app WITH CHECK (${facilitated});
      CREATE POLICY organisations_parent_take_away ON organisations_parent FOR DELETE TO torv_app USING (${facilitated});
      GRANT INSERT, DELETE ON organisations_parent TO torv_app;

      -- Nobody stands under oneself, by however many steps.
      CREATE FUNCTION organisations_guard_parent() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        IF EXISTS (
          WITH RECURSIVE above AS (
            SELECT NEW.parent_id AS id
            UNION SELECT p.parent_id FROM organisations_parent p JOIN above a ON p.organisation_id = a.id WHERE p.network_id = NEW.network_id
          ) SELECT FROM above WHERE id = NEW.organisation_id
        ) THEN
          RAISE EXCEPTION 'ORGANISATIONS.UNDER_ITSELF' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER organisations_parent_guard AFTER INSERT OR UPDATE ON organisations_parent
        DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION organisations_guard_parent();

      -- The ground it works on.
      CREATE TABLE organisations_area (
        network_id      uuid NOT NULL,
        organisation_id uuid NOT NULL,
        area_id         uuid NOT NULL,
        PRIMARY KEY (network_id, organisation_id, area_id),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id),
        FOREIGN KEY (network_id, area_id) REFERENCES places_area (network_id, id)
      );
      ${forceRowSecurity('organisations_area')}
      CREATE POLICY organisations_area_network ON organisations_area FOR SELECT TO torv_app USING (${inActorsNetwork});
      CREATE POLICY organisations_area_add ON organisations_area FOR INSERT TO torv_app WITH CHECK (${changedByActor('organisation_id')});
      CREATE POLICY organisations_area_take_away ON organisations_area FOR DELETE TO torv_app USING (${changedByActor('organisation_id')});
      GRANT SELECT, INSERT, DELETE ON organisations_area TO torv_app;

      -- Every change of what is shown of an organisation is a new version of it.
      CREATE FUNCTION organisations_count_version() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.version := OLD.version + 1;
        RETURN NEW;
      END $$;
      CREATE TRIGGER organisations_organisation_version BEFORE UPDATE ON organisations_organisation
        FOR EACH ROW EXECUTE FUNCTION organisations_count_version();
      CREATE FUNCTION organisations_touch() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        IF TG_OP <> 'INSERT' THEN
          UPDATE organisations_organisation SET version = version WHERE network_id = OLD.network_id AND id = OLD.organisation_id;
        ELSE
          UPDATE organisations_organisation SET version = version WHERE network_id = NEW.network_id AND id = NEW.organisation_id;
        END IF;
        RETURN NULL;
      END $$;
      ${['parent', 'area', 'affiliation', 'authority', 'office']
        .map(
          (
            what,
          ) => `CREATE TRIGGER organisations_${what}_version AFTER INSERT OR UPDATE OR DELETE ON organisations_${what}
        FOR EACH ROW EXECUTE FUNCTION organisations_touch();`,
        )
        .join('\n')}
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
