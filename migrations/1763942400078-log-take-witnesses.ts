import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity, inActorsNetwork } from './row-security';

/**
 * Organisations witness the log with keys of their own: who they are, what they cosigned, and how many of them it
 * takes before the network trusts a checkpoint.
 */
export class LogTakeWitnesses1763942400078 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const administered = `organisation_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'administer')`;
    const facilitated = `network_id IN (SELECT g.network_id FROM platform_grant g WHERE g.scope = 'facilitate')`;
    const material = `regexp_replace(vkey, '^[^+]+[+][^+]+[+]', '')`;
    await runner.query(`
      CREATE TABLE log_witness (
        network_id      uuid NOT NULL REFERENCES places_network (id),
        id              uuid NOT NULL DEFAULT uuidv7(),
        organisation_id uuid NOT NULL,
        name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 200 AND name !~ '[+[:space:]]'),
        vkey            text NOT NULL CHECK (length(vkey) <= 400 AND starts_with(vkey, name || '+')),
        -- Where the host asks it; null: what it cosigns is carried to it and back by hand.
        url             text CHECK (url ~ '^https?://' AND length(url) <= 400),
        registered_by   uuid NOT NULL REFERENCES identity_person (id),
        registered_at   timestamptz NOT NULL DEFAULT now(),
        ended_at        timestamptz,
        -- What it answered when the host asked last: 'cosigned', 'refused', 'unreachable' or 'not-a-witness'.
        asked_at        timestamptz,
        answer          text CHECK (answer IN ('cosigned', 'refused', 'unreachable', 'not-a-witness')),
        PRIMARY KEY (network_id, id),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id)
      );
      -- An organisation is one witness, and a key is one organisation's: a quorum counts parties.
      CREATE UNIQUE INDEX log_witness_of_organisation ON log_witness (network_id, organisation_id) WHERE ended_at IS NULL;
      CREATE UNIQUE INDEX log_witness_by_key ON log_witness (network_id, (${material})) WHERE ended_at IS NULL;
      ${forceRowSecurity('log_witness')}
      CREATE POLICY log_witness_network ON log_witness FOR SELECT TO torv_app USING (${inActorsNetwork});
      CREATE POLICY log_witness_register ON log_witness FOR INSERT TO torv_app WITH CHECK (${administered} AND registered_by = platform_actor());
      CREATE POLICY log_witness_end ON log_witness FOR UPDATE TO torv_app USING (${administered}) WITH CHECK (${administered});
      CREATE POLICY log_witness_worker ON log_witness TO torv_worker USING (true) WITH CHECK (true);
      GRANT SELECT, INSERT (network_id, organisation_id, name, vkey, url, registered_by), UPDATE (ended_at) ON log_witness TO torv_app;
      GRANT SELECT, UPDATE (asked_at, answer) ON log_witness TO torv_worker;

      -- What ended stays so, from then: who witnessed what, and when, is not told anew.
      CREATE FUNCTION log_guard_witness() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.ended_at IS DISTINCT FROM OLD.ended_at AND (OLD.ended_at IS NOT NULL OR NEW.ended_at IS DISTINCT FROM now()) THEN
          RAISE EXCEPTION 'LOG.WITNESS_ENDED' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER log_witness_guard BEFORE UPDATE ON log_witness FOR EACH ROW EXECUTE FUNCTION log_guard_witness();

      -- A witness's word on the checkpoint of a size. Kept by the worker, which has checked the signature.
      CREATE TABLE log_cosignature (
        network_id uuid NOT NULL,
        witness_id uuid NOT NULL,
        size       bigint NOT NULL,
        line       text NOT NULL CHECK (length(line) <= 600),
        -- As the witness says.
        at         timestamptz NOT NULL,
        kept_at    timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (network_id, witness_id, size),
        FOREIGN KEY (network_id, witness_id) REFERENCES log_witness (network_id, id)
      );
      CREATE INDEX log_cosignature_of_size ON log_cosignature (network_id, size DESC);
      ${forceRowSecurity('log_cosignature')}
      CREATE POLICY log_cosignature_network ON log_cosignature FOR SELECT TO torv_app USING (${inActorsNetwork});
      CREATE POLICY log_cosignature_worker ON log_cosignature TO torv_worker USING (true) WITH CHECK (true);
      GRANT SELECT ON log_cosignature TO torv_app;
      GRANT SELECT, INSERT ON log_cosignature TO torv_worker;
      CREATE TRIGGER log_cosignature_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON log_cosignature
        FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_change();

      -- How many parties must have cosigned. Each change stands; the newest counts.
      CREATE TABLE log_quorum (
        network_id uuid NOT NULL REFERENCES places_network (id),
        version    integer NOT NULL,
        quorum     smallint NOT NULL CHECK (quorum BETWEEN 0 AND 50),
        set_by     uuid NOT NULL REFERENCES identity_person (id),
        set_at     timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (network_id, version)
      );
      ${forceRowSecurity('log_quorum')}
      CREATE POLICY log_quorum_network ON log_quorum FOR SELECT TO torv_app USING (${inActorsNetwork});
      CREATE POLICY log_quorum_set ON log_quorum FOR INSERT TO torv_app WITH CHECK (${facilitated} AND set_by = platform_actor());
      CREATE POLICY log_quorum_worker ON log_quorum FOR SELECT TO torv_worker USING (true);
      GRANT SELECT, INSERT (network_id, version, quorum, set_by) ON log_quorum TO torv_app;
      GRANT SELECT ON log_quorum TO torv_worker;
      CREATE TRIGGER log_quorum_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON log_quorum
        FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_change();

      -- The host proves to witnesses that the log only grew, in nobody's name.
      CREATE POLICY log_node_worker ON log_node FOR SELECT TO torv_worker USING (true);
      GRANT SELECT ON log_node TO torv_worker;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
