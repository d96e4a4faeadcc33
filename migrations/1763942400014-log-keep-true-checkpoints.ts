import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Checkpoints are the host's own act: kept by the worker in nobody's name, and only of a tree that the log has.
 * A signature cannot be checked in SQL. So a size has room for more than one note, and whoever reads takes the one
 * that verifies with the log's key: a note with a false signature stands there to be seen, and blocks nothing.
 */
export class LogKeepTrueCheckpoints1763942400014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE INSERT ON log_checkpoint FROM torv_app;
      DROP POLICY log_checkpoint_keep ON log_checkpoint;
      CREATE POLICY log_checkpoint_worker ON log_checkpoint TO torv_worker USING (true) WITH CHECK (true);
      GRANT SELECT, INSERT ON log_checkpoint TO torv_worker;
      ALTER TABLE log_checkpoint DROP CONSTRAINT log_checkpoint_pkey, ADD CHECK (length(note) <= 1000),
        ADD PRIMARY KEY (network_id, size, note);

      -- The root of the first leaves (RFC 6962, 2.1) out of the perfect nodes; null where the tree has never had that size.
      CREATE FUNCTION log_root(network uuid, size bigint) RETURNS bytea
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        folded bytea;
        node   bytea;
      BEGIN
        IF size = 0 THEN
          RETURN sha256(''::bytea);
        END IF;
        -- A set bit is a perfect tree; the smallest stands rightmost and is folded first.
        FOR lvl IN 0 .. 62 LOOP
          EXIT WHEN size >> lvl = 0;
          CONTINUE WHEN (size >> lvl) % 2 = 0;
          SELECT n.hash INTO node FROM log_node n WHERE n.network_id = network AND n.level = lvl AND n.idx = (size >> lvl) - 1;
          IF NOT FOUND THEN
            RETURN NULL;
          END IF;
          folded := CASE WHEN folded IS NULL THEN node ELSE sha256('\\x01'::bytea || node || folded) END;
        END LOOP;
        RETURN folded;
      END $$;
      REVOKE ALL ON FUNCTION log_root FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION log_root TO torv_owner;

      CREATE FUNCTION log_guard_checkpoint() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        origin text := 'torv/' || NEW.network_id;
        root   bytea := CASE WHEN NEW.size >= 0 THEN log_root(NEW.network_id, NEW.size) END;
      BEGIN
        IF root IS NULL OR NOT starts_with(NEW.note, concat(origin, E'\\n', NEW.size, E'\\n', encode(root, 'base64'), E'\\n\\n— ', origin, ' ')) THEN
          RAISE EXCEPTION 'LOG.FALSE_CHECKPOINT' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER log_checkpoint_true BEFORE INSERT ON log_checkpoint FOR EACH ROW EXECUTE FUNCTION log_guard_checkpoint();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
