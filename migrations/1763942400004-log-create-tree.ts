import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity, inActorsNetwork, visibleToActor } from './row-security';

/** The verifiable log: leaves, the tree's perfect nodes (RFC 6962, 2.1), checkpoints. Append only, for everyone. */
export class LogCreateTree1763942400004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE log_leaf (
        network_id  uuid NOT NULL REFERENCES places_network (id),
        idx         bigint NOT NULL,
        kind        text NOT NULL CHECK (kind IN ('decision', 'ratification', 'redaction', 'minutes', 'mandate', 'key')),
        subject_id  uuid NOT NULL,
        leaf        text NOT NULL,
        leaf_hash   bytea NOT NULL CHECK (length(leaf_hash) = 32),
        appended_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (network_id, idx)
      );
      CREATE UNIQUE INDEX log_leaf_of_subject ON log_leaf (network_id, kind, subject_id);
      ${forceRowSecurity('log_leaf')}
      -- That the log has an entry more than one can see is a stated exception: a leaf shows commitments only.
      CREATE POLICY log_leaf_network ON log_leaf FOR SELECT TO torv_app USING (${inActorsNetwork});
      GRANT SELECT ON log_leaf TO torv_app;

      -- What opens the commitments of a leaf; seen by those who may see the record itself. Erasing drops a salt here.
      CREATE TABLE log_opening (
        network_id uuid NOT NULL,
        idx        bigint NOT NULL,
        salts      jsonb NOT NULL,
        visibility text NOT NULL CHECK (visibility IN ('public', 'network', 'body', 'closed')),
        body_id    uuid,
        PRIMARY KEY (network_id, idx),
        FOREIGN KEY (network_id, idx) REFERENCES log_leaf (network_id, idx)
      );
      ${forceRowSecurity('log_opening')}
      CREATE POLICY log_opening_visible ON log_opening FOR SELECT TO torv_app USING ${visibleToActor};
      GRANT SELECT ON log_opening TO torv_app;

      -- Node (level, idx) is the root of the leaves [idx * 2^level, (idx + 1) * 2^level).
      CREATE TABLE log_node (
        network_id uuid NOT NULL REFERENCES places_network (id),
        level      smallint NOT NULL,
        idx        bigint NOT NULL,
        hash       bytea NOT NULL CHECK (length(hash) = 32),
        PRIMARY KEY (network_id, level, idx)
      );
      ${forceRowSecurity('log_node')}
      CREATE POLICY log_node_network ON log_node FOR SELECT TO torv_app USING (${inActorsNetwork});
      GRANT SELECT ON log_node TO torv_app;

      CREATE TABLE log_checkpoint (
        network_id uuid NOT NULL REFERENCES places_network (id),
        size       bigint NOT NULL,
        note       text NOT NULL,
        signed_at  timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (network_id, size)
      );
      ${forceRowSecurity('log_checkpoint')}
      CREATE POLICY log_checkpoint_network ON log_checkpoint FOR SELECT TO torv_app USING (${inActorsNetwork});
      CREATE POLICY log_checkpoint_keep ON log_checkpoint FOR INSERT TO torv_app WITH CHECK (${inActorsNetwork});
      GRANT SELECT, INSERT ON log_checkpoint TO torv_app;

      -- Nothing in the log is edited, not even by the owner.
      CREATE FUNCTION log_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'the log is append-only; a correction supersedes' USING ERRCODE = 'restrict_violation';
        END $$;
      CREATE TRIGGER log_leaf_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON log_leaf FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_change();
      CREATE TRIGGER log_node_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON log_node FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_change();
      CREATE TRIGGER log_checkpoint_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON log_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_change();

      -- Appends leaves and completes the perfect nodes that they close; the only way in. Locks the counter row.
      -- Each leaf: {kind, subjectId, leaf, salts?, visibility?, bodyId?}. Returns the index of the first.
      CREATE FUNCTION log_append(network uuid, leaves jsonb) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        many  int := jsonb_array_length(leaves);
        first bigint;
        one   jsonb;
        at    bigint;
        node  bytea;
        lvl   smallint;
      BEGIN
        -- Which key signs is named for the network, in nobody's name; everything else is written by its members.
        IF NOT platform_may_write_in(network) AND EXISTS (SELECT FROM jsonb_array_elements(leaves) l WHERE l->>'kind' <> 'key') THEN
          RAISE EXCEPTION 'not a network of the actor' USING ERRCODE = 'insufficient_privilege';
        END IF;
        UPDATE platform_counter SET log_size = log_size + many WHERE network_id = network RETURNING log_size - many INTO first;
        IF first IS NULL THEN
          RAISE EXCEPTION 'no such network' USING ERRCODE = 'foreign_key_violation';
        END IF;
        FOR i IN 0 .. many - 1 LOOP
          one := leaves -> i;
          at := first + i;
          node := sha256('\\x00'::bytea || convert_to(one->>'leaf', 'UTF8'));
          INSERT INTO log_leaf (network_id, idx, kind, subject_id, leaf, leaf_hash)
            VALUES (network, at, one->>'kind', (one->>'subjectId')::uuid, one->>'leaf', node);
          IF one ? 'salts' THEN
            INSERT INTO log_opening (network_id, idx, salts, visibility, body_id)
              VALUES (network, at, one->'salts', one->>'visibility', (one->>'bodyId')::uuid);
          END IF;
          lvl := 0;
          INSERT INTO log_node VALUES (network, lvl, at, node);
          -- An odd index closes a pair: its parent is complete, and perhaps that one's parent too.
          WHILE at % 2 = 1 LOOP
            SELECT sha256('\\x01'::bytea || n.hash || node) INTO node
              FROM log_node n WHERE n.network_id = network AND n.level = lvl AND n.idx = at - 1;
            at := at / 2;
            lvl := lvl + 1;
            INSERT INTO log_node VALUES (network, lvl, at, node);
          END LOOP;
        END LOOP;
        RETURN first;
      END $$;
      REVOKE ALL ON FUNCTION log_append FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION log_append TO torv_app, torv_owner;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
