import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Search that costs what it shows, of a word that every decision has and of one that none has: the newest decisions are
 * looked through first, and only when they hold too few are the others found by their words.
 */
export class DecisionsFindRareWords1763942400095 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const chosen = `d.network_id = $1
          AND ($8::uuid IS NULL OR d.body_id = $8) AND ($9::text IS NULL OR d.outcome = $9) AND ($10::timestamptz IS NULL OR d.decided_at >= $10)
          AND ($11::timestamptz IS NULL OR d.decided_at < $11) AND ($12::timestamptz IS NULL OR (d.decided_at, d.id) < ($12, $13))`;
    const seen = `(d.visibility = ''public'' OR (d.id <> ALL ($6) AND (d.visibility = ''network''
          OR d.visibility = ''body'' AND d.body_id = ANY ($4)
          OR d.visibility = ''closed'' AND (d.body_id = ANY ($5) OR d.id = ANY ($7)))))`;
    await runner.query(`
      CREATE OR REPLACE FUNCTION decisions_found(network uuid, asked text, cap integer, ranked boolean DEFAULT false, of_body uuid DEFAULT NULL,
          with_outcome text DEFAULT NULL, since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL,
          before_at timestamptz DEFAULT NULL, before_id uuid DEFAULT NULL)
        RETURNS TABLE (id uuid, rank integer) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        sought   tsquery := decisions_words_asked(asked);
        most     integer := least(cap, 1000);
        enough   integer := CASE WHEN ranked THEN least(cap, 40) ELSE least(cap, 1000) END;
        through  integer := CASE WHEN ranked THEN 3000 ELSE 1000 + 4 * least(cap, 1000) END;
        granted  jsonb;
        withheld uuid[];
        named    uuid[];
        bodies   uuid[];
        closed   uuid[];
        passed   integer;
        found    uuid[];
        ranks    integer[];
      BEGIN
        SELECT jsonb_object_agg(g.scope, g.ids) INTO granted FROM (
          SELECT x.scope, array_agg(x.scope_id) AS ids FROM platform_grant x WHERE x.network_id = network AND x.person_id = platform_actor()
            AND x.scope IN ('network', 'body', 'closed') AND x.valid_from <= now() AND x.valid_until > now() GROUP BY x.scope) g;
        IF granted->'network' IS NULL OR numnode(sought) = 0 THEN
          RETURN;
        END IF;
        bodies := ARRAY(SELECT jsonb_array_elements_text(granted->'body')::uuid);
        closed := ARRAY(SELECT jsonb_array_elements_text(granted->'closed')::uuid);
        SELECT coalesce(array_agg(x.subject_id), '{}') INTO withheld FROM platform_exclusion x
          WHERE x.network_id = network AND x.person_id = platform_actor() AND NOT x.may_read;
        SELECT coalesce(array_agg(x.subject_id), '{}') INTO named FROM platform_participant x
          WHERE x.network_id = network AND x.person_id = platform_actor();
        -- A usual word: it stands in the newest, which are looked through in the list's own order; as many once more as
        -- what was found says are needed.
        FOR turn IN 1..2 LOOP
          EXECUTE '
            SELECT count(*)::integer, array_agg(m.id ORDER BY m.at DESC, m.id DESC) FILTER (WHERE m.fits),
              array_agg(m.rank ORDER BY m.at DESC, m.id DESC) FILTER (WHERE m.fits)
            FROM (SELECT d.id, d.decided_at AS at, d.words @@ $2 AND ${seen} AS fits,
                CASE WHEN $3 AND d.words @@ $2 THEN (ts_rank(d.words, $2) * 1000000)::integer ELSE 0 END AS rank
              FROM decisions_decision d WHERE ${chosen} ORDER BY d.decided_at DESC, d.id DESC LIMIT $14) m'
            INTO passed, found, ranks
            USING network, sought, ranked, bodies, closed, withheld, named, of_body, with_outcome, since, until, before_at, before_id, through;
          -- The best of a word that is not rare are looked for among the newest.
          IF passed < through OR coalesce(cardinality(found), 0) >= enough THEN
            RETURN QUERY SELECT f.* FROM unnest(found[:most], ranks[:most]) f;
            RETURN;
          END IF;
          EXIT WHEN coalesce(cardinality(found), 0) = 0 OR through::bigint * 2 * most / cardinality(found) > 40000;
          through := through * 2 * most / cardinality(found);
        END LOOP;
        -- A rare one: by the words, and then in order.
        RETURN QUERY EXECUTE '
          WITH matching AS MATERIALIZED (
            SELECT d.id, d.decided_at, CASE WHEN $3 THEN d.words END AS words FROM decisions_decision d WHERE d.words @@ $2 AND ${chosen} AND ${seen})
          SELECT m.id, CASE WHEN $3 THEN (ts_rank(m.words, $2) * 1000000)::integer ELSE 0 END
          FROM (SELECT * FROM matching ORDER BY decided_at DESC, id DESC LIMIT $14) m'
          USING network, sought, ranked, bodies, closed, withheld, named, of_body, with_outcome, since, until, before_at, before_id, most;
      END $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
