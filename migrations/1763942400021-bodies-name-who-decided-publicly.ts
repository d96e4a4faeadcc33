import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The same rule as before, asked of one body at a time through an index. As a sub-plan over all public decisions it
 * was worked out anew for every query that names a body, and it grew with the log. Its name lets PostgreSQL ask it
 * last (it tries policies from the end of the alphabet): members of the network are let through before it.
 */
export class BodiesNameWhoDecidedPublicly1763942400021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX decisions_decision_public ON decisions_decision (network_id, body_id) WHERE visibility = 'public';
      DROP POLICY bodies_body_of_public_decision ON bodies_body;
      CREATE POLICY bodies_body_decided_publicly ON bodies_body FOR SELECT TO torv_app
        USING ((SELECT true FROM decisions_decision d
          WHERE d.network_id = bodies_body.network_id AND d.body_id = bodies_body.id AND d.visibility = 'public' LIMIT 1));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
