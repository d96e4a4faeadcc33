import type { MigrationInterface, QueryRunner } from 'typeorm';
import { conflictsOfActor, forceRowSecurity, visibleToActor, withheldFromActor } from './row-security';

/**
 * Written procedure: a body decides on an open proposal outside a meeting, by the words that its organisations state
 * before a deadline. Those who answered are the ones present; rule, record and log are the same as in a meeting, and any
 * organisation with a vote may have it taken up in one instead.
 */
export class ProposalsDecideInWriting1763942400064 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const chaired = `body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'chair')`;
    const speaksFor = `ended_for IN (SELECT a.organisation_id FROM organisations_authority_of_actor a WHERE a.subject = 'positions')`;
    await runner.query(`
      -- ended_for: the organisation that wants it in a meeting.
      CREATE TABLE proposals_procedure (
        network_id  uuid NOT NULL,
        id          uuid NOT NULL DEFAULT uuidv7(),
        version     integer NOT NULL DEFAULT 1,
        proposal_id uuid NOT NULL,
        body_id     uuid NOT NULL,
        visibility  text NOT NULL CHECK (visibility IN ('public', 'network', 'body', 'closed')),
        question    text,
        deadline    date NOT NULL,
        opened_by   uuid NOT NULL REFERENCES identity_person (id),
        opened_at   timestamptz NOT NULL DEFAULT now(),
        ended_at    timestamptz,
        ended_why   text CHECK (ended_why IN ('decided', 'to-meeting', 'stopped')),
        ended_by    uuid REFERENCES identity_person (id),
        ended_for   uuid,
        PRIMARY KEY (network_id, id),
        FOREIGN KEY (network_id, proposal_id) REFERENCES proposals_proposal (network_id, id),
        FOREIGN KEY (network_id, body_id) REFERENCES bodies_body (network_id, id),
        FOREIGN KEY (network_id, ended_for) REFERENCES organisations_organisation (network_id, id),
        CHECK (num_nulls(ended_at, ended_why, ended_by) IN (0, 3)),
        CHECK (ended_for IS NULL OR ended_why = 'to-meeting')
      );
      CREATE UNIQUE INDEX proposals_procedure_once ON proposals_procedure (network_id, proposal_id) WHERE ended_at IS NULL;
      CREATE INDEX proposals_procedure_of_proposal ON proposals_procedure (network_id, proposal_id);
      CREATE INDEX proposals_procedure_of_body ON proposals_procedure (network_id, body_id) WHERE ended_at IS NULL;
      ${forceRowSecurity('proposals_procedure')}
      CREATE POLICY proposals_procedure_visible ON proposals_procedure FOR SELECT TO torv_app USING ${visibleToActor};
      CREATE POLICY proposals_procedure_withheld ON proposals_procedure AS RESTRICTIVE FOR SELECT TO torv_app
        USING (visibility = 'public' OR proposal_id NOT IN ${withheldFromActor});
      CREATE POLICY proposals_procedure_open ON proposals_procedure FOR INSERT TO torv_app
        WITH CHECK (opened_by = platform_actor() AND ${chaired});
      -- Stopped by the chair; taken to a meeting by any organisation with a vote.
      CREATE POLICY proposals_procedure_end ON proposals_procedure FOR UPDATE TO torv_app
        USING (ended_at IS NULL)
        WITH CHECK (ended_by = platform_actor() AND ((ended_why = 'stopped' AND ${chaired}) OR (ended_why = 'to-meeting' AND ${speaksFor})));
      CREATE POLICY proposals_procedure_opens_no_part ON proposals_procedure AS RESTRICTIVE FOR INSERT TO torv_app
        WITH CHECK (proposal_id NOT IN ${conflictsOfActor});
      CREATE POLICY proposals_procedure_takes_no_part ON proposals_procedure AS RESTRICTIVE FOR UPDATE TO torv_app
        USING (proposal_id NOT IN ${conflictsOfActor});
      GRANT SELECT, INSERT (network_id, proposal_id, body_id, visibility, question, deadline, opened_by) ON proposals_procedure TO torv_app;
      GRANT UPDATE (version, ended_at, ended_why, ended_by, ended_for) ON proposals_procedure TO torv_app;
      ALTER TABLE decisions_decision ADD FOREIGN KEY (network_id, procedure_id) REFERENCES proposals_procedure (network_id, id);

      -- On an open proposal of the body, which stands on no agenda, with time left to answer.
      CREATE FUNCTION proposals_guard_procedure() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF TG_OP = 'UPDATE' THEN
            IF OLD.ended_at IS NOT NULL THEN
              RAISE EXCEPTION 'PROPOSALS.PROCEDURE_ENDED' USING ERRCODE = 'restrict_violation';
            END IF;
            IF NEW.ended_for IS NOT NULL AND NOT EXISTS (SELECT FROM bodies_seat s WHERE s.network_id = NEW.network_id AND s.body_id = NEW.body_id
              AND s.organisation_id = NEW.ended_for AND s.voting AND s.valid_from <= now() AND s.valid_until > now()) THEN
              RAISE EXCEPTION 'PROPOSALS.NOT_ASKED' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
          END IF;
          IF NOT EXISTS (SELECT FROM proposals_proposal p WHERE p.network_id = NEW.network_id AND p.id = NEW.proposal_id AND p.body_id = NEW.body_id
            AND p.visibility = NEW.visibility AND p.state = 'open') THEN
            RAISE EXCEPTION 'PROPOSALS.NOT_FOR_WRITING' USING ERRCODE = 'restrict_violation';
          END IF;
          IF NEW.deadline < places_today(NEW.network_id) THEN
            RAISE EXCEPTION 'PROPOSALS.DEADLINE_PAST' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER proposals_procedure_guard BEFORE INSERT OR UPDATE ON proposals_procedure FOR EACH ROW EXECUTE FUNCTION proposals_guard_procedure();
      CREATE TRIGGER proposals_procedure_stands BEFORE DELETE OR TRUNCATE ON proposals_procedure
        FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_change();

      -- What is being decided in writing keeps its words; what leaves for an agenda, or is withdrawn, is decided in writing no more.
      CREATE FUNCTION proposals_keep_to_procedure() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM proposals_procedure x WHERE x.network_id = NEW.network_id AND x.proposal_id = NEW.id AND x.ended_at IS NULL) THEN
            RETURN NEW;
          END IF;
          IF (OLD.title, OLD.text) IS DISTINCT FROM (NEW.title, NEW.text) THEN
            RAISE EXCEPTION 'PROPOSALS.IN_PROCEDURE' USING ERRCODE = 'restrict_violation';
          END IF;
          IF NEW.state IN ('on-agenda', 'withdrawn') THEN
            UPDATE proposals_procedure x SET ended_at = now(), ended_why = CASE NEW.state WHEN 'withdrawn' THEN 'stopped' ELSE 'to-meeting' END,
              ended_by = coalesce(platform_actor(), x.opened_by), version = x.version + 1
              WHERE x.network_id = NEW.network_id AND x.proposal_id = NEW.id AND x.ended_at IS NULL;
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER proposals_proposal_in_procedure BEFORE UPDATE ON proposals_proposal FOR EACH ROW EXECUTE FUNCTION proposals_keep_to_procedure();

      -- The body as it sits in a procedure: its mandate, who has a vote, and those who answered as the ones present. Whose
      -- people were all ruled conflicted on the proposal takes no part.
      CREATE FUNCTION decisions_sitting_of_procedure(network uuid, procedure uuid) RETURNS jsonb
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT jsonb_build_object('remit', md.remit, 'rule', md.rule, 'quorum', md.quorum, 'requiredSectors', to_jsonb(md.required_sectors),
            'voting', coalesce(q.voting, '[]'), 'present', coalesce(q.present, '[]'), 'recused', coalesce(q.recused, '[]'))
          FROM proposals_procedure x
          JOIN LATERAL (SELECT md.* FROM bodies_mandate md WHERE md.network_id = x.network_id AND md.body_id = x.body_id AND md.in_force_from IS NOT NULL
            AND (md.in_force_from <= now() OR md.version = 1) ORDER BY md.in_force_from DESC, md.version DESC LIMIT 1) md ON true
          CROSS JOIN LATERAL (
            SELECT jsonb_agg(jsonb_build_object('key', o.key, 'sector', o.sector) ORDER BY o.key) AS voting,
              jsonb_agg(o.key ORDER BY o.key) FILTER (WHERE v.answered) AS present, jsonb_agg(o.key ORDER BY o.key) FILTER (WHERE v.recused) AS recused
            FROM (SELECT s.organisation_id, coalesce(bool_and(EXISTS (SELECT FROM platform_exclusion e WHERE e.network_id = s.network_id AND e.person_id = s.person_id
                  AND e.subject_id = x.proposal_id)) FILTER (WHERE s.person_id IS NOT NULL), false) AS recused,
                EXISTS (SELECT FROM proposals_position w WHERE w.network_id = x.network_id AND w.proposal_id = x.proposal_id AND w.organisation_id = s.organisation_id) AS answered
              FROM bodies_seat s WHERE s.network_id = x.network_id AND s.body_id = x.body_id AND s.voting AND s.valid_from <= now() AND s.valid_until > now()
              GROUP BY s.organisation_id) v
            JOIN organisations_organisation o ON o.network_id = x.network_id AND o.id = v.organisation_id) q
          WHERE x.network_id = network AND x.id = procedure
        $$;
      REVOKE ALL ON FUNCTION decisions_sitting_of_procedure FROM PUBLIC;
      -- For who sees the procedure.
      CREATE FUNCTION decisions_sitting_in_writing(network uuid, procedure uuid) RETURNS jsonb
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT decisions_sitting_of_procedure(network, procedure) FROM proposals_procedure x
          WHERE x.network_id = network AND x.id = procedure
            AND EXISTS (SELECT FROM platform_grant g WHERE g.network_id = network AND g.person_id = platform_actor() AND g.scope = 'body'
              AND g.scope_id = x.body_id AND g.valid_from <= now() AND g.valid_until > now())
            AND NOT EXISTS (SELECT FROM platform_exclusion e WHERE e.network_id = network AND e.person_id = platform_actor() AND e.subject_id = x.proposal_id)
        $$;
      REVOKE ALL ON FUNCTION decisions_sitting_in_writing FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION decisions_sitting_in_writing TO torv_app;

      -- Where: in an open meeting on an item of it, or in a procedure of the body that is due or that everyone has answered.
      CREATE OR REPLACE FUNCTION decisions_guard_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        DECLARE
          held record;
        BEGIN
          IF NEW.procedure_id IS NOT NULL THEN
            SELECT p.id, p.title, p.visibility, x.deadline, decisions_sitting_of_procedure(x.network_id, x.id) AS sitting INTO held
            FROM proposals_procedure x JOIN proposals_proposal p ON p.network_id = x.network_id AND p.id = x.proposal_id
            WHERE x.network_id = NEW.network_id AND x.id = NEW.procedure_id AND x.body_id = NEW.body_id AND x.ended_at IS NULL AND p.state = 'open';
            IF NOT FOUND THEN
              RAISE EXCEPTION 'PROPOSALS.PROCEDURE_ENDED' USING ERRCODE = 'restrict_violation';
            END IF;
            IF held.deadline >= places_today(NEW.network_id) AND jsonb_array_length(held.sitting->'voting') >
              (SELECT count(DISTINCT k) FROM (SELECT jsonb_array_elements(held.sitting->'present') UNION SELECT jsonb_array_elements(held.sitting->'recused')) t (k)) THEN
              RAISE EXCEPTION 'DECISIONS.PROCEDURE_RUNS' USING ERRCODE = 'restrict_violation';
            END IF;
            IF held.visibility = 'closed' AND NEW.visibility <> 'closed' THEN
              RAISE EXCEPTION 'DECISIONS.MORE_VISIBLE_THAN_MEETING' USING ERRCODE = 'restrict_violation';
            END IF;
            IF NEW.title <> held.title OR NEW.proposal_id IS DISTINCT FROM held.id OR NEW.outcome NOT IN ('adopted', 'rejected') THEN
              RAISE EXCEPTION 'DECISIONS.RECORD_DIFFERS' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
          END IF;
          SELECT m.visibility AS meeting_seen_by, i.visibility AS item_seen_by, i.title,
            (SELECT p.id FROM proposals_proposal p WHERE p.network_id = i.network_id AND p.item_id = i.id AND p.state IN ('open', 'on-agenda')) AS proposal
          INTO held
          FROM meetings_meeting m JOIN meetings_item i ON i.network_id = m.network_id AND i.meeting_id = m.id
          WHERE m.network_id = NEW.network_id AND m.id = NEW.meeting_id AND m.body_id = NEW.body_id AND i.id = NEW.item_id AND m.state = 'open';
          IF NOT FOUND THEN
            RAISE EXCEPTION 'DECISIONS.MEETING_NOT_OPEN' USING ERRCODE = 'restrict_violation';
          END IF;
          IF 'closed' IN (held.meeting_seen_by, held.item_seen_by) AND NEW.visibility <> 'closed' THEN
            RAISE EXCEPTION 'DECISIONS.MORE_VISIBLE_THAN_MEETING' USING ERRCODE = 'restrict_violation';
          END IF;
          IF NEW.title <> held.title OR NEW.proposal_id IS DISTINCT FROM held.proposal THEN
            RAISE EXCEPTION 'DECISIONS.RECORD_DIFFERS' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;

      -- What the record says was counted in writing is what the database counts.
      CREATE FUNCTION decisions_guard_tally_in_writing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        DECLARE
          sitting jsonb := decisions_sitting_of_procedure(NEW.network_id, NEW.procedure_id);
          ruled record;
        BEGIN
          IF sitting IS NULL OR NEW.rule IS DISTINCT FROM sitting->>'rule' OR NEW.tally IS DISTINCT FROM decisions_count(sitting, NEW.positions, false) THEN
            RAISE EXCEPTION 'DECISIONS.TALLY_DIFFERS' USING ERRCODE = 'restrict_violation';
          END IF;
          ruled := decisions_rule_gives(NEW.rule, NEW.tally, NEW.outcome);
          IF ruled.reason = 'no-quorum' THEN
            RAISE EXCEPTION 'DECISIONS.TOO_FEW_ANSWERED' USING ERRCODE = 'restrict_violation';
          END IF;
          IF NEW.by_rule IS DISTINCT FROM nullif(ruled.outcome, 'undecided') THEN
            RAISE EXCEPTION 'DECISIONS.TALLY_DIFFERS' USING ERRCODE = 'restrict_violation';
          END IF;
          IF NEW.departure IS NULL AND NEW.outcome IS DISTINCT FROM NEW.by_rule THEN
            RAISE EXCEPTION 'DECISIONS.DEPARTURE_MISSING' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER decisions_decision_weigh_writing BEFORE INSERT ON decisions_decision
        FOR EACH ROW WHEN (NEW.procedure_id IS NOT NULL) EXECUTE FUNCTION decisions_guard_tally_in_writing();

      CREATE FUNCTION decisions_end_procedure() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          UPDATE proposals_procedure x SET ended_at = NEW.decided_at, ended_why = 'decided', ended_by = NEW.recorded_by, version = x.version + 1
            WHERE x.network_id = NEW.network_id AND x.id = NEW.procedure_id;
          RETURN NULL;
        END $$;
      CREATE TRIGGER decisions_decision_ends_procedure AFTER INSERT ON decisions_decision
        FOR EACH ROW WHEN (NEW.procedure_id IS NOT NULL) EXECUTE FUNCTION decisions_end_procedure();

      -- Without an item it is the proposal that somebody may take no part in.
      DROP POLICY decisions_decision_takes_no_part ON decisions_decision;
      CREATE POLICY decisions_decision_takes_no_part ON decisions_decision AS RESTRICTIVE FOR INSERT TO torv_app
        WITH CHECK ((item_id IS NULL OR item_id NOT IN ${conflictsOfActor}) AND (proposal_id IS NULL OR proposal_id NOT IN ${conflictsOfActor}));
      CREATE OR REPLACE FUNCTION decisions_follow_item() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          INSERT INTO platform_exclusion (network_id, person_id, subject_id, source_id, may_read)
            SELECT x.network_id, x.person_id, NEW.id, x.source_id, x.may_read FROM platform_exclusion x
            WHERE x.network_id = NEW.network_id AND x.subject_id = coalesce(NEW.item_id, NEW.proposal_id);
          INSERT INTO platform_participant (network_id, person_id, subject_id, source_id)
            SELECT p.network_id, p.person_id, NEW.id, p.source_id FROM platform_participant p
            WHERE p.network_id = NEW.network_id AND p.subject_id = coalesce(NEW.item_id, NEW.proposal_id);
          RETURN NEW;
        END $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
