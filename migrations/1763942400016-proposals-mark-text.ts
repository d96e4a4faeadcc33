import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * In which version the words to be decided were last changed: a position stated before that was taken on an earlier
 * text, which everyone must be able to see. A change of goals or background alone does not make a position old.
 */
export class ProposalsMarkText1763942400016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE proposals_proposal ADD COLUMN text_version integer NOT NULL DEFAULT 1;
      GRANT UPDATE (text_version) ON proposals_proposal TO torv_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
