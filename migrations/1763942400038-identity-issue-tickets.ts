import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/** Links that are good once: to sign in, to choose a password, to accept an invitation. Only their hash is kept. */
export class IdentityIssueTickets1763942400038 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity_ticket (
        id          uuid PRIMARY KEY DEFAULT uuidv7(),
        purpose     text NOT NULL CHECK (purpose IN ('sign-in', 'password', 'invitation')),
        secret_hash bytea NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
        person_id   uuid REFERENCES identity_person (id) ON DELETE CASCADE,
        data        jsonb NOT NULL DEFAULT '{}',
        created_at  timestamptz NOT NULL DEFAULT now(),
        expires_at  timestamptz NOT NULL,
        used_at     timestamptz,
        CHECK (purpose = 'invitation' OR person_id IS NOT NULL)
      );
      CREATE INDEX identity_ticket_of_person ON identity_ticket (person_id, purpose, created_at);
      ${forceRowSecurity('identity_ticket')}

      -- Issues a link to whoever has the address; nothing for nobody, and nothing when three were sent in this quarter
      -- of an hour. The caller answers the same in any case.
      CREATE FUNCTION identity_issue_link(address text, purpose text, hash bytea, lifetime interval)
        RETURNS TABLE (name text, email text, language text)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        person identity_person;
      BEGIN
        SELECT * INTO person FROM identity_person p WHERE p.email = lower(address) AND p.disabled_at IS NULL FOR UPDATE;
        IF NOT FOUND OR purpose NOT IN ('sign-in', 'password') OR 3 <= (SELECT count(*) FROM identity_ticket t
          WHERE t.person_id = person.id AND t.purpose = identity_issue_link.purpose AND t.created_at > now() - interval '15 minutes')
        THEN RETURN; END IF;
        DELETE FROM identity_ticket t WHERE t.person_id = person.id AND t.purpose <> 'invitation' AND t.expires_at < now() - interval '1 day';
        INSERT INTO identity_ticket (purpose, secret_hash, person_id, expires_at) VALUES (purpose, hash, person.id, now() + lifetime);
        RETURN QUERY SELECT person.name, person.email, person.language;
      END $$;

      -- Whose a link to choose a password is, while it is good; asking does not use it.
      CREATE FUNCTION identity_password_ticket_of(hash bytea) RETURNS TABLE (name text, email text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT p.name, p.email FROM identity_ticket t JOIN identity_person p ON p.id = t.person_id
          WHERE t.secret_hash = hash AND t.purpose = 'password' AND t.used_at IS NULL AND t.expires_at > now()
        $$;

      -- Uses a link to sign in, once. No row: it is not good any more.
      CREATE FUNCTION identity_use_sign_in(hash bytea) RETURNS TABLE (person_id uuid)
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          UPDATE identity_ticket t SET used_at = now() WHERE t.secret_hash = hash AND t.purpose = 'sign-in'
            AND t.used_at IS NULL AND t.expires_at > now() RETURNING t.person_id
        $$;

      -- Uses a link to choose a password, once: every sign-in of the person ends, and every other link of theirs.
      CREATE FUNCTION identity_use_password(hash bytea, password_hash text)
        RETURNS TABLE (person_id uuid, email text, language text, existed boolean)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        person identity_person;
        had boolean;
      BEGIN
        UPDATE identity_ticket t SET used_at = now() WHERE t.secret_hash = hash AND t.purpose = 'password'
          AND t.used_at IS NULL AND t.expires_at > now() RETURNING t.person_id INTO person.id;
        IF person.id IS NULL THEN RETURN; END IF;
        SELECT * INTO person FROM identity_person p WHERE p.id = person.id AND p.disabled_at IS NULL;
        IF NOT FOUND THEN RETURN; END IF;
        IF identity_use_password.password_hash NOT LIKE '$argon2id$%' THEN
          RAISE EXCEPTION 'not a hash by argon2id' USING ERRCODE = 'check_violation';
        END IF;
        had := EXISTS (SELECT FROM identity_credential c WHERE c.person_id = person.id);
        INSERT INTO identity_credential AS c (person_id, password_hash) VALUES (person.id, identity_use_password.password_hash)
          ON CONFLICT ON CONSTRAINT identity_credential_pkey DO UPDATE SET password_hash = excluded.password_hash, changed_at = now();
        DELETE FROM identity_session s WHERE s.person_id = person.id;
        UPDATE identity_ticket t SET used_at = now() WHERE t.person_id = person.id AND t.purpose <> 'invitation' AND t.used_at IS NULL;
        RETURN QUERY SELECT person.id, person.email, person.language, had;
      END $$;
      REVOKE ALL ON FUNCTION identity_issue_link, identity_password_ticket_of, identity_use_sign_in, identity_use_password FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION identity_issue_link, identity_password_ticket_of, identity_use_sign_in, identity_use_password TO torv_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
