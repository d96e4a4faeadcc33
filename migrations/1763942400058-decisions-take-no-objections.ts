import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The light way: the chair records that nobody objected, and each organisation's word follows from who sat there with
 * authority to give it. What was stated before stands as it was said; who sat there without authority gives no word.
 */
export class DecisionsTakeNoObjections1763942400058 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whoever sat in the meeting states it; recorded_by: the chair who wrote it down there.
      ALTER TABLE proposals_position
        ADD COLUMN recorded_by uuid REFERENCES identity_person (id),
        ADD COLUMN meeting_id uuid,
        ADD FOREIGN KEY (network_id, meeting_id) REFERENCES meetings_meeting (network_id, id),
        ADD CHECK (num_nulls(recorded_by, meeting_id) IN (0, 2));

      CREATE FUNCTION proposals_refuse_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF current_user = 'torv_app' THEN
            RAISE EXCEPTION 'a position is recorded for another by its function only' USING ERRCODE = 'insufficient_privilege';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER proposals_position_recorded BEFORE INSERT ON proposals_position
        FOR EACH ROW WHEN (NEW.recorded_by IS NOT NULL) EXECUTE FUNCTION proposals_refuse_recorded();

      -- It follows from what was decided, and from nothing else.
      CREATE FUNCTION decisions_guard_recorded_position() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM decisions_decision d WHERE d.network_id = NEW.network_id AND d.proposal_id = NEW.proposal_id
            AND d.meeting_id = NEW.meeting_id AND (d.tally->>'noObjections')::boolean) THEN
            RAISE EXCEPTION 'DECISIONS.NOT_RECORDED' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NULL;
        END $$;
      CREATE CONSTRAINT TRIGGER proposals_position_by_decision AFTER INSERT ON proposals_position DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.recorded_by IS NOT NULL) EXECUTE FUNCTION decisions_guard_recorded_position();

      -- Keeps the words of those who sit on the item's proposal, in an open meeting, for who chairs it and takes part.
      CREATE FUNCTION decisions_take_no_objections(network uuid, meeting uuid, item uuid) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF NOT EXISTS (SELECT FROM meetings_meeting m
              JOIN meetings_item i ON i.network_id = m.network_id AND i.meeting_id = m.id AND i.id = item AND i.kind = 'decision'
              JOIN platform_grant g ON g.network_id = m.network_id AND g.scope = 'chair' AND g.scope_id = m.body_id AND g.person_id = platform_actor()
                AND g.valid_from <= now() AND g.valid_until > now()
              WHERE m.network_id = network AND m.id = meeting AND m.state = 'open')
            OR EXISTS (SELECT FROM platform_exclusion x WHERE x.network_id = network AND x.person_id = platform_actor() AND x.subject_id = item) THEN
            RAISE EXCEPTION 'not the chair of an open meeting with that item' USING ERRCODE = 'insufficient_privilege';
          END IF;
          INSERT INTO proposals_position (network_id, proposal_id, organisation_id, revision, stance, text, on_version, stated_by, authority_id, terms, recorded_by, meeting_id)
            SELECT network, p.id, s.organisation_id, 1, s.stance, s.words, p.version, s.sitter_id, s.authority_id, s.terms, platform_actor(), meeting
            FROM proposals_proposal p CROSS JOIN LATERAL decisions_presence(network, meeting, item) s
            WHERE p.network_id = network AND p.item_id = item AND p.state IN ('open', 'on-agenda') AND s.stance IS NOT NULL
              AND NOT EXISTS (SELECT FROM proposals_position x WHERE x.network_id = network AND x.proposal_id = p.id AND x.organisation_id = s.organisation_id);
        END $$;
      REVOKE ALL ON FUNCTION decisions_take_no_objections FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION decisions_take_no_objections TO torv_app;

      -- Whose word: each organisation's as it stands on the proposal. On an item without one the words of those who sit
      -- there stand in the decision alone. "No objections" holds every such word, and no objection.
      CREATE OR REPLACE FUNCTION decisions_guard_positions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        DECLARE
          no_objections boolean := coalesce((NEW.tally->>'noObjections')::boolean, false);
        BEGIN
          IF NEW.reservations <> (SELECT count(*) FROM jsonb_array_elements(NEW.positions) p WHERE p->>'stance' = 'reserve') OR EXISTS (
            WITH word AS (
              SELECT x.organisation_id, x.stance, x.text
              FROM (SELECT DISTINCT ON (s.organisation_id) s.* FROM proposals_position s
                WHERE s.network_id = NEW.network_id AND s.proposal_id = NEW.proposal_id ORDER BY s.organisation_id, s.revision DESC) x
              UNION ALL SELECT p.organisation_id, p.stance, p.words FROM decisions_presence(NEW.network_id, NEW.meeting_id, NEW.item_id) p
              WHERE no_objections AND NEW.proposal_id IS NULL AND p.stance IS NOT NULL),
            standing AS (
              SELECT jsonb_build_object('organisation', jsonb_build_object('id', o.id, 'key', o.key, 'name', o.name, 'sector', o.sector,
                'swatch', o.swatch), 'stance', x.stance, 'text', x.text) AS position
              FROM word x JOIN organisations_organisation o ON o.network_id = NEW.network_id AND o.id = x.organisation_id),
            given AS (SELECT p AS position FROM jsonb_array_elements(NEW.positions) p)
            (SELECT position FROM standing EXCEPT ALL SELECT position FROM given)
            UNION ALL (SELECT position FROM given EXCEPT ALL SELECT position FROM standing)
          ) THEN
            RAISE EXCEPTION 'DECISIONS.POSITIONS_DIFFER' USING ERRCODE = 'restrict_violation';
          END IF;
          IF NOT no_objections THEN
            RETURN NEW;
          END IF;
          IF NEW.outcome <> 'adopted' OR EXISTS (SELECT FROM jsonb_array_elements(NEW.positions) p WHERE p->>'stance' = 'object') THEN
            RAISE EXCEPTION 'DECISIONS.OBJECTION_STANDS' USING ERRCODE = 'restrict_violation';
          END IF;
          IF EXISTS (SELECT FROM decisions_presence(NEW.network_id, NEW.meeting_id, NEW.item_id) p WHERE p.stance IS NOT NULL AND NOT EXISTS (
            SELECT FROM jsonb_array_elements(NEW.positions) w WHERE w->'organisation'->>'id' = p.organisation_id::text)) THEN
            RAISE EXCEPTION 'DECISIONS.POSITIONS_DIFFER' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
