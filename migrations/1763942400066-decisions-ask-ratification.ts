import type { MigrationInterface, QueryRunner } from 'typeorm';
import { conflictsOfActor, forceRowSecurity, namedToActor, visibleToActor, withheldFromActor } from './row-security';

const refuse = (code: string) => `RAISE EXCEPTION '${code}' USING ERRCODE = 'restrict_violation'`;

/** As far as the decision itself is seen, by columns copied from it. */
const seenAsDecision = `(visibility = 'public' OR decision_id NOT IN ${withheldFromActor})
          AND (${visibleToActor} OR (visibility = 'closed' AND decision_id IN ${namedToActor}))`;

/**
 * Who is bound (constitution, 2): an organisation that must adopt a decision for itself is asked, by a day, with the
 * instance that decides there; what it answers is an entry of the log, and is never edited. How each organisation
 * stands to each decision is kept by triggers, so that "what binds us" is one index.
 */
export class DecisionsAskRatification1763942400066 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- answer, answered_on: the current ones; visibility, body_id: the decision's.
      CREATE TABLE decisions_ratification (
        network_id      uuid NOT NULL,
        id              uuid NOT NULL DEFAULT uuidv7(),
        version         integer NOT NULL DEFAULT 1,
        decision_id     uuid NOT NULL,
        organisation_id uuid NOT NULL,
        instance_id     uuid,
        due       date NOT NULL,
        asked_by        uuid NOT NULL REFERENCES identity_person (id),
        asked_at        timestamptz NOT NULL DEFAULT now(),
        answer          text,
        answered_on     date,
        visibility      text NOT NULL,
        body_id         uuid NOT NULL,
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, decision_id, organisation_id),
        UNIQUE (network_id, id, decision_id, organisation_id),
        FOREIGN KEY (network_id, decision_id) REFERENCES decisions_decision (network_id, id),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id),
        FOREIGN KEY (network_id, organisation_id, instance_id) REFERENCES organisations_instance (network_id, organisation_id, id)
      );
      CREATE INDEX decisions_ratification_awaited ON decisions_ratification (network_id, organisation_id, due) WHERE answer IS NULL;
      CREATE INDEX decisions_ratification_not_whole ON decisions_ratification (network_id, body_id) WHERE answer IN ('declines', 'reserves');
      ${forceRowSecurity('decisions_ratification')}
      CREATE POLICY decisions_ratification_visible ON decisions_ratification FOR SELECT TO torv_app USING (${seenAsDecision});
      -- Asked by who runs the body that decided, and takes part.
      CREATE POLICY decisions_ratification_ask ON decisions_ratification FOR INSERT TO torv_app
        WITH CHECK (asked_by = platform_actor() AND decision_id NOT IN ${conflictsOfActor}
          AND decision_id IN (SELECT d.id FROM decisions_decision d WHERE d.body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run')));
      GRANT SELECT, INSERT (network_id, decision_id, organisation_id, instance_id, due, asked_by) ON decisions_ratification TO torv_app;

      CREATE FUNCTION decisions_guard_ratification() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        DECLARE
          decided text;
        BEGIN
          SELECT d.outcome, d.visibility, d.body_id INTO decided, NEW.visibility, NEW.body_id
            FROM decisions_decision d WHERE d.network_id = NEW.network_id AND d.id = NEW.decision_id;
          IF decided IS DISTINCT FROM 'adopted' THEN ${refuse('DECISIONS.NOTHING_TO_RATIFY')}; END IF;
          IF EXISTS (SELECT FROM organisations_instance i WHERE i.network_id = NEW.network_id AND i.id = NEW.instance_id AND i.dissolved_at IS NOT NULL) THEN
            ${refuse('DECISIONS.INSTANCE_DISSOLVED')};
          END IF;
          -- Whoever is asked must be able to read what they are asked about.
          IF NEW.visibility IN ('body', 'closed') AND NOT EXISTS (SELECT FROM bodies_seat s WHERE s.network_id = NEW.network_id AND s.body_id = NEW.body_id
            AND s.organisation_id = NEW.organisation_id AND s.valid_from <= now() AND s.valid_until > now()) THEN
            ${refuse('DECISIONS.ASKED_MAY_NOT_READ')};
          END IF;
          IF current_setting('role') = 'torv_app' AND NEW.due < (SELECT (now() AT TIME ZONE n.timezone)::date FROM places_network n WHERE n.id = NEW.network_id) THEN
            ${refuse('DECISIONS.ANSWER_BY_IS_PAST')};
          END IF;
          NEW.version := 1;
          NEW.answer := NULL;
          NEW.answered_on := NULL;
          RETURN NEW;
        END $$;
      CREATE TRIGGER decisions_ratification_guard BEFORE INSERT ON decisions_ratification FOR EACH ROW EXECUTE FUNCTION decisions_guard_ratification();

      -- What the organisation said: each answer a revision, each in the log. It names the instance and no person, for the
      -- log cannot forget; who stated it stands here. given_by in terms is the source's words, as with positions.
      CREATE TABLE decisions_ratification_answer (
        network_id      uuid NOT NULL,
        id              uuid NOT NULL DEFAULT uuidv7(),
        ratification_id uuid NOT NULL,
        decision_id     uuid NOT NULL,
        organisation_id uuid NOT NULL,
        revision        integer NOT NULL,
        answer          text NOT NULL CHECK (answer IN ('adopts', 'reserves', 'declines')),
        text            text,
        instance_id     uuid,
        instance_name   text,
        instance_kind   text,
        decided_on      date NOT NULL,
        stated_by       uuid NOT NULL REFERENCES identity_person (id),
        stated_at       timestamptz NOT NULL DEFAULT date_trunc('milliseconds', now()),
        authority_id    uuid,
        terms           jsonb,
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, ratification_id, revision),
        FOREIGN KEY (network_id, ratification_id, decision_id, organisation_id)
          REFERENCES decisions_ratification (network_id, id, decision_id, organisation_id),
        FOREIGN KEY (network_id, organisation_id, instance_id) REFERENCES organisations_instance (network_id, organisation_id, id),
        FOREIGN KEY (network_id, authority_id) REFERENCES organisations_authority (network_id, id),
        CHECK (answer = 'adopts' OR text IS NOT NULL)
      );
      CREATE INDEX decisions_ratification_answer_of_decision ON decisions_ratification_answer (network_id, decision_id);
      ${forceRowSecurity('decisions_ratification_answer')}
      CREATE POLICY decisions_ratification_answer_visible ON decisions_ratification_answer FOR SELECT TO torv_app
        USING (ratification_id IN (SELECT r.id FROM decisions_ratification r));
      -- Autonomy: only who may ratify for the organisation, alone and finally, and in one's own name.
      CREATE POLICY decisions_ratification_answer_state ON decisions_ratification_answer FOR INSERT TO torv_app
        WITH CHECK (stated_by = platform_actor() AND authority_id IS NOT NULL AND decision_id NOT IN ${conflictsOfActor}
          AND ratification_id IN (SELECT r.id FROM decisions_ratification r)
          AND organisation_id IN (SELECT b.organisation_id FROM organisations_bound_by_actor b WHERE b.subject = 'ratifications'));
      GRANT SELECT, INSERT (network_id, ratification_id, decision_id, organisation_id, answer, text, instance_id, decided_on, stated_by)
        ON decisions_ratification_answer TO torv_app;
      CREATE TRIGGER decisions_ratification_answer_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions_ratification_answer
        FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_change();

      -- The authority is looked up, not told; the instance is called what it is called now.
      CREATE FUNCTION decisions_answer_under_authority() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF current_user = 'torv_app' THEN
            NEW.authority_id := NULL;
            NEW.terms := NULL;
            SELECT a.id, jsonb_build_object('givenBy', h.given_by, 'from', h.valid_from, 'until', CASE WHEN h.valid_until = 'infinity' THEN NULL ELSE h.valid_until END)
              INTO NEW.authority_id, NEW.terms
              FROM organisations_authority_of_actor a JOIN organisations_authority h ON h.network_id = a.network_id AND h.id = a.id
              WHERE a.network_id = NEW.network_id AND a.organisation_id = NEW.organisation_id AND a.subject = 'ratifications'
                AND NOT a.together AND a.instance_id IS NULL ORDER BY a.id LIMIT 1;
          END IF;
          SELECT coalesce(NEW.instance_id, r.instance_id) INTO NEW.instance_id FROM decisions_ratification r
            WHERE r.network_id = NEW.network_id AND r.id = NEW.ratification_id;
          NEW.instance_name := NULL;
          NEW.instance_kind := NULL;
          SELECT i.name, i.kind INTO NEW.instance_name, NEW.instance_kind FROM organisations_instance i
            WHERE i.network_id = NEW.network_id AND i.id = NEW.instance_id;
          IF NEW.decided_on > (SELECT (now() AT TIME ZONE n.timezone)::date FROM places_network n WHERE n.id = NEW.network_id) THEN
            ${refuse('DECISIONS.DECIDED_AHEAD')};
          END IF;
          SELECT coalesce(max(a.revision), 0) + 1 INTO NEW.revision FROM decisions_ratification_answer a
            WHERE a.network_id = NEW.network_id AND a.ratification_id = NEW.ratification_id;
          RETURN NEW;
        END $$;
      CREATE TRIGGER decisions_ratification_answer_under_authority BEFORE INSERT ON decisions_ratification_answer
        FOR EACH ROW EXECUTE FUNCTION decisions_answer_under_authority();

      -- How each organisation with a word in an adopted decision, or asked about it, stands to it.
      CREATE TABLE decisions_bound (
        network_id      uuid NOT NULL,
        decision_id     uuid NOT NULL,
        organisation_id uuid NOT NULL,
        standing        text NOT NULL CHECK (standing IN ('bound', 'reserved', 'ratified', 'ratified-reserved', 'awaited', 'declined', 'objected', 'stood-aside')),
        binding         boolean NOT NULL GENERATED ALWAYS AS (standing IN ('bound', 'reserved', 'ratified', 'ratified-reserved')) STORED,
        decided_at      timestamptz NOT NULL,
        visibility      text NOT NULL,
        body_id         uuid NOT NULL,
        PRIMARY KEY (network_id, decision_id, organisation_id),
        FOREIGN KEY (network_id, decision_id) REFERENCES decisions_decision (network_id, id),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id)
      );
      CREATE INDEX decisions_bound_in_time ON decisions_bound (network_id, organisation_id, decided_at DESC, decision_id DESC) WHERE binding;
      ${forceRowSecurity('decisions_bound')}
      CREATE POLICY decisions_bound_visible ON decisions_bound FOR SELECT TO torv_app USING (${seenAsDecision});
      GRANT SELECT ON decisions_bound TO torv_app;

      CREATE FUNCTION decisions_keep_bound(network uuid, decision uuid) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          INSERT INTO decisions_bound AS kept (network_id, decision_id, organisation_id, standing, decided_at, visibility, body_id)
            SELECT d.network_id, d.id, o.organisation_id,
              CASE WHEN r.answer = 'adopts' THEN 'ratified' WHEN r.answer = 'reserves' THEN 'ratified-reserved' WHEN r.answer = 'declines' THEN 'declined'
                WHEN r.id IS NOT NULL THEN 'awaited' WHEN p.stance = 'endorse' THEN 'bound' WHEN p.stance = 'reserve' THEN 'reserved'
                WHEN p.stance = 'object' THEN 'objected' ELSE 'stood-aside' END,
              d.decided_at, d.visibility, d.body_id
            FROM decisions_decision d CROSS JOIN LATERAL (
              SELECT (x->'organisation'->>'id')::uuid AS organisation_id FROM jsonb_array_elements(d.positions) x
              UNION SELECT q.organisation_id FROM decisions_ratification q WHERE q.network_id = d.network_id AND q.decision_id = d.id) o
            LEFT JOIN LATERAL (SELECT x->>'stance' AS stance FROM jsonb_array_elements(d.positions) x WHERE x->'organisation'->>'id' = o.organisation_id::text) p ON true
            LEFT JOIN decisions_ratification r ON r.network_id = d.network_id AND r.decision_id = d.id AND r.organisation_id = o.organisation_id
            WHERE d.network_id = network AND d.id = decision AND d.outcome = 'adopted'
          ON CONFLICT (network_id, decision_id, organisation_id) DO UPDATE SET standing = excluded.standing WHERE kept.standing <> excluded.standing
        $$;
      REVOKE ALL ON FUNCTION decisions_keep_bound FROM PUBLIC;

      -- Whom the record asks is asked by it; each as the organisation and its instance are called.
      CREATE FUNCTION decisions_ask_with_record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NEW.ratification <> '[]' AND NEW.ratification IS DISTINCT FROM (
            SELECT jsonb_agg(jsonb_build_object('organisation', o.key, 'name', o.name, 'instanceId', i.id, 'instance', i.name, 'kind', i.kind, 'by', (x.asked->>'by')::date) ORDER BY x.n)
            FROM jsonb_array_elements(NEW.ratification) WITH ORDINALITY x (asked, n)
            JOIN organisations_organisation o ON o.network_id = NEW.network_id AND o.key = x.asked->>'organisation'
            LEFT JOIN organisations_instance i ON i.network_id = o.network_id AND i.organisation_id = o.id AND i.id = (x.asked->>'instanceId')::uuid)
          THEN
            ${refuse('DECISIONS.RECORD_DIFFERS')};
          END IF;
          INSERT INTO decisions_ratification (network_id, decision_id, organisation_id, instance_id, due, asked_by)
            SELECT NEW.network_id, NEW.id, o.id, (x->>'instanceId')::uuid, (x->>'by')::date, NEW.recorded_by
            FROM jsonb_array_elements(NEW.ratification) x JOIN organisations_organisation o ON o.network_id = NEW.network_id AND o.key = x->>'organisation';
          PERFORM decisions_keep_bound(NEW.network_id, NEW.id);
          RETURN NULL;
        END $$;
      CREATE TRIGGER decisions_decision_asks AFTER INSERT ON decisions_decision
        FOR EACH ROW WHEN (NEW.outcome = 'adopted' OR NEW.ratification <> '[]') EXECUTE FUNCTION decisions_ask_with_record();

      CREATE FUNCTION decisions_ratification_moves() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF TG_TABLE_NAME = 'decisions_ratification_answer' THEN
            UPDATE decisions_ratification r SET version = r.version + 1, answer = NEW.answer, answered_on = NEW.decided_on
              WHERE r.network_id = NEW.network_id AND r.id = NEW.ratification_id;
          END IF;
          PERFORM decisions_keep_bound(NEW.network_id, NEW.decision_id);
          RETURN NULL;
        END $$;
      CREATE TRIGGER decisions_ratification_binds AFTER INSERT ON decisions_ratification FOR EACH ROW EXECUTE FUNCTION decisions_ratification_moves();
      CREATE TRIGGER decisions_ratification_answer_binds AFTER INSERT ON decisions_ratification_answer FOR EACH ROW EXECUTE FUNCTION decisions_ratification_moves();

      -- An answer is in the log, and the log holds no answer that was not given.
      CREATE FUNCTION decisions_guard_answer_in_log() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM log_leaf l WHERE l.network_id = NEW.network_id AND l.kind = 'ratification' AND l.subject_id = NEW.id) THEN
            ${refuse('DECISIONS.ANSWER_NOT_IN_LOG')};
          END IF;
          RETURN NULL;
        END $$;
      CREATE CONSTRAINT TRIGGER decisions_ratification_answer_in_log AFTER INSERT ON decisions_ratification_answer DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION decisions_guard_answer_in_log();
      CREATE FUNCTION decisions_guard_leaf_has_answer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM decisions_ratification_answer a
            JOIN decisions_ratification r ON r.network_id = a.network_id AND r.id = a.ratification_id
            JOIN log_opening o ON o.network_id = a.network_id AND o.idx = NEW.idx
            WHERE a.network_id = NEW.network_id AND a.id = NEW.subject_id AND o.visibility = r.visibility AND o.body_id = r.body_id) THEN
            ${refuse('DECISIONS.NOT_RECORDED')};
          END IF;
          RETURN NULL;
        END $$;
      CREATE CONSTRAINT TRIGGER decisions_leaf_has_answer AFTER INSERT ON log_leaf DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.kind = 'ratification') EXECUTE FUNCTION decisions_guard_leaf_has_answer();

      -- What opens an answer is withheld from whom its decision is withheld from. Asked once a query, not once a row.
      CREATE FUNCTION decisions_answers_withheld() RETURNS TABLE (network_id uuid, idx bigint)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT l.network_id, l.idx FROM platform_exclusion x
          JOIN decisions_ratification_answer a ON a.network_id = x.network_id AND a.decision_id = x.subject_id
          JOIN log_leaf l ON l.network_id = a.network_id AND l.kind = 'ratification' AND l.subject_id = a.id
          WHERE x.person_id = platform_actor() AND NOT x.may_read
        $$;
      REVOKE ALL ON FUNCTION decisions_answers_withheld FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION decisions_answers_withheld TO torv_app;
      CREATE POLICY log_opening_answer_withheld ON log_opening AS RESTRICTIVE FOR SELECT TO torv_app
        USING (visibility = 'public' OR (network_id, idx) NOT IN (SELECT w.network_id, w.idx FROM decisions_answers_withheld() w));

      -- Those whose word in the item waits for an instance of their own, and when that meets; for who sits there. With "no
      -- objections" also those whose word follows from who sits there.
      CREATE FUNCTION decisions_approvals_awaited(network uuid, meeting uuid, item uuid, no_objections boolean) RETURNS jsonb
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          WITH stated AS (
            SELECT DISTINCT ON (x.organisation_id) x.organisation_id, x.stance, x.terms FROM proposals_proposal p
            JOIN proposals_position x ON x.network_id = p.network_id AND x.proposal_id = p.id
            WHERE p.network_id = network AND p.item_id = item ORDER BY x.organisation_id, x.revision DESC),
          word AS (
            SELECT * FROM stated UNION ALL
            SELECT s.organisation_id, s.stance, s.terms FROM decisions_presence(network, meeting, item) s
            WHERE no_objections AND s.organisation_id NOT IN (SELECT t.organisation_id FROM stated t))
          SELECT coalesce(jsonb_agg(jsonb_build_object('organisation', o.key, 'name', o.name, 'instanceId', i.id, 'instance', i.name, 'kind', i.kind,
              'by', CASE WHEN i.next_on >= now()::date THEN i.next_on ELSE now()::date + 90 END) ORDER BY o.key), '[]')
          FROM word w JOIN organisations_organisation o ON o.network_id = network AND o.id = w.organisation_id
          JOIN organisations_instance i ON i.network_id = network AND i.organisation_id = o.id AND i.name = w.terms #>> '{approval,instance}' AND i.dissolved_at IS NULL
          WHERE w.stance = 'reserve' AND decisions_sitting(network, meeting, item) IS NOT NULL
        $$;
      REVOKE ALL ON FUNCTION decisions_approvals_awaited FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION decisions_approvals_awaited TO torv_app;

      -- What became of an answer that did not simply adopt: taken up again in a new proposal, or (none) noted as it stands.
      CREATE TABLE decisions_taken_up (
        network_id  uuid NOT NULL,
        answer_id   uuid NOT NULL,
        decision_id uuid NOT NULL,
        proposal_id uuid,
        taken_up_by uuid NOT NULL REFERENCES identity_person (id),
        taken_up_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (network_id, answer_id),
        FOREIGN KEY (network_id, answer_id) REFERENCES decisions_ratification_answer (network_id, id),
        FOREIGN KEY (network_id, decision_id) REFERENCES decisions_decision (network_id, id),
        FOREIGN KEY (network_id, proposal_id) REFERENCES proposals_proposal (network_id, id)
      );
      CREATE INDEX decisions_taken_up_of_decision ON decisions_taken_up (network_id, decision_id);
      ${forceRowSecurity('decisions_taken_up')}
      CREATE POLICY decisions_taken_up_visible ON decisions_taken_up FOR SELECT TO torv_app
        USING (answer_id IN (SELECT a.id FROM decisions_ratification_answer a));
      CREATE POLICY decisions_taken_up_take ON decisions_taken_up FOR INSERT TO torv_app
        WITH CHECK (taken_up_by = platform_actor() AND decision_id NOT IN ${conflictsOfActor} AND answer_id IN (SELECT a.id FROM decisions_ratification_answer a
          WHERE a.answer <> 'adopts' AND a.ratification_id IN (SELECT r.id FROM decisions_ratification r WHERE r.body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run'))));
      GRANT SELECT, INSERT (network_id, answer_id, decision_id, proposal_id, taken_up_by) ON decisions_taken_up TO torv_app;
      CREATE FUNCTION decisions_guard_taken_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM decisions_ratification_answer a WHERE a.network_id = NEW.network_id AND a.id = NEW.answer_id AND a.decision_id = NEW.decision_id)
            OR (NEW.proposal_id IS NOT NULL AND NOT EXISTS (SELECT FROM proposals_proposal p JOIN decisions_decision d ON d.network_id = p.network_id AND d.body_id = p.body_id
              WHERE p.network_id = NEW.network_id AND p.id = NEW.proposal_id AND d.id = NEW.decision_id)) THEN
            ${refuse('DECISIONS.NOTHING_COMES_BACK')};
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER decisions_taken_up_guard BEFORE INSERT ON decisions_taken_up FOR EACH ROW EXECUTE FUNCTION decisions_guard_taken_up();

      SELECT decisions_keep_bound(d.network_id, d.id) FROM decisions_decision d;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
