import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/**
 * A second factor: one-time codes with recovery codes, and passkeys. Secrets are read by the functions that check them
 * and by no query of a request; the secret of the codes is moreover encrypted with a key that is not in the database.
 */
export class IdentityAddFactors1763942400034 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity_totp (
        person_id    uuid PRIMARY KEY REFERENCES identity_person (id) ON DELETE CASCADE,
        secret       bytea NOT NULL,
        begun_at     timestamptz NOT NULL DEFAULT now(),
        confirmed_at timestamptz,
        -- The newest step of 30 s whose code was used: a code is good once.
        last_step    bigint NOT NULL DEFAULT 0,
        tries        integer NOT NULL DEFAULT 0,
        tries_since  timestamptz NOT NULL DEFAULT now()
      );
      ${forceRowSecurity('identity_totp')}
      CREATE POLICY identity_totp_mine ON identity_totp FOR SELECT TO torv_app USING (person_id = platform_actor());
      GRANT SELECT (person_id, confirmed_at) ON identity_totp TO torv_app;

      CREATE TABLE identity_recovery_code (
        person_id uuid NOT NULL REFERENCES identity_person (id) ON DELETE CASCADE,
        code_hash bytea NOT NULL,
        used_at   timestamptz,
        PRIMARY KEY (person_id, code_hash)
      );
      ${forceRowSecurity('identity_recovery_code')}
      CREATE POLICY identity_recovery_code_mine ON identity_recovery_code FOR SELECT TO torv_app USING (person_id = platform_actor());
      GRANT SELECT (person_id, used_at) ON identity_recovery_code TO torv_app;

      -- Someone who has shown one factor and owes the other; only the hash of the secret is kept.
      CREATE TABLE identity_pending (
        secret_hash bytea PRIMARY KEY,
        person_id   uuid NOT NULL REFERENCES identity_person (id) ON DELETE CASCADE,
        methods     text[] NOT NULL,
        expires_at  timestamptz NOT NULL DEFAULT now() + interval '5 minutes'
      );
      CREATE INDEX identity_pending_of_person ON identity_pending (person_id);
      ${forceRowSecurity('identity_pending')}

      -- True when a sign-in by one factor must be completed with a code.
      CREATE FUNCTION identity_asks_for_code(person uuid) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT EXISTS (SELECT FROM identity_totp t WHERE t.person_id = person AND t.confirmed_at IS NOT NULL)
        $$;
      -- True when someone administers an organisation's people, or is the facilitator of a network.
      CREATE FUNCTION identity_holds_office(person uuid) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT EXISTS (SELECT FROM platform_grant g WHERE g.person_id = person AND g.scope IN ('administer', 'facilitate')
            AND g.valid_from <= now() AND g.valid_until > now())
        $$;
      CREATE FUNCTION identity_open_pending(hash bytea, person uuid, shown text[]) RETURNS timestamptz
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          DELETE FROM identity_pending WHERE expires_at < now();
          INSERT INTO identity_pending (secret_hash, person_id, methods) VALUES (hash, person, shown) RETURNING expires_at
        $$;

      -- Whose code is asked for: the person of a half-done sign-in, or whoever is signed in. Called by the functions below only.
      CREATE FUNCTION identity_owing_person(pending bytea) RETURNS uuid
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT CASE WHEN pending IS NULL THEN platform_actor()
            ELSE (SELECT p.person_id FROM identity_pending p WHERE p.secret_hash = pending AND p.expires_at > now()) END
        $$;

      -- Takes one of ten tries in a quarter of an hour, before the code is looked at, so that tries at once all count.
      CREATE FUNCTION identity_try_code(pending bytea, setting_up boolean)
        RETURNS TABLE (person_id uuid, secret bytea, methods text[], wait double precision)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        DECLARE
          who uuid := identity_owing_person(pending);
        BEGIN
          RETURN QUERY
          WITH tried AS (
            UPDATE identity_totp t SET
              tries = CASE WHEN t.tries_since < now() - interval '15 minutes' THEN 1 ELSE t.tries + 1 END,
              tries_since = CASE WHEN t.tries_since < now() - interval '15 minutes' THEN now() ELSE t.tries_since END
            WHERE t.person_id = who AND (t.confirmed_at IS NULL) = setting_up AND (NOT setting_up OR t.begun_at > now() - interval '30 minutes')
            RETURNING t.*
          )
          SELECT t.person_id, CASE WHEN t.tries <= 10 THEN t.secret END,
            coalesce((SELECT p.methods FROM identity_pending p WHERE p.secret_hash = pending), '{}'),
            CASE WHEN t.tries <= 10 THEN 0 ELSE extract(epoch FROM t.tries_since + interval '15 minutes' - now())::double precision END
          FROM tried t;
        END $$;

      -- A code is good once: false when its step, or a later one, was used.
      CREATE FUNCTION identity_pass_code(pending bytea, step bigint) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          UPDATE identity_totp SET last_step = step, tries = 0
          WHERE person_id = identity_owing_person(pending) AND confirmed_at IS NOT NULL AND last_step < step;
          IF NOT FOUND THEN RETURN false; END IF;
          DELETE FROM identity_pending WHERE secret_hash = pending;
          RETURN true;
        END $$;
      CREATE FUNCTION identity_pass_recovery_code(pending bytea, hash bytea) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        DECLARE
          who uuid := identity_owing_person(pending);
        BEGIN
          UPDATE identity_recovery_code SET used_at = now() WHERE person_id = who AND code_hash = hash AND used_at IS NULL;
          IF NOT FOUND THEN RETURN false; END IF;
          UPDATE identity_totp SET tries = 0 WHERE person_id = who;
          DELETE FROM identity_pending WHERE secret_hash = pending;
          RETURN true;
        END $$;

      -- False when codes are on already: they are turned off first.
      CREATE FUNCTION identity_begin_codes(sealed bytea) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          INSERT INTO identity_totp AS t (person_id, secret) VALUES (platform_actor(), sealed)
          ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, begun_at = now(), tries = 0 WHERE t.confirmed_at IS NULL;
          RETURN FOUND;
        END $$;
      CREATE FUNCTION identity_give_recovery_codes(hashes bytea[]) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NOT identity_asks_for_code(platform_actor()) THEN RETURN false; END IF;
          DELETE FROM identity_recovery_code WHERE person_id = platform_actor();
          INSERT INTO identity_recovery_code (person_id, code_hash) SELECT platform_actor(), h FROM unnest(hashes) h;
          RETURN true;
        END $$;
      CREATE FUNCTION identity_confirm_codes(step bigint, hashes bytea[]) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          UPDATE identity_totp SET confirmed_at = now(), last_step = step, tries = 0
          WHERE person_id = platform_actor() AND confirmed_at IS NULL;
          IF NOT FOUND THEN RETURN false; END IF;
          RETURN identity_give_recovery_codes(hashes);
        END $$;
      CREATE FUNCTION identity_drop_codes() RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          DELETE FROM identity_recovery_code WHERE person_id = platform_actor();
          DELETE FROM identity_totp WHERE person_id = platform_actor();
          RETURN FOUND;
        END $$;

      -- A passkey: the public half of a key that stays on a person's device.
      CREATE TABLE identity_passkey (
        id            uuid PRIMARY KEY DEFAULT uuidv7(),
        person_id     uuid NOT NULL REFERENCES identity_person (id) ON DELETE CASCADE,
        credential_id text NOT NULL UNIQUE CHECK (length(credential_id) BETWEEN 16 AND 1400),
        public_key    bytea NOT NULL,
        counter       bigint NOT NULL,
        transports    text[] NOT NULL DEFAULT '{}',
        backed_up     boolean NOT NULL,
        name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
        version       integer NOT NULL DEFAULT 1,
        created_at    timestamptz NOT NULL DEFAULT now(),
        last_used_at  timestamptz
      );
      CREATE INDEX identity_passkey_of_person ON identity_passkey (person_id);
      ${forceRowSecurity('identity_passkey')}
      CREATE POLICY identity_passkey_mine ON identity_passkey FOR SELECT TO torv_app USING (person_id = platform_actor());
      CREATE POLICY identity_passkey_add ON identity_passkey FOR INSERT TO torv_app WITH CHECK (person_id = platform_actor());
      CREATE POLICY identity_passkey_name ON identity_passkey FOR UPDATE TO torv_app
        USING (person_id = platform_actor()) WITH CHECK (person_id = platform_actor());
      CREATE POLICY identity_passkey_drop ON identity_passkey FOR DELETE TO torv_app USING (person_id = platform_actor());
      GRANT SELECT, DELETE ON identity_passkey TO torv_app;
      GRANT INSERT (person_id, credential_id, public_key, counter, transports, backed_up, name) ON identity_passkey TO torv_app;
      GRANT UPDATE (name, version) ON identity_passkey TO torv_app;

      CREATE FUNCTION identity_passkey_of(credential text)
        RETURNS TABLE (person_id uuid, public_key bytea, counter bigint, transports text[])
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT k.person_id, k.public_key, k.counter, k.transports FROM identity_passkey k WHERE k.credential_id = credential
        $$;
      -- False when the counter has not grown where it should: a copy of the key was used.
      CREATE FUNCTION identity_use_passkey(credential text, counted bigint, synced boolean) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          UPDATE identity_passkey SET counter = counted, backed_up = synced, last_used_at = now()
          WHERE credential_id = credential AND (counted > counter OR (counted = 0 AND counter = 0));
          RETURN FOUND;
        END $$;

      -- What a passkey signs: used once, within five minutes, for what it was asked for and in the session that asked.
      CREATE TABLE identity_challenge (
        challenge_hash bytea PRIMARY KEY,
        purpose        text NOT NULL CHECK (purpose IN ('add', 'sign-in', 'again')),
        person_id      uuid REFERENCES identity_person (id) ON DELETE CASCADE,
        session_hash   bytea,
        expires_at     timestamptz NOT NULL DEFAULT now() + interval '5 minutes',
        CHECK ((purpose = 'sign-in') = (person_id IS NULL))
      );
      CREATE INDEX identity_challenge_of_person ON identity_challenge (person_id) WHERE person_id IS NOT NULL;
      ${forceRowSecurity('identity_challenge')}
      CREATE FUNCTION identity_ask_challenge(hash bytea, wanted text, in_session bytea) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          DELETE FROM identity_challenge WHERE expires_at < now();
          INSERT INTO identity_challenge (challenge_hash, purpose, person_id, session_hash)
          VALUES (hash, wanted, CASE WHEN wanted <> 'sign-in' THEN platform_actor() END, in_session)
        $$;
      CREATE FUNCTION identity_take_challenge(hash bytea, wanted text, in_session bytea) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        DECLARE
          asked identity_challenge;
        BEGIN
          DELETE FROM identity_challenge c WHERE c.challenge_hash = hash RETURNING * INTO asked;
          RETURN coalesce(asked.expires_at > now() AND asked.purpose = wanted AND asked.person_id IS NOT DISTINCT FROM
            CASE WHEN wanted <> 'sign-in' THEN platform_actor() END AND asked.session_hash IS NOT DISTINCT FROM in_session, false);
        END $$;

      REVOKE ALL ON FUNCTION identity_asks_for_code, identity_holds_office, identity_open_pending, identity_owing_person, identity_try_code, identity_pass_code,
        identity_pass_recovery_code, identity_begin_codes, identity_give_recovery_codes, identity_confirm_codes, identity_drop_codes,
        identity_passkey_of, identity_use_passkey, identity_ask_challenge, identity_take_challenge FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION identity_asks_for_code, identity_holds_office, identity_open_pending, identity_try_code, identity_pass_code,
        identity_pass_recovery_code, identity_begin_codes, identity_give_recovery_codes, identity_confirm_codes, identity_drop_codes,
        identity_passkey_of, identity_use_passkey, identity_ask_challenge, identity_take_challenge TO torv_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
