import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/** Personal tokens: with one a machine asks as a person, for what its scopes say, until it expires. */
export class IdentityGiveTokens1763942400033 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity_token (
        id           uuid PRIMARY KEY DEFAULT uuidv7(),
        person_id    uuid NOT NULL REFERENCES identity_person (id) ON DELETE CASCADE,
        secret_hash  bytea NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
        name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
        scopes       text[] NOT NULL CHECK (cardinality(scopes) > 0
          AND scopes <@ ARRAY['read', 'write:meetings', 'write:proposals', 'write:decisions', 'write:initiatives']),
        created_at   timestamptz NOT NULL DEFAULT now(),
        expires_at   timestamptz NOT NULL CHECK (expires_at <= created_at + interval '366 days'),
        last_used_at timestamptz
      );
      CREATE INDEX identity_token_of_person ON identity_token (person_id);
      ${forceRowSecurity('identity_token')}
      CREATE POLICY identity_token_mine ON identity_token TO torv_app
        USING (person_id = platform_actor()) WITH CHECK (person_id = platform_actor());
      GRANT SELECT (id, person_id, name, scopes, created_at, expires_at, last_used_at),
        INSERT (person_id, secret_hash, name, scopes, expires_at), DELETE ON identity_token TO torv_app;

      CREATE TRIGGER identity_token_told AFTER DELETE OR UPDATE OF secret_hash, scopes, expires_at ON identity_token
        FOR EACH ROW EXECUTE FUNCTION platform_tell_of_rights();

      -- Whose token this is; and that it was used.
      CREATE FUNCTION identity_token_of(hash bytea)
        RETURNS TABLE (id uuid, person_id uuid, name text, email text, language text, created_at timestamptz,
          expires_at timestamptz, scopes text[])
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          UPDATE identity_token t SET last_used_at = now() FROM identity_person p
          WHERE t.secret_hash = hash AND t.expires_at > now() AND p.id = t.person_id AND p.disabled_at IS NULL
          RETURNING t.id, p.id, p.name, p.email, p.language, t.created_at, t.expires_at, t.scopes
        $$;
      REVOKE ALL ON FUNCTION identity_token_of FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION identity_token_of TO torv_app;

      -- Who is disabled keeps no way in: one who is enabled again makes new tokens.
      CREATE OR REPLACE FUNCTION identity_tell_of_person() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        IF NEW.disabled_at IS NOT NULL THEN
          DELETE FROM identity_session WHERE person_id = NEW.id;
          DELETE FROM identity_token WHERE person_id = NEW.id;
        END IF;
        PERFORM pg_notify('torv_rights', NEW.id::text);
        RETURN NULL;
      END $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
