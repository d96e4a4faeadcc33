import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A unit of work opens with one packet and closes with one. What the last packet needs and only the database knows
 * when it runs (a decision's number, taken under lock) is filled into the leaf there.
 */
export class PlatformActInOnePacket1763942400022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who acts, for the transaction it is called in; whether they belong to the network. Runs as the caller.
      CREATE FUNCTION platform_act_as(person text, network uuid) RETURNS boolean LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM set_config('torv.person', person, true);
          RETURN EXISTS (SELECT FROM platform_grant g WHERE g.scope = 'network' AND g.network_id = network);
        END $$;
      REVOKE ALL ON FUNCTION platform_act_as FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION platform_act_as TO torv_app, torv_owner;

      -- Puts the commitment to a field of text where the leaf holds a "?" for it, as commitField in libs/shared makes it.
      CREATE FUNCTION log_fill(leaf text, field text, value text, salt text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
        SELECT replace(leaf, to_json(field) || ':"?"', to_json(field) || ':"' || encode(sha256(
          'torv/log/field/v1'::bytea || '\\x0a'::bytea || decode(salt, 'base64') || int4send(octet_length(field))
          || convert_to(field || to_json(value), 'UTF8')), 'base64') || '"')
      $$;
      REVOKE ALL ON FUNCTION log_fill FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION log_fill TO torv_app, torv_owner;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
