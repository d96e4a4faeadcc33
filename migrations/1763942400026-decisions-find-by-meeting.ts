import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A meeting shows what it has decided: its decisions are found by it, however long the log is. */
export class DecisionsFindByMeeting1763942400026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX decisions_decision_of_meeting ON decisions_decision (network_id, meeting_id, decided_at DESC, id DESC);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
