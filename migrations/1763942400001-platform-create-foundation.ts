import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity, visibleToActor } from './row-security';

/** Grants, the counter, the outbox and idempotency: what cannot be added later. */
export class PlatformCreateFoundation1763942400001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who is asking. Nobody is nobody: an empty setting is no person.
      CREATE FUNCTION platform_actor() RETURNS uuid LANGUAGE sql STABLE
        AS $$ SELECT nullif(current_setting('torv.person', true), '')::uuid $$;

      -- What a person may see and run, kept by triggers from affiliations and seats; never written by requests.
      CREATE TABLE platform_grant (
        network_id  uuid NOT NULL,
        person_id   uuid NOT NULL,
        scope       text NOT NULL CHECK (scope IN ('network', 'organisation', 'body', 'closed', 'chair', 'run')),
        scope_id    uuid NOT NULL,
        source_id   uuid NOT NULL,
        valid_from  timestamptz NOT NULL,
        valid_until timestamptz NOT NULL DEFAULT 'infinity',
        PRIMARY KEY (network_id, person_id, scope, scope_id, source_id)
      );
      CREATE INDEX platform_grant_of_person ON platform_grant (person_id, scope, scope_id, network_id);
      CREATE INDEX platform_grant_of_source ON platform_grant (network_id, source_id);
      ${forceRowSecurity('platform_grant')}
      CREATE POLICY platform_grant_mine ON platform_grant FOR SELECT TO torv_app
        USING (person_id = platform_actor() AND valid_from <= now() AND valid_until > now());
      GRANT SELECT ON platform_grant TO torv_app;

      -- One row a network numbers events and leaves together; every unit of work locks it last.
      CREATE TABLE platform_counter (
        network_id uuid PRIMARY KEY,
        last_event bigint NOT NULL DEFAULT 0,
        log_size   bigint NOT NULL DEFAULT 0
      );
      ${forceRowSecurity('platform_counter')}
      CREATE POLICY platform_counter_read ON platform_counter FOR SELECT TO torv_app, torv_worker USING (true);
      GRANT SELECT ON platform_counter TO torv_app, torv_worker;

      -- The outbox: what happened, gap-free within a network. It holds ids and one word, never text.
      CREATE TABLE platform_event (
        network_id      uuid NOT NULL,
        seq             bigint NOT NULL,
        kind            text NOT NULL,
        subject_kind    text NOT NULL,
        subject_id      uuid NOT NULL,
        actor_id        uuid,
        organisation_id uuid,
        word            text,
        visibility      text NOT NULL CHECK (visibility IN ('public', 'network', 'body', 'closed')),
        body_id         uuid,
        occurred_at     timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (network_id, seq),
        CHECK (visibility IN ('public', 'network') OR body_id IS NOT NULL)
      );
      ${forceRowSecurity('platform_event')}
      CREATE POLICY platform_event_visible ON platform_event FOR SELECT TO torv_app USING ${visibleToActor};
      CREATE POLICY platform_event_worker ON platform_event FOR SELECT TO torv_worker USING (true);
      GRANT SELECT ON platform_event TO torv_app, torv_worker;

      -- True unless a request (the role torv_app) speaks for someone who does not belong to the network, or for nobody.
      -- The functions that write as the owner ask it: inside them the role is still the one that was set.
      CREATE FUNCTION platform_may_write_in(network uuid) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT current_setting('role') <> 'torv_app' OR EXISTS (
            SELECT FROM platform_grant g WHERE g.network_id = network AND g.person_id = platform_actor() AND g.scope = 'network'
              AND g.valid_from <= now() AND g.valid_until > now())
        $$;
      REVOKE ALL ON FUNCTION platform_may_write_in FROM PUBLIC;

      -- Numbers and stores events; the only way in. Each event: {kind, subjectKind, subjectId, organisationId?, word?, visibility, bodyId?}.
      -- The actor is the request's own: an event cannot be put into another's mouth.
      CREATE FUNCTION platform_append_events(network uuid, events jsonb) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        top bigint;
        many int := jsonb_array_length(events);
      BEGIN
        IF NOT platform_may_write_in(network) THEN
          RAISE EXCEPTION 'not a network of the actor' USING ERRCODE = 'insufficient_privilege';
        END IF;
        UPDATE platform_counter SET last_event = last_event + many WHERE network_id = network RETURNING last_event INTO top;
        IF top IS NULL THEN
          RAISE EXCEPTION 'no such network' USING ERRCODE = 'foreign_key_violation';
        END IF;
        INSERT INTO platform_event (network_id, seq, kind, subject_kind, subject_id, actor_id, organisation_id, word, visibility, body_id)
        SELECT network, top - many + n, e->>'kind', e->>'subjectKind', (e->>'subjectId')::uuid, platform_actor(),
               (e->>'organisationId')::uuid, e->>'word', e->>'visibility', (e->>'bodyId')::uuid
        FROM jsonb_array_elements(events) WITH ORDINALITY AS each(e, n);
        RETURN top;
      END $$;
      REVOKE ALL ON FUNCTION platform_append_events FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION platform_append_events TO torv_app, torv_worker, torv_owner;

      -- What a repeated request answers: the thing that its first run made.
      CREATE TABLE platform_idempotency (
        network_id   uuid NOT NULL,
        person_id    uuid NOT NULL,
        key          text NOT NULL CHECK (length(key) BETWEEN 8 AND 100),
        request_hash bytea NOT NULL,
        ref          text NOT NULL,
        created_at   timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (network_id, person_id, key)
      );
      ${forceRowSecurity('platform_idempotency')}
      CREATE POLICY platform_idempotency_mine ON platform_idempotency TO torv_app
        USING (person_id = platform_actor()) WITH CHECK (person_id = platform_actor());
      GRANT SELECT, INSERT ON platform_idempotency TO torv_app;

      -- How far each durable reader of the outbox has come.
      CREATE TABLE platform_reader (
        network_id uuid NOT NULL,
        reader     text NOT NULL,
        seq        bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (network_id, reader)
      );
      ${forceRowSecurity('platform_reader')}
      CREATE POLICY platform_reader_worker ON platform_reader TO torv_worker USING (true) WITH CHECK (true);
      GRANT SELECT, INSERT, UPDATE ON platform_reader TO torv_worker;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
