import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who may append what. Requests append records of the kinds that rooms make, and nothing else; the log's key is named
 * by the process itself, as the worker.
 */
export class LogCloseDoors1763942400027 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER FUNCTION log_append(uuid, jsonb) RENAME TO log_append_leaves;
      REVOKE ALL ON FUNCTION log_append_leaves FROM torv_app;

      -- A room that begins to seal a kind of record adds it here, with the trigger that asks for the record itself.
      CREATE FUNCTION log_append(network uuid, leaves jsonb) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF EXISTS (SELECT FROM jsonb_array_elements(leaves) l WHERE l->>'kind' NOT IN ('decision')) THEN
            RAISE EXCEPTION 'no record of this kind is sealed' USING ERRCODE = 'insufficient_privilege';
          END IF;
          RETURN log_append_leaves(network, leaves);
        END $$;
      REVOKE ALL ON FUNCTION log_append FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION log_append TO torv_app, torv_owner;

      -- Which key signs a network's log: an entry of its own, in nobody's name.
      CREATE FUNCTION log_name_key(network uuid, subject uuid, leaf text) RETURNS bigint
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          SELECT log_append_leaves(network, jsonb_build_array(jsonb_build_object('kind', 'key', 'subjectId', subject, 'leaf', leaf)))
        $$;
      REVOKE ALL ON FUNCTION log_name_key FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION log_name_key TO torv_worker;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
