import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity, visibleToActor } from './row-security';

export class DecisionsCreateRecord1763942400010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Numbers of a body in a year, without gaps: locked while one is taken, given back when the work fails.
      CREATE TABLE decisions_series (
        network_id uuid NOT NULL,
        body_id    uuid NOT NULL,
        year       integer NOT NULL,
        last       integer NOT NULL,
        PRIMARY KEY (network_id, body_id, year),
        FOREIGN KEY (network_id, body_id) REFERENCES bodies_body (network_id, id)
      );
      ${forceRowSecurity('decisions_series')}
      CREATE POLICY decisions_series_chair ON decisions_series TO torv_app
        USING (body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'chair'))
        WITH CHECK (body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'chair'));
      GRANT SELECT, INSERT, UPDATE ON decisions_series TO torv_app;

      -- positions: each organisation's word as it stood, with the name it had then.
      CREATE TABLE decisions_decision (
        network_id  uuid NOT NULL,
        id          uuid NOT NULL DEFAULT uuidv7(),
        number      text NOT NULL,
        body_id     uuid NOT NULL,
        meeting_id  uuid NOT NULL,
        item_id     uuid NOT NULL,
        proposal_id uuid,
        title       text NOT NULL,
        outcome     text NOT NULL CHECK (outcome IN ('adopted', 'rejected', 'postponed', 'referred', 'discussed', 'noted')),
        text        text NOT NULL,
        rationale   text NOT NULL,
        summary     text NOT NULL,
        visibility  text NOT NULL CHECK (visibility IN ('public', 'network', 'body', 'closed')),
        positions   jsonb NOT NULL,
        reservations integer NOT NULL,
        follow_up   jsonb,
        responsible_id uuid,
        due         date,
        decided_at  timestamptz NOT NULL,
        recorded_by uuid NOT NULL REFERENCES identity_person (id),
        recorded_as text NOT NULL,
        words       tsvector GENERATED ALWAYS AS (to_tsvector('danish', title || ' ' || summary || ' ' || text || ' ' || rationale)) STORED,
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, number),
        UNIQUE (network_id, item_id),
        FOREIGN KEY (network_id, body_id) REFERENCES bodies_body (network_id, id),
        FOREIGN KEY (network_id, meeting_id) REFERENCES meetings_meeting (network_id, id),
        FOREIGN KEY (network_id, item_id) REFERENCES meetings_item (network_id, id),
        FOREIGN KEY (network_id, proposal_id) REFERENCES proposals_proposal (network_id, id),
        FOREIGN KEY (network_id, responsible_id) REFERENCES organisations_organisation (network_id, id)
      );
      CREATE INDEX decisions_decision_in_time ON decisions_decision (network_id, decided_at DESC, id DESC);
      CREATE INDEX decisions_decision_of_body ON decisions_decision (network_id, body_id, decided_at DESC, id DESC);
      CREATE INDEX decisions_decision_of_proposal ON decisions_decision (network_id, proposal_id);
      CREATE INDEX decisions_decision_words ON decisions_decision USING gin (words);
      ${forceRowSecurity('decisions_decision')}
      CREATE POLICY decisions_decision_visible ON decisions_decision FOR SELECT TO torv_app USING ${visibleToActor};
      CREATE POLICY decisions_decision_worker ON decisions_decision FOR SELECT TO torv_worker USING (true);
      CREATE POLICY decisions_decision_record ON decisions_decision FOR INSERT TO torv_app
        WITH CHECK (recorded_by = platform_actor() AND body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'chair'));
      GRANT SELECT, INSERT ON decisions_decision TO torv_app;
      GRANT SELECT ON decisions_decision TO torv_worker;

      -- Whoever may read a public decision may know which body made it.
      CREATE POLICY bodies_body_of_public_decision ON bodies_body FOR SELECT TO torv_app
        USING (id IN (SELECT d.body_id FROM decisions_decision d WHERE d.visibility = 'public'));

      -- A decision is made in an open meeting of its body, on an item of that meeting.
      CREATE FUNCTION decisions_guard_record() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NOT EXISTS (
            SELECT FROM meetings_meeting m JOIN meetings_item i ON i.network_id = m.network_id AND i.meeting_id = m.id
            WHERE m.network_id = NEW.network_id AND m.id = NEW.meeting_id AND m.body_id = NEW.body_id
              AND i.id = NEW.item_id AND m.state = 'open'
          ) THEN
            RAISE EXCEPTION 'DECISIONS.MEETING_NOT_OPEN' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER decisions_decision_guard BEFORE INSERT ON decisions_decision FOR EACH ROW EXECUTE FUNCTION decisions_guard_record();

      -- The log is append-only (constitution, 3): nothing here is edited, not even by the owner.
      CREATE TRIGGER decisions_decision_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions_decision
        FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_change();

      -- A decision that was acknowledged is in the log.
      CREATE FUNCTION decisions_guard_leaf() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM log_leaf l WHERE l.network_id = NEW.network_id AND l.kind = 'decision' AND l.subject_id = NEW.id) THEN
            RAISE EXCEPTION 'DECISIONS.NOT_IN_LOG' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NULL;
        END $$;
      CREATE CONSTRAINT TRIGGER decisions_decision_in_log AFTER INSERT ON decisions_decision
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decisions_guard_leaf();

      -- Newest matches first, capped; the caller joins them again through row security, which @@ cannot pass.
      CREATE FUNCTION decisions_matching(network uuid, query text, cap integer) RETURNS SETOF uuid
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT d.id FROM decisions_decision d
          WHERE d.network_id = network AND d.words @@ websearch_to_tsquery('danish', query)
            AND EXISTS (SELECT FROM platform_grant g WHERE g.network_id = network AND g.person_id = platform_actor() AND g.scope = 'network')
          ORDER BY d.decided_at DESC, d.id DESC LIMIT least(cap, 5000)
        $$;
      REVOKE ALL ON FUNCTION decisions_matching FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION decisions_matching TO torv_app;

      CREATE TABLE decisions_follow_up (
        network_id      uuid NOT NULL,
        id              uuid NOT NULL DEFAULT uuidv7(),
        version         integer NOT NULL DEFAULT 1,
        decision_id     uuid NOT NULL,
        organisation_id uuid NOT NULL,
        task            text NOT NULL,
        due             date NOT NULL,
        state           text NOT NULL DEFAULT 'owed' CHECK (state IN ('owed', 'done')),
        done_note       text,
        done_by         uuid REFERENCES identity_person (id),
        done_at         timestamptz,
        PRIMARY KEY (network_id, id),
        FOREIGN KEY (network_id, decision_id) REFERENCES decisions_decision (network_id, id),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id)
      );
      CREATE INDEX decisions_follow_up_owed ON decisions_follow_up (network_id, organisation_id, due) WHERE state = 'owed';
      CREATE INDEX decisions_follow_up_of_decision ON decisions_follow_up (network_id, decision_id);
      ${forceRowSecurity('decisions_follow_up')}
      CREATE POLICY decisions_follow_up_visible ON decisions_follow_up FOR SELECT TO torv_app
        USING (decision_id IN (SELECT d.id FROM decisions_decision d));
      CREATE POLICY decisions_follow_up_record ON decisions_follow_up FOR INSERT TO torv_app
        WITH CHECK (state = 'owed' AND decision_id IN (SELECT d.id FROM decisions_decision d WHERE d.recorded_by = platform_actor()));
      -- Done by the organisation that owes it, or noted by those who run the body.
      CREATE POLICY decisions_follow_up_finish ON decisions_follow_up FOR UPDATE TO torv_app
        USING (organisation_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'organisation')
          OR decision_id IN (SELECT d.id FROM decisions_decision d WHERE d.body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run')));
      GRANT SELECT, INSERT ON decisions_follow_up TO torv_app;
      GRANT UPDATE (version, state, done_note, done_by, done_at) ON decisions_follow_up TO torv_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
