import type { MigrationInterface, QueryRunner } from 'typeorm';
import { conflictsOfActor, forceRowSecurity } from './row-security';

/**
 * Autonomy (constitution, 2) in full: a position is stated under an authority, alone or two together, finally or for
 * approval by an instance of the organisation's own; and what the authority was then stands with the position for good.
 */
export class ProposalsStateUnderAuthority1763942400043 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const mayStateFor = `organisation_id IN (SELECT b.organisation_id FROM organisations_authority_of_actor b WHERE b.subject = 'positions')`;
    const onOpenProposal = `proposal_id IN (SELECT p.id FROM proposals_proposal p WHERE p.state = 'open')`;
    const ownPeople = `organisation_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'organisation')`;
    await runner.query(`
      -- The first of two: it waits for another who has authority for the same, and ends with the proposal.
      CREATE TABLE proposals_pending (
        network_id      uuid NOT NULL,
        id              uuid NOT NULL DEFAULT uuidv7(),
        proposal_id     uuid NOT NULL,
        organisation_id uuid NOT NULL,
        stance          text NOT NULL CHECK (stance IN ('endorse', 'reserve', 'stand-aside', 'object')),
        text            text,
        on_version      integer NOT NULL,
        stated_by       uuid NOT NULL REFERENCES identity_person (id),
        stated_at       timestamptz NOT NULL DEFAULT now(),
        ended_at        timestamptz,
        PRIMARY KEY (network_id, id),
        FOREIGN KEY (network_id, proposal_id) REFERENCES proposals_proposal (network_id, id),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id),
        CHECK (stance NOT IN ('reserve', 'object') OR text IS NOT NULL)
      );
      CREATE UNIQUE INDEX proposals_pending_one ON proposals_pending (network_id, proposal_id, organisation_id) WHERE ended_at IS NULL;
      ${forceRowSecurity('proposals_pending')}
      -- Not yet the organisation's word: its own people see it, and the secretary of the body that asked.
      CREATE POLICY proposals_pending_own ON proposals_pending FOR SELECT TO torv_app
        USING (proposal_id IN (SELECT p.id FROM proposals_proposal p) AND (${ownPeople}
          OR proposal_id IN (SELECT p.id FROM proposals_proposal p WHERE p.body_id IN (SELECT s.body_id FROM bodies_seat s
            WHERE s.person_id = platform_actor() AND s.role = 'secretary' AND s.valid_from <= now() AND s.valid_until > now()))));
      CREATE POLICY proposals_pending_state ON proposals_pending FOR INSERT TO torv_app
        WITH CHECK (stated_by = platform_actor() AND ${mayStateFor} AND ${onOpenProposal});
      CREATE POLICY proposals_pending_end ON proposals_pending FOR UPDATE TO torv_app
        USING (ended_at IS NULL AND ${mayStateFor}) WITH CHECK (ended_at IS NOT NULL AND ${mayStateFor});
      -- Nor does whoever is ruled conflicted give the first of two words, or take one back.
      CREATE POLICY proposals_pending_takes_no_part ON proposals_pending AS RESTRICTIVE FOR INSERT TO torv_app WITH CHECK (proposal_id NOT IN ${conflictsOfActor});
      CREATE POLICY proposals_pending_ends_no_part ON proposals_pending AS RESTRICTIVE FOR UPDATE TO torv_app USING (proposal_id NOT IN ${conflictsOfActor});
      GRANT SELECT, INSERT (network_id, proposal_id, organisation_id, stance, text, on_version, stated_by), UPDATE (ended_at) ON proposals_pending TO torv_app;
      CREATE TRIGGER proposals_pending_asked BEFORE INSERT ON proposals_pending FOR EACH ROW EXECUTE FUNCTION proposals_guard_position();

      -- terms: what the authority was when it was used. pending_id, with_id: the first word of two, and who gave it.
      ALTER TABLE proposals_position
        ADD COLUMN authority_id uuid,
        ADD COLUMN terms jsonb,
        ADD COLUMN pending_id uuid,
        ADD COLUMN with_id uuid REFERENCES identity_person (id),
        ADD FOREIGN KEY (network_id, authority_id) REFERENCES organisations_authority (network_id, id),
        ADD FOREIGN KEY (network_id, pending_id) REFERENCES proposals_pending (network_id, id),
        ADD CHECK (num_nulls(pending_id, with_id) IN (0, 2));

      -- The authority is looked up, not told: the weightiest that the actor has, final before one that waits for approval.
      CREATE FUNCTION proposals_state_under_authority() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        first proposals_pending;
        waits uuid;
      BEGIN
        IF current_user <> 'torv_app' THEN
          RETURN NEW;
        END IF;
        NEW.authority_id := NULL;
        NEW.terms := NULL;
        NEW.with_id := NULL;
        SELECT a.id, a.instance_id INTO NEW.authority_id, waits FROM organisations_authority_of_actor a
          WHERE a.network_id = NEW.network_id AND a.organisation_id = NEW.organisation_id AND a.subject = 'positions' AND (NEW.pending_id IS NOT NULL OR NOT a.together)
          ORDER BY a.instance_id IS NOT NULL, a.together DESC, a.id LIMIT 1;
        IF NEW.pending_id IS NOT NULL THEN
          SELECT * INTO first FROM proposals_pending p WHERE p.network_id = NEW.network_id AND p.id = NEW.pending_id AND p.ended_at IS NULL;
          IF first.id IS NULL OR (first.proposal_id, first.organisation_id, first.stance, first.on_version) IS DISTINCT FROM (NEW.proposal_id, NEW.organisation_id, NEW.stance, NEW.on_version)
             OR first.text IS DISTINCT FROM NEW.text OR first.stated_by = platform_actor() THEN
            RAISE EXCEPTION 'PROPOSALS.NOT_THE_SAME' USING ERRCODE = 'restrict_violation';
          END IF;
          IF EXISTS (SELECT FROM proposals_proposal p WHERE p.network_id = NEW.network_id AND p.id = NEW.proposal_id AND p.text_version > first.on_version) THEN
            RAISE EXCEPTION 'PROPOSALS.TEXT_CHANGED' USING ERRCODE = 'restrict_violation';
          END IF;
          NEW.with_id := first.stated_by;
          -- Of two who wait for an approval either's counts.
          SELECT coalesce(waits, given.instance_id) INTO waits FROM (
            SELECT a.instance_id FROM organisations_authority a
            JOIN organisations_affiliation f ON f.network_id = a.network_id AND f.organisation_id = a.organisation_id AND f.person_id = a.person_id AND f.valid_from <= now() AND f.valid_until > now()
            WHERE a.network_id = NEW.network_id AND a.organisation_id = NEW.organisation_id AND a.person_id = first.stated_by AND a.subject = 'positions' AND a.valid_from <= now() AND a.valid_until > now()
            ORDER BY a.together, a.instance_id IS NOT NULL, a.id LIMIT 1) given;
          IF NOT FOUND THEN
            RAISE EXCEPTION 'PROPOSALS.NOT_THE_SAME' USING ERRCODE = 'restrict_violation';
          END IF;
        END IF;
        -- An official's yes that an instance must still approve is a reservation.
        IF waits IS NOT NULL AND NEW.stance = 'endorse' THEN
          RAISE EXCEPTION 'PROPOSALS.FOR_APPROVAL' USING ERRCODE = 'restrict_violation';
        END IF;
        SELECT jsonb_build_object('givenBy', a.given_by, 'from', a.valid_from, 'until', CASE WHEN a.valid_until = 'infinity' THEN NULL ELSE a.valid_until END,
            'limit', a.limit_amount, 'together', NEW.pending_id IS NOT NULL,
            'approval', (SELECT jsonb_build_object('instance', x.name, 'kind', x.kind, 'on', x.next_on) FROM organisations_instance x WHERE x.network_id = a.network_id AND x.id = waits))
          INTO NEW.terms FROM organisations_authority a WHERE a.network_id = NEW.network_id AND a.id = NEW.authority_id;
        RETURN NEW;
      END $$;
      CREATE TRIGGER proposals_position_under_authority BEFORE INSERT ON proposals_position
        FOR EACH ROW EXECUTE FUNCTION proposals_state_under_authority();

      DROP POLICY proposals_position_state ON proposals_position;
      CREATE POLICY proposals_position_state ON proposals_position FOR INSERT TO torv_app
        WITH CHECK (stated_by = platform_actor() AND authority_id IS NOT NULL AND ${onOpenProposal} AND (
          (pending_id IS NULL AND organisation_id IN (SELECT b.organisation_id FROM organisations_bound_by_actor b WHERE b.subject = 'positions'))
          OR (pending_id IN (SELECT w.id FROM proposals_pending w WHERE w.stated_by <> platform_actor()) AND ${mayStateFor})));

      -- Once the organisation has spoken, nothing of its waits any more.
      CREATE FUNCTION proposals_end_pending() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        UPDATE proposals_pending SET ended_at = now()
        WHERE network_id = NEW.network_id AND proposal_id = NEW.proposal_id AND organisation_id = NEW.organisation_id AND ended_at IS NULL;
        RETURN NULL;
      END $$;
      CREATE TRIGGER proposals_position_ends_pending AFTER INSERT ON proposals_position
        FOR EACH ROW EXECUTE FUNCTION proposals_end_pending();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
