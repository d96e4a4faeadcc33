import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A commitment of money stays within what its giver may bind the organisation to, alone; SQL refuses what is above. */
export class InitiativesKeepToTheLimit1763942400044 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY initiatives_commitment_give ON initiatives_commitment;
      CREATE POLICY initiatives_commitment_give ON initiatives_commitment FOR INSERT TO torv_app
        WITH CHECK (given_by = platform_actor() AND withdrawn_at IS NULL
          AND EXISTS (SELECT FROM organisations_authority_of_actor a
            WHERE a.network_id = initiatives_commitment.network_id AND a.organisation_id = initiatives_commitment.organisation_id
              AND a.subject = 'commitments' AND NOT a.together AND a.instance_id IS NULL
              AND (initiatives_commitment.kind <> 'money' OR a.limit_amount IS NULL OR initiatives_commitment.amount <= a.limit_amount)));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
