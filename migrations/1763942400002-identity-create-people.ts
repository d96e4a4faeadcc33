import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/** People belong to no network; they stand on the short list of tables without one. */
export class IdentityCreatePeople1763942400002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity_person (
        id         uuid PRIMARY KEY DEFAULT uuidv7(),
        email      text UNIQUE CHECK (email = lower(email)),
        name       text NOT NULL,
        language   text NOT NULL DEFAULT 'da' CHECK (language IN ('da', 'en')),
        demo       boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      ${forceRowSecurity('identity_person')}
      CREATE POLICY identity_person_self ON identity_person FOR SELECT TO torv_app USING (id = platform_actor());
      CREATE POLICY identity_person_language ON identity_person FOR UPDATE TO torv_app
        USING (id = platform_actor()) WITH CHECK (id = platform_actor());
      GRANT SELECT (id, name, language, email, demo), UPDATE (language) ON identity_person TO torv_app;

      -- Passwords are read by one function only, and by no query of a request.
      CREATE TABLE identity_credential (
        person_id     uuid PRIMARY KEY REFERENCES identity_person (id) ON DELETE CASCADE,
        password_hash text NOT NULL,
        changed_at    timestamptz NOT NULL DEFAULT now()
      );
      ${forceRowSecurity('identity_credential')}

      CREATE FUNCTION identity_credential_of(address text)
        RETURNS TABLE (person_id uuid, password_hash text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT c.person_id, c.password_hash FROM identity_credential c
          JOIN identity_person p ON p.id = c.person_id WHERE p.email = lower(address)
        $$;
      REVOKE ALL ON FUNCTION identity_credential_of FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION identity_credential_of TO torv_app;

      -- Only the hash of a session's secret is kept.
      CREATE TABLE identity_session (
        secret_hash  bytea PRIMARY KEY,
        person_id    uuid NOT NULL REFERENCES identity_person (id) ON DELETE CASCADE,
        created_at   timestamptz NOT NULL DEFAULT now(),
        expires_at   timestamptz NOT NULL
      );
      CREATE INDEX identity_session_of_person ON identity_session (person_id);
      ${forceRowSecurity('identity_session')}

      CREATE FUNCTION identity_open_session(hash bytea, person uuid, until timestamptz) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          DELETE FROM identity_session WHERE expires_at < now();
          INSERT INTO identity_session (secret_hash, person_id, expires_at) VALUES (hash, person, until);
        $$;
      CREATE FUNCTION identity_session_of(hash bytea)
        RETURNS TABLE (person_id uuid, name text, email text, language text, expires_at timestamptz)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT p.id, p.name, p.email, p.language, s.expires_at FROM identity_session s
          JOIN identity_person p ON p.id = s.person_id WHERE s.secret_hash = hash AND s.expires_at > now()
        $$;
      CREATE FUNCTION identity_close_session(hash bytea) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          DELETE FROM identity_session WHERE secret_hash = hash
        $$;
      CREATE FUNCTION identity_demo_sign_ins() RETURNS TABLE (email text, seat text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT p.email, p.name FROM identity_person p JOIN identity_credential c ON c.person_id = p.id
          WHERE p.demo ORDER BY p.created_at, p.id
        $$;
      REVOKE ALL ON FUNCTION identity_open_session, identity_session_of, identity_close_session, identity_demo_sign_ins FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION identity_open_session, identity_session_of, identity_close_session, identity_demo_sign_ins TO torv_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
