import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A session says when and how its person signed in, and ends by itself: some hours after it was last used, and some
 * days after it began. Whoever remembers a session hears at once when it has ended or changed.
 */
export class IdentityKeepSessions1763942400031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Set on the command line only: no request may read or write it.
      ALTER TABLE identity_person ADD COLUMN disabled_at timestamptz;
      GRANT UPDATE (name) ON identity_person TO torv_app;

      -- Whoever is signed in signs in once more: what an older row does not say cannot be made up.
      DELETE FROM identity_session;
      ALTER TABLE identity_session DROP CONSTRAINT identity_session_pkey,
        ADD COLUMN id           uuid PRIMARY KEY DEFAULT uuidv7(),
        ADD COLUMN last_seen_at timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN idle         interval NOT NULL CHECK (idle > '0'),
        ADD COLUMN signed_in_at timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN methods      text[] NOT NULL CHECK (cardinality(methods) > 0
          AND methods <@ ARRAY['password', 'totp', 'recovery', 'passkey', 'broker', 'mail-link']),
        ADD COLUMN agent        text CHECK (length(agent) <= 60),
        ADD COLUMN broker       jsonb,
        ADD CONSTRAINT identity_session_secret UNIQUE (secret_hash);

      -- Their owner reads and ends them; the hash is read by nobody.
      CREATE POLICY identity_session_mine ON identity_session FOR SELECT TO torv_app USING (person_id = platform_actor());
      CREATE POLICY identity_session_end ON identity_session FOR DELETE TO torv_app USING (person_id = platform_actor());
      GRANT SELECT (id, person_id, created_at, last_seen_at, expires_at, idle, signed_in_at, methods, agent, broker), DELETE
        ON identity_session TO torv_app;

      CREATE TRIGGER identity_session_told AFTER DELETE OR UPDATE OF secret_hash, signed_in_at, expires_at ON identity_session
        FOR EACH ROW EXECUTE FUNCTION platform_tell_of_rights();

      CREATE FUNCTION identity_tell_of_person() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        IF NEW.disabled_at IS NOT NULL THEN DELETE FROM identity_session WHERE person_id = NEW.id; END IF;
        PERFORM pg_notify('torv_rights', NEW.id::text);
        RETURN NULL;
      END $$;
      CREATE TRIGGER identity_person_told AFTER UPDATE OF name, email, language, disabled_at ON identity_person
        FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION identity_tell_of_person();

      CREATE OR REPLACE FUNCTION identity_credential_of(address text)
        RETURNS TABLE (person_id uuid, password_hash text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT c.person_id, c.password_hash FROM identity_credential c
          JOIN identity_person p ON p.id = c.person_id WHERE p.email = lower(address) AND p.disabled_at IS NULL
        $$;

      DROP FUNCTION identity_open_session;
      DROP FUNCTION identity_session_of;

      -- Opens a session, and ends the one that the same browser had. No row: nobody to sign in, or disabled.
      CREATE FUNCTION identity_open_session(hash bytea, replaced bytea, person uuid, lifetime interval, idle interval,
          methods text[], agent text, broker jsonb)
        RETURNS TABLE (id uuid, expires_at timestamptz)
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          DELETE FROM identity_session s WHERE s.secret_hash = replaced OR s.expires_at <= now() OR s.last_seen_at + s.idle <= now();
          INSERT INTO identity_session AS s (secret_hash, person_id, expires_at, idle, methods, agent, broker)
          SELECT hash, p.id, now() + lifetime, idle, methods, agent, broker FROM identity_person p
          WHERE p.id = person AND p.disabled_at IS NULL
          RETURNING s.id, s.expires_at
        $$;

      -- Whose session has this secret; and that it was used.
      CREATE FUNCTION identity_session_of(hash bytea)
        RETURNS TABLE (id uuid, person_id uuid, name text, email text, language text, expires_at timestamptz,
          signed_in_at timestamptz, methods text[])
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          UPDATE identity_session s SET last_seen_at = now() FROM identity_person p
          WHERE s.secret_hash = hash AND s.expires_at > now() AND s.last_seen_at + s.idle > now()
            AND p.id = s.person_id AND p.disabled_at IS NULL
          RETURNING s.id, p.id, p.name, p.email, p.language, s.expires_at, s.signed_in_at, s.methods
        $$;

      -- True while a session lives; asking does not make it live longer.
      CREATE FUNCTION identity_session_lives(session uuid) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT EXISTS (SELECT FROM identity_session s JOIN identity_person p ON p.id = s.person_id
            WHERE s.id = session AND s.expires_at > now() AND s.last_seen_at + s.idle > now() AND p.disabled_at IS NULL)
        $$;

      -- Its person has signed in again, with a secret that is new.
      CREATE FUNCTION identity_sign_in_again(hash bytea, renewed bytea, added text[])
        RETURNS TABLE (id uuid, expires_at timestamptz)
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          UPDATE identity_session s SET secret_hash = renewed, signed_in_at = now(), last_seen_at = now(),
            methods = ARRAY(SELECT DISTINCT m FROM unnest(s.methods || added) m)
          WHERE s.secret_hash = hash AND s.expires_at > now() AND s.last_seen_at + s.idle > now()
          RETURNING s.id, s.expires_at
        $$;
      REVOKE ALL ON FUNCTION identity_open_session, identity_session_of, identity_session_lives, identity_sign_in_again FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION identity_open_session, identity_session_of, identity_session_lives, identity_sign_in_again TO torv_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
