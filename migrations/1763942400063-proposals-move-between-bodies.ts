import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bodyRunByActor, conflictsOfActor, forceRowSecurity, visibleToActor, withheldFromActor } from './row-security';

/**
 * A proposal that another body deals with too: referred to it by a decision, on its agenda at the same time, or heard
 * by it. The proposal stays at home; what the other body says comes back to it, and the trace of it stands for good.
 */
export class ProposalsMoveBetweenBodies1763942400063 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const runs = (column: string) =>
      `EXISTS (SELECT FROM platform_grant g WHERE g.network_id = NEW.network_id AND g.person_id = platform_actor() AND g.scope = 'run'
          AND g.scope_id = ${column} AND g.valid_from <= now() AND g.valid_until > now())`;
    const sentTo = (scope: 'body' | 'closed') =>
      `(SELECT c.proposal_id FROM proposals_consideration c WHERE c.state <> 'withdrawn'
          AND c.body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = '${scope}'))`;
    await runner.query(`
      -- body_id: the body that is asked; asked_by: the proposal's own. visibility: the proposal's, so that whoever may
      -- see the one sees the other. decision_id: what the body that was asked decided.
      CREATE TABLE proposals_consideration (
        network_id  uuid NOT NULL,
        id          uuid NOT NULL DEFAULT uuidv7(),
        version     integer NOT NULL DEFAULT 1,
        proposal_id uuid NOT NULL,
        body_id     uuid NOT NULL,
        kind        text NOT NULL CHECK (kind IN ('referred', 'joint', 'hearing')),
        asked_by    uuid NOT NULL,
        asked_at    timestamptz NOT NULL DEFAULT now(),
        asked_by_person uuid NOT NULL REFERENCES identity_person (id),
        visibility  text NOT NULL CHECK (visibility IN ('public', 'network', 'body', 'closed')),
        question    text NOT NULL,
        due         date,
        state       text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'on-agenda', 'answered', 'withdrawn')),
        meeting_id  uuid,
        item_id     uuid,
        decision_id uuid,
        advice      text,
        answered_by uuid REFERENCES identity_person (id),
        answered_at timestamptz,
        PRIMARY KEY (network_id, id),
        FOREIGN KEY (network_id, proposal_id) REFERENCES proposals_proposal (network_id, id),
        FOREIGN KEY (network_id, body_id) REFERENCES bodies_body (network_id, id),
        FOREIGN KEY (network_id, asked_by) REFERENCES bodies_body (network_id, id),
        FOREIGN KEY (network_id, meeting_id) REFERENCES meetings_meeting (network_id, id),
        FOREIGN KEY (network_id, item_id) REFERENCES meetings_item (network_id, id),
        FOREIGN KEY (network_id, decision_id) REFERENCES decisions_decision (network_id, id),
        CHECK (body_id <> asked_by),
        CHECK (state <> 'on-agenda' OR num_nulls(meeting_id, item_id) = 0),
        CHECK (state <> 'answered' OR (answered_at IS NOT NULL AND num_nonnulls(decision_id, advice) = 1)),
        CHECK (state = 'answered' OR num_nonnulls(decision_id, advice, answered_by, answered_at) = 0)
      );
      CREATE UNIQUE INDEX proposals_consideration_once ON proposals_consideration (network_id, proposal_id, body_id) WHERE state IN ('waiting', 'on-agenda');
      CREATE INDEX proposals_consideration_of_proposal ON proposals_consideration (network_id, proposal_id);
      CREATE INDEX proposals_consideration_of_body ON proposals_consideration (network_id, body_id, state);
      CREATE INDEX proposals_consideration_on_item ON proposals_consideration (network_id, item_id) WHERE item_id IS NOT NULL;
      CREATE INDEX proposals_consideration_with_decision ON proposals_consideration (network_id, decision_id) WHERE decision_id IS NOT NULL;
      ${forceRowSecurity('proposals_consideration')}
      -- Both bodies see it, and whoever sees the proposal.
      CREATE POLICY proposals_consideration_asked ON proposals_consideration FOR SELECT TO torv_app USING ${visibleToActor};
      CREATE POLICY proposals_consideration_asking ON proposals_consideration FOR SELECT TO torv_app
        USING ((visibility = 'body' AND asked_by IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'body'))
          OR (visibility = 'closed' AND asked_by IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'closed')));
      CREATE POLICY proposals_consideration_withheld ON proposals_consideration AS RESTRICTIVE FOR SELECT TO torv_app
        USING (visibility = 'public' OR proposal_id NOT IN ${withheldFromActor});
      -- A hearing and a joint consideration are asked for by who runs the proposal's body; a referral follows from its decision.
      CREATE POLICY proposals_consideration_ask ON proposals_consideration FOR INSERT TO torv_app
        WITH CHECK (kind IN ('joint', 'hearing') AND state = 'waiting' AND asked_by_person = platform_actor()
          AND asked_by IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run'));
      CREATE POLICY proposals_consideration_change ON proposals_consideration FOR UPDATE TO torv_app
        USING (${bodyRunByActor} OR asked_by IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run'));
      CREATE POLICY proposals_consideration_asks_no_part ON proposals_consideration AS RESTRICTIVE FOR INSERT TO torv_app
        WITH CHECK (proposal_id NOT IN ${conflictsOfActor});
      CREATE POLICY proposals_consideration_takes_no_part ON proposals_consideration AS RESTRICTIVE FOR UPDATE TO torv_app
        USING (proposal_id NOT IN ${conflictsOfActor});
      GRANT SELECT, INSERT (network_id, proposal_id, body_id, kind, asked_by, asked_by_person, visibility, question, due) ON proposals_consideration TO torv_app;
      GRANT UPDATE (version, state, meeting_id, item_id, advice, answered_by, answered_at) ON proposals_consideration TO torv_app;

      -- Those who are asked see what they are asked about, also where it is its own body's alone.
      CREATE POLICY proposals_proposal_sent ON proposals_proposal FOR SELECT TO torv_app
        USING (state <> 'draft' AND ((visibility = 'body' AND id IN ${sentTo('body')}) OR (visibility = 'closed' AND id IN ${sentTo('closed')})));

      -- Asked about a proposal of one's own body that is not settled.
      CREATE FUNCTION proposals_guard_asking() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM proposals_proposal p WHERE p.network_id = NEW.network_id AND p.id = NEW.proposal_id AND p.body_id = NEW.asked_by
            AND p.visibility = NEW.visibility AND p.state IN ('open', 'on-agenda', 'referred')) THEN
            RAISE EXCEPTION 'PROPOSALS.NOT_OPEN' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER proposals_consideration_guard_asking BEFORE INSERT ON proposals_consideration
        FOR EACH ROW EXECUTE FUNCTION proposals_guard_asking();

      -- What was answered stands. Advice is given, and the agenda set, by who runs the body that was asked; it is taken
      -- back by who runs the one that asked. A decision answers by being recorded.
      CREATE FUNCTION proposals_guard_answering() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF OLD.state IN ('answered', 'withdrawn') THEN
            RAISE EXCEPTION 'PROPOSALS.CONSIDERED' USING ERRCODE = 'restrict_violation';
          END IF;
          IF NEW.decision_id IS NULL AND (
            (NEW.state = 'answered' AND NOT (NEW.answered_by = platform_actor() AND ${runs('OLD.body_id')}))
            OR (NEW.state = 'withdrawn' AND NOT ${runs('OLD.asked_by')})
            OR (NEW.state = 'on-agenda' AND NOT (${runs('OLD.body_id')} AND EXISTS (SELECT FROM meetings_item i WHERE i.network_id = NEW.network_id
              AND i.id = NEW.item_id AND i.meeting_id = NEW.meeting_id AND i.body_id = OLD.body_id AND i.subject_kind = 'proposal' AND i.subject_id = OLD.proposal_id)))
          ) THEN
            RAISE EXCEPTION 'PROPOSALS.MAY_NOT_ANSWER' USING ERRCODE = 'insufficient_privilege';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER proposals_consideration_guard_answering BEFORE UPDATE ON proposals_consideration
        FOR EACH ROW EXECUTE FUNCTION proposals_guard_answering();

      -- Nothing of the trace is deleted.
      CREATE TRIGGER proposals_consideration_stands BEFORE DELETE OR TRUNCATE ON proposals_consideration
        FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_change();

      -- A referred proposal is open at home again when nobody has it any more.
      CREATE FUNCTION proposals_return_home() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          UPDATE proposals_proposal p SET state = 'open', meeting_id = NULL, item_id = NULL, version = p.version + 1
            WHERE p.network_id = NEW.network_id AND p.id = NEW.proposal_id AND p.state = 'referred' AND NOT EXISTS (
              SELECT FROM proposals_consideration c WHERE c.network_id = p.network_id AND c.proposal_id = p.id AND c.kind = 'referred' AND c.state IN ('waiting', 'on-agenda'));
          RETURN NULL;
        END $$;
      CREATE TRIGGER proposals_consideration_returns AFTER UPDATE ON proposals_consideration
        FOR EACH ROW WHEN (NEW.state IN ('answered', 'withdrawn')) EXECUTE FUNCTION proposals_return_home();

      -- What the other body decides is its answer; what it postpones waits for its next meeting.
      CREATE FUNCTION decisions_answer_consideration() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NEW.outcome = 'postponed' THEN
            UPDATE proposals_consideration c SET state = 'waiting', meeting_id = NULL, item_id = NULL, version = c.version + 1
              WHERE c.network_id = NEW.network_id AND c.item_id = NEW.item_id AND c.state = 'on-agenda';
          ELSE
            UPDATE proposals_consideration c SET state = 'answered', decision_id = NEW.id, answered_by = NEW.recorded_by, answered_at = NEW.decided_at, version = c.version + 1
              WHERE c.network_id = NEW.network_id AND c.item_id = NEW.item_id AND c.state = 'on-agenda';
          END IF;
          RETURN NULL;
        END $$;
      CREATE TRIGGER decisions_decision_answers AFTER INSERT ON decisions_decision
        FOR EACH ROW WHEN (NEW.item_id IS NOT NULL) EXECUTE FUNCTION decisions_answer_consideration();

      -- A decision that refers its proposal to another body asks that body.
      CREATE FUNCTION decisions_refer_proposal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NEW.referred_to = NEW.body_id THEN
            RAISE EXCEPTION 'DECISIONS.REFERRED_TO_ITSELF' USING ERRCODE = 'restrict_violation';
          END IF;
          IF NEW.proposal_id IS NULL THEN
            RETURN NULL;
          END IF;
          UPDATE proposals_proposal p SET state = 'referred', version = p.version + 1 WHERE p.network_id = NEW.network_id AND p.id = NEW.proposal_id;
          -- Whoever has it already, to be heard or to deal with it, has it by the decision now.
          UPDATE proposals_consideration c SET kind = 'referred', version = c.version + 1 WHERE c.network_id = NEW.network_id
            AND c.proposal_id = NEW.proposal_id AND c.body_id = NEW.referred_to AND c.state IN ('waiting', 'on-agenda');
          IF NOT FOUND THEN
            INSERT INTO proposals_consideration (network_id, proposal_id, body_id, kind, asked_by, asked_by_person, visibility, question)
              SELECT p.network_id, p.id, NEW.referred_to, 'referred', NEW.body_id, NEW.recorded_by, p.visibility, NEW.text
              FROM proposals_proposal p WHERE p.network_id = NEW.network_id AND p.id = NEW.proposal_id;
          END IF;
          RETURN NULL;
        END $$;
      CREATE TRIGGER decisions_decision_refers AFTER INSERT ON decisions_decision
        FOR EACH ROW WHEN (NEW.referred_to IS NOT NULL) EXECUTE FUNCTION decisions_refer_proposal();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
