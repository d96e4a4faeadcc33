import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

export class OverviewCreateVisits1763942400012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- How far a person has read in a network; their own business only.
      CREATE TABLE overview_visit (
        network_id uuid NOT NULL REFERENCES places_network (id),
        person_id  uuid NOT NULL REFERENCES identity_person (id),
        seen       bigint NOT NULL,
        seen_at    timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (network_id, person_id)
      );
      ${forceRowSecurity('overview_visit')}
      CREATE POLICY overview_visit_mine ON overview_visit TO torv_app
        USING (person_id = platform_actor())
        WITH CHECK (person_id = platform_actor() AND network_id IN (SELECT g.network_id FROM platform_grant g WHERE g.scope = 'network'));
      GRANT SELECT, INSERT, UPDATE ON overview_visit TO torv_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
