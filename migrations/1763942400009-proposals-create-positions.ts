import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bodyRunByActor, forceRowSecurity, visibleToActor } from './row-security';

export class ProposalsCreatePositions1763942400009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE proposals_proposal (
        network_id uuid NOT NULL,
        id         uuid NOT NULL DEFAULT uuidv7(),
        version    integer NOT NULL DEFAULT 1,
        body_id    uuid NOT NULL,
        title      text NOT NULL,
        text       text NOT NULL,
        background text,
        visibility text NOT NULL CHECK (visibility IN ('public', 'network', 'body', 'closed')),
        state      text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'open', 'decided', 'withdrawn')),
        author_id  uuid NOT NULL REFERENCES identity_person (id),
        created_at timestamptz NOT NULL DEFAULT now(),
        meeting_id uuid,
        item_id    uuid,
        withdrawn_reason text,
        PRIMARY KEY (network_id, id),
        FOREIGN KEY (network_id, body_id) REFERENCES bodies_body (network_id, id),
        FOREIGN KEY (network_id, meeting_id) REFERENCES meetings_meeting (network_id, id),
        FOREIGN KEY (network_id, item_id) REFERENCES meetings_item (network_id, id) ON DELETE SET NULL (item_id),
        CHECK (state = 'draft' OR state = 'withdrawn' OR meeting_id IS NOT NULL)
      );
      CREATE INDEX proposals_proposal_of_body ON proposals_proposal (network_id, body_id, state);
      CREATE INDEX proposals_proposal_in_time ON proposals_proposal (network_id, created_at DESC, id DESC);
      ${forceRowSecurity('proposals_proposal')}
      -- A draft is its author's and those who run the body; from placement on the one visibility rule governs.
      CREATE POLICY proposals_proposal_visible ON proposals_proposal FOR SELECT TO torv_app
        USING (author_id = platform_actor() OR ${bodyRunByActor} OR (state <> 'draft' AND ${visibleToActor}));
      CREATE POLICY proposals_proposal_draft ON proposals_proposal FOR INSERT TO torv_app
        WITH CHECK (author_id = platform_actor() AND state = 'draft'
          AND body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'closed'));
      CREATE POLICY proposals_proposal_change ON proposals_proposal FOR UPDATE TO torv_app
        USING (author_id = platform_actor() OR ${bodyRunByActor}) WITH CHECK (author_id = platform_actor() OR ${bodyRunByActor});
      GRANT SELECT, INSERT ON proposals_proposal TO torv_app;
      GRANT UPDATE (version, title, text, background, state, meeting_id, item_id, withdrawn_reason) ON proposals_proposal TO torv_app;

      -- What has been decided stays as it was decided.
      CREATE FUNCTION proposals_guard_decided() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF OLD.state = 'decided' THEN
            RAISE EXCEPTION 'PROPOSALS.DECIDED' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER proposals_proposal_decided BEFORE UPDATE OR DELETE ON proposals_proposal
        FOR EACH ROW EXECUTE FUNCTION proposals_guard_decided();

      CREATE TABLE proposals_goal (
        network_id  uuid NOT NULL,
        proposal_id uuid NOT NULL,
        goal_id     uuid NOT NULL,
        PRIMARY KEY (network_id, proposal_id, goal_id),
        FOREIGN KEY (network_id, proposal_id) REFERENCES proposals_proposal (network_id, id),
        FOREIGN KEY (network_id, goal_id) REFERENCES strategies_goal (network_id, id)
      );
      ${forceRowSecurity('proposals_goal')}
      CREATE POLICY proposals_goal_visible ON proposals_goal FOR SELECT TO torv_app
        USING (proposal_id IN (SELECT p.id FROM proposals_proposal p));
      CREATE POLICY proposals_goal_change ON proposals_goal TO torv_app
        USING (proposal_id IN (SELECT p.id FROM proposals_proposal p WHERE p.state IN ('draft', 'open') AND (p.author_id = platform_actor() OR p.${bodyRunByActor})))
        WITH CHECK (proposal_id IN (SELECT p.id FROM proposals_proposal p WHERE p.state IN ('draft', 'open') AND (p.author_id = platform_actor() OR p.${bodyRunByActor})));
      GRANT SELECT, INSERT, DELETE ON proposals_goal TO torv_app;

      -- An organisation's word. Nothing is overwritten: changing one's mind is a new revision.
      CREATE TABLE proposals_position (
        network_id      uuid NOT NULL,
        id              uuid NOT NULL DEFAULT uuidv7(),
        proposal_id     uuid NOT NULL,
        organisation_id uuid NOT NULL,
        revision        integer NOT NULL CHECK (revision >= 1),
        stance          text NOT NULL CHECK (stance IN ('endorse', 'reserve', 'stand-aside', 'object')),
        text            text,
        on_version      integer NOT NULL,
        stated_by       uuid NOT NULL REFERENCES identity_person (id),
        stated_at       timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, proposal_id, organisation_id, revision),
        FOREIGN KEY (network_id, proposal_id) REFERENCES proposals_proposal (network_id, id),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id),
        CHECK (stance NOT IN ('reserve', 'object') OR text IS NOT NULL)
      );
      ${forceRowSecurity('proposals_position')}
      CREATE POLICY proposals_position_visible ON proposals_position FOR SELECT TO torv_app
        USING (proposal_id IN (SELECT p.id FROM proposals_proposal p));
      -- Autonomy (constitution, 2): only who may bind the organisation speaks for it, and in one's own name.
      CREATE POLICY proposals_position_state ON proposals_position FOR INSERT TO torv_app
        WITH CHECK (stated_by = platform_actor()
          AND organisation_id IN (SELECT b.organisation_id FROM organisations_bound_by_actor b WHERE b.subject = 'positions')
          AND proposal_id IN (SELECT p.id FROM proposals_proposal p WHERE p.state = 'open'));
      GRANT SELECT, INSERT ON proposals_position TO torv_app;

      -- Only an organisation with a voting seat in the body is asked.
      CREATE FUNCTION proposals_guard_position() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NOT EXISTS (
            SELECT FROM proposals_proposal p JOIN bodies_seat s ON s.network_id = p.network_id AND s.body_id = p.body_id
            WHERE p.network_id = NEW.network_id AND p.id = NEW.proposal_id AND s.organisation_id = NEW.organisation_id
              AND s.voting AND s.valid_from <= now() AND s.valid_until > now()
          ) THEN
            RAISE EXCEPTION 'PROPOSALS.NOT_ASKED' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER proposals_position_asked BEFORE INSERT ON proposals_position
        FOR EACH ROW EXECUTE FUNCTION proposals_guard_position();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
