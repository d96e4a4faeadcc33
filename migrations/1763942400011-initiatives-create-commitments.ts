import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity, inActorsNetwork } from './row-security';

export class InitiativesCreateCommitments1763942400011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Who brings an initiative forward: people of its lead, and the network's secretaries and chairs.
    const ledByActor = `(lead_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'organisation')
          OR network_id IN (SELECT g.network_id FROM platform_grant g WHERE g.scope = 'run'))`;
    await runner.query(`
      CREATE TABLE initiatives_initiative (
        network_id  uuid NOT NULL REFERENCES places_network (id),
        id          uuid NOT NULL DEFAULT uuidv7(),
        version     integer NOT NULL DEFAULT 1,
        key         text NOT NULL,
        name        text NOT NULL,
        kind        text NOT NULL DEFAULT 'joint' CHECK (kind IN ('joint', 'own')),
        state       text NOT NULL DEFAULT 'idea' CHECK (state IN ('idea', 'proposed', 'ready', 'active', 'paused', 'anchored', 'completed', 'stopped')),
        lead_id     uuid NOT NULL,
        example     boolean NOT NULL DEFAULT false,
        status_note text,
        recurs      text,
        facility_id uuid,
        recommendations integer[] NOT NULL DEFAULT '{}',
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, key),
        FOREIGN KEY (network_id, lead_id) REFERENCES organisations_organisation (network_id, id),
        FOREIGN KEY (network_id, facility_id) REFERENCES places_facility (network_id, id)
      );
      ${forceRowSecurity('initiatives_initiative')}
      CREATE POLICY initiatives_initiative_network ON initiatives_initiative FOR SELECT TO torv_app USING (${inActorsNetwork});
      CREATE POLICY initiatives_initiative_lead ON initiatives_initiative FOR UPDATE TO torv_app USING (${ledByActor}) WITH CHECK (${ledByActor});
      CREATE POLICY initiatives_initiative_worker ON initiatives_initiative TO torv_worker USING (true) WITH CHECK (true);
      GRANT SELECT ON initiatives_initiative TO torv_app, torv_worker;
      GRANT UPDATE (version, state) ON initiatives_initiative TO torv_app, torv_worker;

      -- Named, not committed.
      CREATE TABLE initiatives_partner (
        network_id      uuid NOT NULL,
        initiative_id   uuid NOT NULL,
        organisation_id uuid NOT NULL,
        core_task_owner boolean NOT NULL DEFAULT false,
        PRIMARY KEY (network_id, initiative_id, organisation_id),
        FOREIGN KEY (network_id, initiative_id) REFERENCES initiatives_initiative (network_id, id),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id)
      );
      ${forceRowSecurity('initiatives_partner')}
      CREATE POLICY initiatives_partner_network ON initiatives_partner FOR SELECT TO torv_app USING (${inActorsNetwork});
      CREATE POLICY initiatives_partner_name ON initiatives_partner FOR INSERT TO torv_app
        WITH CHECK (initiative_id IN (SELECT i.id FROM initiatives_initiative i WHERE ${ledByActor.replaceAll('lead_id', 'i.lead_id').replaceAll('OR network_id', 'OR i.network_id')}));
      CREATE POLICY initiatives_partner_worker ON initiatives_partner FOR SELECT TO torv_worker USING (true);
      GRANT SELECT, INSERT ON initiatives_partner TO torv_app;
      GRANT SELECT ON initiatives_partner TO torv_worker;

      CREATE TABLE initiatives_goal (
        network_id    uuid NOT NULL,
        initiative_id uuid NOT NULL,
        goal_id       uuid NOT NULL,
        PRIMARY KEY (network_id, initiative_id, goal_id),
        FOREIGN KEY (network_id, initiative_id) REFERENCES initiatives_initiative (network_id, id),
        FOREIGN KEY (network_id, goal_id) REFERENCES strategies_goal (network_id, id)
      );
      ${forceRowSecurity('initiatives_goal')}
      CREATE POLICY initiatives_goal_network ON initiatives_goal FOR SELECT TO torv_app USING (${inActorsNetwork});
      GRANT SELECT ON initiatives_goal TO torv_app;

      -- The proposal that asks a body to start it; seen by those who may see the proposal.
      CREATE TABLE initiatives_proposal (
        network_id    uuid NOT NULL,
        initiative_id uuid NOT NULL,
        proposal_id   uuid NOT NULL,
        PRIMARY KEY (network_id, initiative_id, proposal_id),
        FOREIGN KEY (network_id, initiative_id) REFERENCES initiatives_initiative (network_id, id),
        FOREIGN KEY (network_id, proposal_id) REFERENCES proposals_proposal (network_id, id)
      );
      ${forceRowSecurity('initiatives_proposal')}
      CREATE POLICY initiatives_proposal_visible ON initiatives_proposal FOR SELECT TO torv_app
        USING (proposal_id IN (SELECT p.id FROM proposals_proposal p));
      CREATE POLICY initiatives_proposal_link ON initiatives_proposal FOR INSERT TO torv_app
        WITH CHECK (initiative_id IN (SELECT i.id FROM initiatives_initiative i WHERE ${ledByActor.replaceAll('lead_id', 'i.lead_id').replaceAll('OR network_id', 'OR i.network_id')})
          AND proposal_id IN (SELECT p.id FROM proposals_proposal p));
      CREATE POLICY initiatives_proposal_worker ON initiatives_proposal FOR SELECT TO torv_worker USING (true);
      GRANT SELECT, INSERT ON initiatives_proposal TO torv_app;
      GRANT SELECT ON initiatives_proposal TO torv_worker;

      -- What a partner promises. It is never edited; it may be withdrawn, with a reason, once.
      CREATE TABLE initiatives_commitment (
        network_id       uuid NOT NULL,
        id               uuid NOT NULL DEFAULT uuidv7(),
        initiative_id    uuid NOT NULL,
        organisation_id  uuid NOT NULL,
        kind             text NOT NULL CHECK (kind IN ('staff-hours', 'money', 'rooms', 'knowledge', 'jobs')),
        amount           numeric CHECK (amount > 0),
        note             text,
        valid_from       date NOT NULL,
        valid_until      date NOT NULL,
        given_by         uuid NOT NULL REFERENCES identity_person (id),
        given_at         timestamptz NOT NULL DEFAULT now(),
        withdrawn_by     uuid REFERENCES identity_person (id),
        withdrawn_at     timestamptz,
        withdrawn_reason text,
        PRIMARY KEY (network_id, id),
        FOREIGN KEY (network_id, initiative_id) REFERENCES initiatives_initiative (network_id, id),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id),
        CHECK (valid_until >= valid_from),
        CHECK (kind = 'knowledge' OR amount IS NOT NULL),
        CHECK (num_nulls(withdrawn_by, withdrawn_at, withdrawn_reason) IN (0, 3))
      );
      CREATE INDEX initiatives_commitment_of_initiative ON initiatives_commitment (network_id, initiative_id);
      ${forceRowSecurity('initiatives_commitment')}
      CREATE POLICY initiatives_commitment_network ON initiatives_commitment FOR SELECT TO torv_app USING (${inActorsNetwork});
      -- Autonomy (constitution, 2): given, and withdrawn, only by who may bind the organisation, in one's own name.
      CREATE POLICY initiatives_commitment_give ON initiatives_commitment FOR INSERT TO torv_app
        WITH CHECK (given_by = platform_actor() AND withdrawn_at IS NULL
          AND organisation_id IN (SELECT b.organisation_id FROM organisations_bound_by_actor b WHERE b.subject = 'commitments'));
      CREATE POLICY initiatives_commitment_withdraw ON initiatives_commitment FOR UPDATE TO torv_app
        USING (withdrawn_at IS NULL AND organisation_id IN (SELECT b.organisation_id FROM organisations_bound_by_actor b WHERE b.subject = 'commitments'))
        WITH CHECK (withdrawn_by = platform_actor());
      CREATE POLICY initiatives_commitment_worker ON initiatives_commitment FOR SELECT TO torv_worker USING (true);
      GRANT SELECT, INSERT ON initiatives_commitment TO torv_app;
      GRANT UPDATE (withdrawn_by, withdrawn_at, withdrawn_reason) ON initiatives_commitment TO torv_app;
      GRANT SELECT ON initiatives_commitment TO torv_worker;

      -- The partner rule (constitution, 1): a committed partner that shares no ancestor or descendant with the lead.
      CREATE FUNCTION initiatives_has_partner(network uuid, initiative uuid) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          WITH RECURSIVE of_lead AS (
            SELECT lead_id AS organisation FROM initiatives_initiative WHERE network_id = network AND id = initiative
            UNION SELECT p.parent_id FROM organisations_parent p JOIN of_lead l ON p.organisation_id = l.organisation WHERE p.network_id = network
          ), committed AS (
            SELECT DISTINCT organisation_id AS partner, organisation_id AS organisation FROM initiatives_commitment
            WHERE network_id = network AND initiative_id = initiative AND withdrawn_at IS NULL AND valid_until >= current_date
            UNION SELECT c.partner, p.parent_id FROM organisations_parent p JOIN committed c ON p.organisation_id = c.organisation WHERE p.network_id = network
          )
          SELECT EXISTS (
            SELECT FROM committed c GROUP BY c.partner
            HAVING NOT bool_or(c.organisation IN (SELECT l.organisation FROM of_lead l))
          )
        $$;
      REVOKE ALL ON FUNCTION initiatives_has_partner FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION initiatives_has_partner TO torv_app, torv_worker, torv_owner;

      CREATE FUNCTION initiatives_guard_partner_rule() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF EXISTS (SELECT FROM initiatives_initiative i WHERE i.network_id = NEW.network_id AND i.id = NEW.id AND i.state = 'active' AND i.kind = 'joint')
             AND NOT initiatives_has_partner(NEW.network_id, NEW.id) THEN
            RAISE EXCEPTION 'INITIATIVES.PARTNER_REQUIRED' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NULL;
        END $$;
      CREATE CONSTRAINT TRIGGER initiatives_initiative_partner_rule AFTER INSERT OR UPDATE ON initiatives_initiative
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION initiatives_guard_partner_rule();

      -- Every change of its commitments is a change of the initiative; when the last partner withdraws it is paused.
      CREATE FUNCTION initiatives_follow_commitment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        DECLARE
          c initiatives_commitment := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
        BEGIN
          UPDATE initiatives_initiative i SET version = i.version + 1,
            state = CASE WHEN i.state = 'active' AND i.kind = 'joint' AND NOT initiatives_has_partner(i.network_id, i.id) THEN 'paused' ELSE i.state END
          WHERE i.network_id = c.network_id AND i.id = c.initiative_id;
          RETURN NULL;
        END $$;
      CREATE TRIGGER initiatives_commitment_followed AFTER INSERT OR UPDATE OR DELETE ON initiatives_commitment
        FOR EACH ROW EXECUTE FUNCTION initiatives_follow_commitment();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
