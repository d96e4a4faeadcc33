import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A read opens with one statement instead of three: who asks, that nothing is written, and whether they belong. */
export class PlatformReadInOnePacket1763942400020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- For the transaction it is called in. Runs as the caller, so that the grants are the actor's own.
      CREATE FUNCTION platform_read_as(person text, network uuid) RETURNS boolean LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM set_config('torv.person', person, true), set_config('transaction_read_only', 'on', true);
          RETURN network IS NULL OR EXISTS (SELECT FROM platform_grant g WHERE g.scope = 'network' AND g.network_id = network);
        END $$;
      REVOKE ALL ON FUNCTION platform_read_as FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION platform_read_as TO torv_app, torv_owner;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
