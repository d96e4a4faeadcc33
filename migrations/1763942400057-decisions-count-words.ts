import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the mandate's rule gives, worked out in the database too: who has a vote, who is there, whose word counts, and
 * what follows. The record says what was counted, and another outcome than the rule gives says why.
 */
export class DecisionsCountWords1763942400057 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const heldUnder = `SELECT md.* FROM bodies_mandate md
      WHERE md.network_id = m.network_id AND md.body_id = m.body_id AND md.in_force_from IS NOT NULL AND (md.in_force_from <= now() OR md.version = 1)
      ORDER BY md.in_force_from DESC, md.version DESC LIMIT 1`;
    const affiliated = (
      row: string,
    ) => `EXISTS (SELECT FROM organisations_affiliation af WHERE af.network_id = ${row}.network_id
      AND af.person_id = ${row}.person_id AND af.organisation_id = s.organisation_id AND af.valid_from <= now() AND af.valid_until > now())`;
    await runner.query(`
      -- The reservation of whoever speaks subject to approval, word for word as the positions room says it.
      CREATE FUNCTION decisions_say_for_approval(instance text, kind text, day date, language text) RETURNS text
        LANGUAGE sql IMMUTABLE SET search_path = public AS $$
          SELECT CASE WHEN language = 'da'
            THEN 'Med forbehold for godkendelse ' || CASE WHEN kind = 'estate-meeting' THEN 'på ' ELSE 'i ' END || instance
              || coalesce(' den ' || extract(day FROM day) || '. ' || ('{januar,februar,marts,april,maj,juni,juli,august,september,oktober,november,december}'::text[])[extract(month FROM day)::int]
                || ' ' || extract(year FROM day), '') || '.'
            ELSE 'Subject to approval by ' || instance
              || coalesce(' on ' || extract(day FROM day) || ' ' || ('{January,February,March,April,May,June,July,August,September,October,November,December}'::text[])[extract(month FROM day)::int]
                || ' ' || extract(year FROM day), '') || '.' END
        $$;
      REVOKE ALL ON FUNCTION decisions_say_for_approval FROM PUBLIC;

      -- One row for each organisation with a vote at the meeting: is it there, are all of its people conflicted on the item,
      -- and whose authority speaks for it by sitting there. Whoever steps in sits there; who was ruled conflicted does not.
      CREATE FUNCTION decisions_presence(network uuid, meeting uuid, item uuid)
        RETURNS TABLE (organisation_id uuid, is_present boolean, is_recused boolean, sitter_id uuid, sitter_name text, authority_id uuid, stance text, words text, terms jsonb)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          WITH seat AS (
            SELECT s.network_id, s.organisation_id, coalesce(sub.person_id, s.person_id) AS person_id, s.valid_from, s.id,
              coalesce(a.presence IN ('room', 'online'), false) AS here,
              EXISTS (SELECT FROM meetings_conflict x WHERE x.network_id = s.network_id AND x.item_id = item
                AND x.person_id = coalesce(sub.person_id, s.person_id) AND x.ruling = 'conflicted') AS conflicted
            FROM meetings_meeting m JOIN bodies_seat s ON s.network_id = m.network_id AND s.body_id = m.body_id AND s.voting
              AND s.valid_from <= m.starts_at AND s.valid_until > m.starts_at
            LEFT JOIN LATERAL (SELECT d.person_id FROM bodies_deputy d WHERE d.network_id = s.network_id AND d.place_id = s.place_id AND d.kind = 'deputy'
              AND d.valid_from <= m.starts_at AND d.valid_until > m.starts_at AND EXISTS (SELECT FROM organisations_affiliation af
                WHERE af.network_id = d.network_id AND af.person_id = d.person_id AND af.organisation_id = d.organisation_id AND af.valid_from <= m.starts_at AND af.valid_until > m.starts_at)
              ORDER BY d.meeting_id NULLS LAST LIMIT 1) sub ON true
            LEFT JOIN meetings_attendance a ON a.network_id = s.network_id AND a.meeting_id = m.id AND a.seat_id = s.id
            WHERE m.network_id = network AND m.id = meeting),
          sitting AS (
            SELECT DISTINCT ON (s.organisation_id) s.*, p.name, au.id AS authority, au.given_by, au.valid_from AS since, au.valid_until AS until,
              au.limit_amount, i.name AS instance, i.kind AS instance_kind, i.next_on
            FROM seat s JOIN identity_person p ON p.id = s.person_id
            LEFT JOIN LATERAL (SELECT t.* FROM organisations_authority t WHERE t.network_id = s.network_id AND t.organisation_id = s.organisation_id
              AND t.person_id = s.person_id AND t.subject = 'positions' AND NOT t.together AND t.valid_from <= now() AND t.valid_until > now()
              ORDER BY t.instance_id IS NOT NULL, t.id LIMIT 1) au ON true
            LEFT JOIN organisations_instance i ON i.network_id = au.network_id AND i.id = au.instance_id
            WHERE s.here AND NOT s.conflicted AND ${affiliated('s')}
            ORDER BY s.organisation_id, au.id IS NULL, au.instance_id IS NOT NULL, s.id)
          SELECT o.organisation_id, o.here, o.recused, w.person_id, w.name, w.authority,
            CASE WHEN w.authority IS NULL THEN NULL WHEN w.instance IS NULL THEN 'endorse' ELSE 'reserve' END,
            CASE WHEN w.instance IS NOT NULL THEN decisions_say_for_approval(w.instance, w.instance_kind, w.next_on, coalesce(n.languages[1], 'da')) END,
            CASE WHEN w.authority IS NOT NULL THEN jsonb_build_object('givenBy', w.given_by, 'from', w.since, 'until', CASE WHEN w.until = 'infinity' THEN NULL ELSE w.until END,
              'limit', w.limit_amount, 'together', false, 'approval', CASE WHEN w.instance IS NOT NULL THEN jsonb_build_object('instance', w.instance, 'kind', w.instance_kind, 'on', w.next_on) END) END
          FROM (SELECT s.organisation_id, bool_or(s.here AND NOT s.conflicted) AS here,
              coalesce(bool_and(s.conflicted) FILTER (WHERE s.person_id IS NOT NULL), false) AS recused FROM seat s GROUP BY s.organisation_id) o
          LEFT JOIN sitting w ON w.organisation_id = o.organisation_id
          JOIN places_network n ON n.id = network
        $$;
      REVOKE ALL ON FUNCTION decisions_presence FROM PUBLIC;

      -- The body as it sits on the item: for who sits in it, and takes part in the item.
      CREATE FUNCTION decisions_sitting(network uuid, meeting uuid, item uuid) RETURNS jsonb
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
            AND EXISTS (SELECT FROM platform_grant g WHERE g.network_id = network AND g.person_id = platform_actor() AND g.scope = 'body'
              AND g.scope_id = m.body_id AND g.valid_from <= now() AND g.valid_until > now())
            AND NOT EXISTS (SELECT FROM platform_exclusion x WHERE x.network_id = network AND x.person_id = platform_actor() AND x.subject_id = item)
        $$;
      REVOKE ALL ON FUNCTION decisions_sitting FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION decisions_sitting TO torv_app;

      -- The two that follow say what countWords and ruleGives say; a test holds them to each other.
      CREATE FUNCTION decisions_count(sitting jsonb, positions jsonb, no_objections boolean) RETURNS jsonb
        LANGUAGE sql IMMUTABLE SET search_path = public AS $$
          WITH taking AS (
            SELECT v->>'key' AS key, v->>'sector' AS sector, sitting->'present' ? (v->>'key') AS here,
              (SELECT p->>'stance' FROM jsonb_array_elements(positions) p WHERE p->'organisation'->>'key' = v->>'key') AS stance
            FROM jsonb_array_elements(sitting->'voting') v WHERE NOT sitting->'recused' ? (v->>'key'))
          SELECT jsonb_build_object('remit', sitting->'remit',
            'endorse', count(*) FILTER (WHERE t.stance = 'endorse'), 'reserve', count(*) FILTER (WHERE t.stance = 'reserve'),
            'standAside', count(*) FILTER (WHERE t.stance = 'stand-aside'), 'object', count(*) FILTER (WHERE t.stance = 'object'),
            'silent', count(*) FILTER (WHERE t.here AND t.stance IS NULL), 'present', count(*) FILTER (WHERE t.here),
            'needed', sitting->'quorum', 'of', jsonb_array_length(sitting->'voting'),
            'presentSectors', (SELECT coalesce(jsonb_agg(DISTINCT h.sector), '[]') FROM taking h WHERE h.here),
            'missingSectors', (SELECT coalesce(jsonb_agg(DISTINCT r), '[]') FROM jsonb_array_elements_text(sitting->'requiredSectors') r
              WHERE NOT EXISTS (SELECT FROM taking h WHERE h.here AND h.sector = r)),
            'recused', (SELECT coalesce(jsonb_agg(r ORDER BY r COLLATE "C"), '[]') FROM jsonb_array_elements_text(sitting->'recused') r),
            'sectors', CASE WHEN sitting->>'rule' <> 'sector-majority' THEN '[]' ELSE (SELECT coalesce(jsonb_agg(jsonb_build_object('sector', g.sector, 'for', g.yes, 'against', g.no) ORDER BY g.sector), '[]')
              FROM (SELECT h.sector, count(*) FILTER (WHERE h.stance IN ('endorse', 'reserve')) AS yes, count(*) FILTER (WHERE h.stance = 'object') AS no
                FROM taking h WHERE h.here OR h.stance IS NOT NULL GROUP BY h.sector) g) END,
            'noObjections', no_objections)
          FROM taking t
        $$;
      CREATE FUNCTION decisions_rule_gives(rule text, tally jsonb, chair_says text, OUT outcome text, OUT reason text)
        LANGUAGE plpgsql IMMUTABLE SET search_path = public AS $$
        DECLARE
          yes int := (tally->>'endorse')::int + (tally->>'reserve')::int;
          no int := (tally->>'object')::int;
        BEGIN
          outcome := 'undecided';
          IF (tally->>'present')::int < (tally->>'needed')::int OR jsonb_array_length(tally->'missingSectors') > 0 THEN
            reason := 'no-quorum';
          ELSIF rule = 'chair' THEN
            outcome := coalesce(chair_says, 'undecided');
            reason := CASE WHEN chair_says IS NULL THEN 'chair-to-say' ELSE 'chair-said' END;
          ELSIF yes + no = 0 THEN
            reason := 'no-word';
          ELSIF rule IN ('consent', 'unanimity') AND no > 0 THEN
            outcome := 'rejected';
            reason := 'objection';
          ELSIF rule = 'consent' THEN
            outcome := 'adopted';
            reason := 'no-objection';
          ELSIF rule = 'unanimity' THEN
            outcome := CASE WHEN (tally->>'silent')::int > 0 THEN 'undecided' ELSE 'adopted' END;
            reason := CASE WHEN (tally->>'silent')::int > 0 THEN 'some-silent' ELSE 'all-agree' END;
          ELSIF rule = 'sector-majority' THEN
            SELECT CASE WHEN bool_or(s.yes + s.no > 0 AND s.yes <= s.no) THEN 'rejected' WHEN bool_or(s.yes + s.no = 0) THEN 'undecided' ELSE 'adopted' END INTO outcome
              FROM (SELECT (x->>'for')::int AS yes, (x->>'against')::int AS no FROM jsonb_array_elements(tally->'sectors') x) s;
            reason := CASE outcome WHEN 'rejected' THEN 'no-majority' WHEN 'undecided' THEN 'sector-without-word' ELSE 'majority' END;
          ELSE
            outcome := CASE WHEN (rule = 'qualified-majority' AND yes * 3 >= (yes + no) * 2) OR (rule <> 'qualified-majority' AND yes > no) THEN 'adopted' ELSE 'rejected' END;
            reason := CASE outcome WHEN 'adopted' THEN 'majority' ELSE 'no-majority' END;
          END IF;
        END $$;
      REVOKE ALL ON FUNCTION decisions_count, decisions_rule_gives FROM PUBLIC;

      -- What the record says was counted is what the database counts, and another outcome says why. Files bring records
      -- of a time before Torv without a count.
      CREATE FUNCTION decisions_guard_tally() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
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
            sitting := decisions_sitting(NEW.network_id, NEW.meeting_id, NEW.item_id);
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
      CREATE TRIGGER decisions_decision_weigh_tally BEFORE INSERT ON decisions_decision
        FOR EACH ROW WHEN (NEW.item_id IS NOT NULL) EXECUTE FUNCTION decisions_guard_tally();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
