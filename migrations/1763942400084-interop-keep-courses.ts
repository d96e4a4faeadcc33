import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A third kind of file is kept: what a network decided before it had Torv. */
export class InteropKeepCourses1763942400084 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE interop_import DROP CONSTRAINT interop_import_kind_check,
        ADD CONSTRAINT interop_import_kind_check CHECK (kind IN ('network', 'overlay', 'course'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
