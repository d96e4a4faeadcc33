import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity, inActorsNetwork } from './row-security';

export class PlacesCreateNetworks1763942400003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The tenant. That a network exists, and its name, is public: its portal says so.
      CREATE TABLE places_network (
        id            uuid PRIMARY KEY DEFAULT uuidv7(),
        key           text NOT NULL UNIQUE,
        name          text NOT NULL,
        kind          text NOT NULL,
        timezone      text NOT NULL,
        languages     text[] NOT NULL,
        demonstration boolean NOT NULL DEFAULT false,
        source        jsonb,
        created_at    timestamptz NOT NULL DEFAULT now()
      );
      ${forceRowSecurity('places_network')}
      CREATE POLICY places_network_known ON places_network FOR SELECT TO torv_app, torv_worker USING (true);
      GRANT SELECT ON places_network TO torv_app, torv_worker;

      ALTER TABLE platform_counter ADD FOREIGN KEY (network_id) REFERENCES places_network (id);
      ALTER TABLE platform_grant ADD FOREIGN KEY (network_id) REFERENCES places_network (id);
      CREATE FUNCTION places_count_network() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO platform_counter (network_id) VALUES (NEW.id); RETURN NULL; END $$;
      CREATE TRIGGER places_network_counter AFTER INSERT ON places_network
        FOR EACH ROW EXECUTE FUNCTION places_count_network();

      CREATE TABLE places_area (
        network_id       uuid NOT NULL REFERENCES places_network (id),
        id               uuid NOT NULL DEFAULT uuidv7(),
        key              text NOT NULL,
        name             text NOT NULL,
        kind             text NOT NULL,
        parent_id        uuid,
        residents        integer,
        social_dwellings integer,
        status           text,
        note             text,
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, key),
        FOREIGN KEY (network_id, parent_id) REFERENCES places_area (network_id, id) DEFERRABLE INITIALLY DEFERRED
      );
      ${forceRowSecurity('places_area')}
      CREATE POLICY places_area_network ON places_area FOR SELECT TO torv_app USING (${inActorsNetwork});
      GRANT SELECT ON places_area TO torv_app;

      CREATE TABLE places_area_overlap (
        network_id uuid NOT NULL,
        area_id    uuid NOT NULL,
        other_id   uuid NOT NULL,
        PRIMARY KEY (network_id, area_id, other_id),
        FOREIGN KEY (network_id, area_id) REFERENCES places_area (network_id, id),
        FOREIGN KEY (network_id, other_id) REFERENCES places_area (network_id, id)
      );
      ${forceRowSecurity('places_area_overlap')}
      CREATE POLICY places_area_overlap_network ON places_area_overlap FOR SELECT TO torv_app USING (${inActorsNetwork});
      GRANT SELECT ON places_area_overlap TO torv_app;

      -- facts: what the source says beyond name and place (owner, dwellings, opened, …), by its own words.
      CREATE TABLE places_facility (
        network_id uuid NOT NULL REFERENCES places_network (id),
        id         uuid NOT NULL DEFAULT uuidv7(),
        key        text NOT NULL,
        name       text NOT NULL,
        area_id    uuid NOT NULL,
        status     text,
        facts      jsonb NOT NULL DEFAULT '{}',
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, key),
        FOREIGN KEY (network_id, area_id) REFERENCES places_area (network_id, id)
      );
      ${forceRowSecurity('places_facility')}
      CREATE POLICY places_facility_network ON places_facility FOR SELECT TO torv_app USING (${inActorsNetwork});
      GRANT SELECT ON places_facility TO torv_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
