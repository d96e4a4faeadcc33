import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was postponed or referred comes back on a later agenda: a subject stands once in a meeting, not once for good. */
export class MeetingsTakeUpAgain1763942400085 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX meetings_item_of_subject;
      CREATE UNIQUE INDEX meetings_item_of_subject ON meetings_item (network_id, subject_id, meeting_id) WHERE subject_id IS NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
