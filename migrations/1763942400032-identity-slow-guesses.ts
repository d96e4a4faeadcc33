import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/**
 * Guessing becomes slow, and nobody is locked out: after some wrong tries one source waits, longer each time, with
 * one address; another source with the right password does not. It is kept here and not in memory, so that every
 * process counts the same tries and a restart forgives none. Only hashes are kept, for a day.
 */
export class IdentitySlowGuesses1763942400032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity_attempt (
        -- pair: one source with one address. source: with any address. address: from any source.
        what          text NOT NULL CHECK (what IN ('pair', 'source', 'address')),
        hash          bytea NOT NULL,
        failures      double precision NOT NULL,
        tried_at      timestamptz NOT NULL,
        blocked_until timestamptz NOT NULL,
        PRIMARY KEY (what, hash)
      );
      -- Each try takes away those of yesterday, however many they were.
      CREATE INDEX identity_attempt_by_age ON identity_attempt (tried_at);
      ${forceRowSecurity('identity_attempt')}

      -- Counts one try as failed, until it is said that it was none. Answers the seconds it must wait (then it was not
      -- counted), and how many are counted. One is forgiven in each span; from the limit on the wait doubles.
      CREATE FUNCTION identity_count_attempt(of_what text, of_hash bytea, forgiven interval, lim int, longest int,
          OUT wait double precision, OUT counted double precision)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        a identity_attempt;
        t timestamptz;
      BEGIN
        INSERT INTO identity_attempt VALUES (of_what, of_hash, 0, clock_timestamp(), '-infinity') ON CONFLICT DO NOTHING;
        SELECT * INTO a FROM identity_attempt WHERE what = of_what AND hash = of_hash FOR UPDATE;
        t := clock_timestamp();
        wait := greatest(0, extract(epoch FROM nullif(a.blocked_until, '-infinity') - t));
        counted := a.failures;
        IF wait > 0 THEN RETURN; END IF;
        counted := greatest(0, a.failures - extract(epoch FROM t - a.tried_at) / extract(epoch FROM forgiven)) + 1;
        UPDATE identity_attempt SET failures = counted, tried_at = t, blocked_until = CASE WHEN counted >= lim
            THEN t + make_interval(secs => least(longest, power(2, least(counted - lim, 20)))) ELSE '-infinity' END
          WHERE what = of_what AND hash = of_hash;
      END $$;

      CREATE FUNCTION identity_begin_attempt(pair bytea, source bytea, address bytea)
        RETURNS TABLE (wait double precision, counted double precision)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        of_source record;
        of_pair record;
        of_address record;
      BEGIN
        DELETE FROM identity_attempt a WHERE a.tried_at < now() - interval '1 day';
        SELECT * INTO of_pair FROM identity_count_attempt('pair', pair, '10 minutes', 5, 900);
        IF of_pair.wait > 0 THEN RETURN QUERY SELECT of_pair.wait, 0::double precision; RETURN; END IF;
        SELECT * INTO of_source FROM identity_count_attempt('source', source, '10 seconds', 60, 60);
        SELECT * INTO of_address FROM identity_count_attempt('address', address, '1 minute', NULL, 0);
        RETURN QUERY SELECT of_source.wait, of_address.counted;
      END $$;

      -- The try was none: who it was has shown who they are.
      CREATE FUNCTION identity_end_attempt(pair bytea, source bytea, address bytea) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          DELETE FROM identity_attempt WHERE what = 'pair' AND hash = pair;
          UPDATE identity_attempt SET failures = greatest(0, failures - 1) WHERE what = 'source' AND hash = source;
          UPDATE identity_attempt SET failures = greatest(0, failures - 1) WHERE what = 'address' AND hash = address;
        $$;

      -- A password is changed by its person (who has shown the old one, or a letter's secret), or by the operator.
      -- Their other sessions end. Answers whether there is such a person.
      CREATE FUNCTION identity_keep_password(person uuid, hashed text, kept_session uuid DEFAULT NULL) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        IF current_setting('role') = 'torv_app' AND person IS DISTINCT FROM platform_actor() THEN
          RAISE EXCEPTION 'a password is its own person''s' USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF hashed NOT LIKE '$argon2id$%' THEN
          RAISE EXCEPTION 'not a hash by argon2id' USING ERRCODE = 'check_violation';
        END IF;
        INSERT INTO identity_credential (person_id, password_hash) SELECT p.id, hashed FROM identity_person p WHERE p.id = person
          ON CONFLICT (person_id) DO UPDATE SET password_hash = excluded.password_hash, changed_at = now();
        IF NOT FOUND THEN RETURN false; END IF;
        DELETE FROM identity_session s WHERE s.person_id = person AND s.id IS DISTINCT FROM kept_session;
        RETURN true;
      END $$;
      REVOKE ALL ON FUNCTION identity_count_attempt, identity_begin_attempt, identity_end_attempt, identity_keep_password FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION identity_begin_attempt, identity_end_attempt, identity_keep_password TO torv_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
