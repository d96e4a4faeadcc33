import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The count belongs to the item, whoever asks; who may ask for it is another question, asked where it is read. So who
 * takes no part is refused as such, and what a file brings is counted as well.
 */
export class DecisionsCountForAnyone1763942400059 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const heldUnder = `SELECT md.* FROM bodies_mandate md
      WHERE md.network_id = m.network_id AND md.body_id = m.body_id AND md.in_force_from IS NOT NULL AND (md.in_force_from <= now() OR md.version = 1)
      ORDER BY md.in_force_from DESC, md.version DESC LIMIT 1`;
    await runner.query(`
      -- Whoever states a position states it themself: that a chair recorded it is not theirs to say.
      DROP TRIGGER proposals_position_recorded ON proposals_position;
      DROP FUNCTION proposals_refuse_recorded();
      CREATE FUNCTION proposals_state_in_own_name() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF current_user = 'torv_app' THEN
            NEW.recorded_by := NULL;
            NEW.meeting_id := NULL;
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER proposals_position_in_own_name BEFORE INSERT ON proposals_position
        FOR EACH ROW EXECUTE FUNCTION proposals_state_in_own_name();

      CREATE FUNCTION decisions_sitting_of_item(network uuid, meeting uuid, item uuid) RETURNS jsonb
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT jsonb_build_object('remit', md.remit, 'rule', md.rule, 'quorum', md.quorum, 'requiredSectors', to_jsonb(md.required_sectors),
            'voting', coalesce(q.voting, '[]'), 'present', coalesce(q.present, '[]'), 'recused', coalesce(q.recused, '[]'), 'words', coalesce(q.words, '[]'))
          FROM meetings_meeting m JOIN meetings_item i ON i.network_id = m.network_id AND i.meeting_id = m.id AND i.id = item
          JOIN LATERAL (${heldUnder}) md ON true
          CROSS JOIN LATERAL (
            SELECT jsonb_agg(jsonb_build_object('key', o.key, 'sector', o.sector) ORDER BY o.key) AS voting,
              jsonb_agg(o.key ORDER BY o.key) FILTER (WHERE p.is_present) AS present, jsonb_agg(o.key ORDER BY o.key) FILTER (WHERE p.is_recused) AS recused,
              jsonb_agg(jsonb_build_object('organisation', jsonb_build_object('id', o.id, 'key', o.key, 'name', o.name, 'sector', o.sector, 'swatch', o.swatch),
                'personName', p.sitter_name, 'stance', p.stance, 'text', p.words) ORDER BY o.key) FILTER (WHERE p.sitter_id IS NOT NULL) AS words
            FROM decisions_presence(network, meeting, item) p JOIN organisations_organisation o ON o.network_id = network AND o.id = p.organisation_id) q
          WHERE m.network_id = network AND m.id = meeting
        $$;
      REVOKE ALL ON FUNCTION decisions_sitting_of_item FROM PUBLIC;

      -- For who sits in the body, and takes part in the item.
      CREATE OR REPLACE FUNCTION decisions_sitting(network uuid, meeting uuid, item uuid) RETURNS jsonb
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT decisions_sitting_of_item(network, meeting, item) FROM meetings_meeting m
          WHERE m.network_id = network AND m.id = meeting
            AND EXISTS (SELECT FROM platform_grant g WHERE g.network_id = network AND g.person_id = platform_actor() AND g.scope = 'body'
              AND g.scope_id = m.body_id AND g.valid_from <= now() AND g.valid_until > now())
            AND NOT EXISTS (SELECT FROM platform_exclusion x WHERE x.network_id = network AND x.person_id = platform_actor() AND x.subject_id = item)
        $$;

      CREATE OR REPLACE FUNCTION decisions_guard_tally() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        DECLARE
          kind text := (SELECT i.kind FROM meetings_item i WHERE i.network_id = NEW.network_id AND i.id = NEW.item_id);
          settles boolean := NEW.outcome IN ('adopted', 'rejected');
          sitting jsonb;
          ruled record;
        BEGIN
          IF current_setting('role') <> 'torv_app' THEN
            RETURN NEW;
          END IF;
          IF settles AND kind <> 'decision' THEN
            RAISE EXCEPTION 'DECISIONS.NOT_FOR_DECISION' USING ERRCODE = 'restrict_violation';
          END IF;
          IF kind = 'decision' THEN
            sitting := decisions_sitting_of_item(NEW.network_id, NEW.meeting_id, NEW.item_id);
          END IF;
          IF sitting IS NULL THEN
            IF num_nonnulls(NEW.rule, NEW.tally, NEW.by_rule, NEW.departure) > 0 THEN
              RAISE EXCEPTION 'DECISIONS.TALLY_DIFFERS' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
          END IF;
          IF NEW.rule IS DISTINCT FROM sitting->>'rule'
            OR NEW.tally IS DISTINCT FROM decisions_count(sitting, NEW.positions, coalesce((NEW.tally->>'noObjections')::boolean, false)) THEN
            RAISE EXCEPTION 'DECISIONS.TALLY_DIFFERS' USING ERRCODE = 'restrict_violation';
          END IF;
          ruled := decisions_rule_gives(NEW.rule, NEW.tally, CASE WHEN settles THEN NEW.outcome END);
          IF settles AND ruled.reason = 'no-quorum' THEN
            RAISE EXCEPTION 'DECISIONS.QUORUM_MISSING' USING ERRCODE = 'restrict_violation';
          END IF;
          IF NEW.by_rule IS DISTINCT FROM nullif(ruled.outcome, 'undecided') THEN
            RAISE EXCEPTION 'DECISIONS.TALLY_DIFFERS' USING ERRCODE = 'restrict_violation';
          END IF;
          IF NEW.departure IS NULL AND NEW.outcome NOT IN ('postponed', 'referred') AND (
            NEW.outcome <> NEW.by_rule OR (NEW.by_rule IS NULL AND settles AND ruled.reason IN ('some-silent', 'sector-without-word'))) THEN
            RAISE EXCEPTION 'DECISIONS.DEPARTURE_MISSING' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
