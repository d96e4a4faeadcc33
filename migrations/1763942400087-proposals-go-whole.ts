import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A draft that goes with its author goes whole: what it concerns, and the words that it had, go with it. */
export class ProposalsGoWhole1763942400087 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['proposals_area', 'proposals_objective', 'proposals_version'])
      await runner.query(`
        ALTER TABLE ${table} DROP CONSTRAINT ${table}_network_id_proposal_id_fkey,
          ADD FOREIGN KEY (network_id, proposal_id) REFERENCES proposals_proposal (network_id, id) ON DELETE CASCADE;
      `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
