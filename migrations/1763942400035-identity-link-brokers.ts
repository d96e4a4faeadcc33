import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/** Accounts at identity brokers, known by issuer and subject and never by an address, and the sign-ins under way there. */
export class IdentityLinkBrokers1763942400035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE identity_broker_account (
        id           uuid PRIMARY KEY DEFAULT uuidv7(),
        issuer       text NOT NULL,
        subject      text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
        person_id    uuid NOT NULL REFERENCES identity_person (id) ON DELETE CASCADE,
        name         text,
        -- It was seen at a level that counts as two factors.
        strong       boolean NOT NULL,
        linked_at    timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz,
        UNIQUE (issuer, subject)
      );
      CREATE INDEX identity_broker_account_of_person ON identity_broker_account (person_id);
      ${forceRowSecurity('identity_broker_account')}
      CREATE POLICY identity_broker_account_mine ON identity_broker_account FOR SELECT TO torv_app USING (person_id = platform_actor());
      CREATE POLICY identity_broker_account_drop ON identity_broker_account FOR DELETE TO torv_app USING (person_id = platform_actor());
      GRANT SELECT (id, issuer, person_id, name, linked_at, last_used_at), DELETE ON identity_broker_account TO torv_app;

      -- One visit to a broker, bound to the browser that began it by the secret in its cookie; taken once.
      CREATE TABLE identity_broker_visit (
        secret_hash bytea PRIMARY KEY,
        broker      text NOT NULL,
        purpose     text NOT NULL CHECK (purpose IN ('sign-in', 'link')),
        state       text NOT NULL,
        nonce       text NOT NULL,
        verifier    text NOT NULL,
        person_id   uuid REFERENCES identity_person (id) ON DELETE CASCADE,
        session     text,
        expires_at  timestamptz NOT NULL DEFAULT now() + interval '10 minutes',
        CHECK ((purpose = 'link') = (person_id IS NOT NULL))
      );
      CREATE INDEX identity_broker_visit_of_person ON identity_broker_visit (person_id) WHERE person_id IS NOT NULL;
      ${forceRowSecurity('identity_broker_visit')}

      CREATE FUNCTION identity_begin_broker_visit(hash bytea, at_broker text, with_state text, with_nonce text, with_verifier text, in_session text)
        RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          DELETE FROM identity_broker_visit WHERE expires_at < now();
          INSERT INTO identity_broker_visit (secret_hash, broker, purpose, state, nonce, verifier, person_id, session)
          VALUES (hash, at_broker, CASE WHEN platform_actor() IS NULL THEN 'sign-in' ELSE 'link' END,
            with_state, with_nonce, with_verifier, platform_actor(), in_session)
        $$;
      -- Whatever comes of it, a visit is taken once: a code or a state that comes again finds none.
      CREATE FUNCTION identity_take_broker_visit(hash bytea)
        RETURNS TABLE (broker text, purpose text, state text, nonce text, verifier text, person_id uuid, session text)
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          DELETE FROM identity_broker_visit v WHERE v.secret_hash = hash AND v.expires_at > now()
          RETURNING v.broker, v.purpose, v.state, v.nonce, v.verifier, v.person_id, v.session
        $$;

      CREATE FUNCTION identity_broker_person(by_issuer text, whose text, is_strong boolean) RETURNS uuid
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          UPDATE identity_broker_account SET last_used_at = now(), strong = strong OR is_strong
          WHERE issuer = by_issuer AND subject = whose RETURNING person_id
        $$;
      -- False when the account is another person's.
      CREATE FUNCTION identity_link_broker(by_issuer text, whose text, called text, is_strong boolean) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          INSERT INTO identity_broker_account AS a (issuer, subject, person_id, name, strong)
          VALUES (by_issuer, whose, platform_actor(), called, is_strong)
          ON CONFLICT (issuer, subject) DO UPDATE SET name = excluded.name, strong = a.strong OR excluded.strong
            WHERE a.person_id = platform_actor();
          RETURN FOUND;
        END $$;
      -- True when someone has a second factor: another is then added by who has shown it, not by who found a password.
      CREATE FUNCTION identity_has_factor(person uuid) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT identity_asks_for_code(person) OR EXISTS (SELECT FROM identity_passkey k WHERE k.person_id = person)
            OR EXISTS (SELECT FROM identity_broker_account a WHERE a.person_id = person AND a.strong)
        $$;

      REVOKE ALL ON FUNCTION identity_begin_broker_visit, identity_take_broker_visit,
        identity_broker_person, identity_link_broker, identity_has_factor FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION identity_begin_broker_visit, identity_take_broker_visit,
        identity_broker_person, identity_link_broker, identity_has_factor TO torv_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
