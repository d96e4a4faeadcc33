import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The log searched as people type: the word they are writing counts as its beginning, a title weighs more than a
 * rationale, and the cost is that of what is shown. Each filter of the list has an index in the list's own order.
 */
export class DecisionsFindWords1763942400072 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE decisions_decision ALTER COLUMN words SET EXPRESSION AS (
        setweight(to_tsvector('danish', coalesce(title, '')), 'A') || setweight(to_tsvector('danish', coalesce(summary, '')), 'B')
        || setweight(to_tsvector('danish', coalesce(text, '')), 'C') || setweight(to_tsvector('danish', coalesce(rationale, '')), 'D'));

      CREATE INDEX decisions_decision_of_outcome ON decisions_decision (network_id, outcome, decided_at DESC, id DESC);
      CREATE INDEX decisions_follow_up_open ON decisions_follow_up (network_id, decision_id DESC) WHERE state = 'owed';
      CREATE INDEX proposals_goal_of_goal ON proposals_goal (network_id, goal_id, proposal_id);

      -- What was asked, as a query; the last word, which may be half written, is itself or the beginning of another.
      CREATE FUNCTION decisions_words_asked(asked text) RETURNS tsquery LANGUAGE sql IMMUTABLE SET search_path = public AS $$
        SELECT CASE WHEN asked !~ '-[^[:space:]]*$' AND length(t.word) >= 3 AND numnode(t.stem) = 1 AND right(q::text, length(t.stem::text)) = t.stem::text
          THEN (left(q::text, -length(t.stem::text)) || '(' || t.stem::text || ' | ''' || t.word || ''':*)')::tsquery ELSE q END
        FROM websearch_to_tsquery('danish', asked) q
        CROSS JOIN LATERAL (SELECT w.word, plainto_tsquery('danish', w.word) AS stem
          FROM (SELECT lower(coalesce(substring(asked from '[[:alnum:]]+$'), '')) AS word) w) t
      $$;

      DROP FUNCTION decisions_matching;
      -- Decisions that hold what is asked, newest first and capped, of those that the actor may see; rank is for ordering
      -- them by how well they match. It runs as the owner, because @@ cannot pass row security; the caller joins the rows
      -- through it again. The statement is planned for what is asked: a rare word by the words, a usual one by time.
      CREATE FUNCTION decisions_found(network uuid, asked text, cap integer, ranked boolean DEFAULT false, of_body uuid DEFAULT NULL,
          with_outcome text DEFAULT NULL, since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL,
          before_at timestamptz DEFAULT NULL, before_id uuid DEFAULT NULL)
        RETURNS TABLE (id uuid, rank integer) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        sought   tsquery := decisions_words_asked(asked);
        granted  jsonb;
        withheld uuid[];
        named    uuid[];
      BEGIN
        SELECT jsonb_object_agg(g.scope, g.ids) INTO granted FROM (
          SELECT x.scope, array_agg(x.scope_id) AS ids FROM platform_grant x WHERE x.network_id = network AND x.person_id = platform_actor()
            AND x.scope IN ('network', 'body', 'closed') AND x.valid_from <= now() AND x.valid_until > now() GROUP BY x.scope) g;
        IF granted->'network' IS NULL OR numnode(sought) = 0 THEN
          RETURN;
        END IF;
        SELECT coalesce(array_agg(x.subject_id), '{}') INTO withheld FROM platform_exclusion x
          WHERE x.network_id = network AND x.person_id = platform_actor() AND NOT x.may_read;
        SELECT coalesce(array_agg(x.subject_id), '{}') INTO named FROM platform_participant x
          WHERE x.network_id = network AND x.person_id = platform_actor();
        RETURN QUERY EXECUTE '
          SELECT d.id, CASE WHEN $3 THEN (ts_rank(d.words, $2) * 1000000)::integer ELSE 0 END FROM decisions_decision d
          WHERE d.network_id = $1 AND d.words @@ $2
            AND (d.visibility = ''public'' OR (d.id <> ALL ($6) AND (d.visibility = ''network''
              OR d.visibility = ''body'' AND d.body_id = ANY ($4)
              OR d.visibility = ''closed'' AND (d.body_id = ANY ($5) OR d.id = ANY ($7)))))'
          || CASE WHEN of_body IS NULL THEN '' ELSE ' AND d.body_id = $8' END
          || CASE WHEN with_outcome IS NULL THEN '' ELSE ' AND d.outcome = $9' END
          || CASE WHEN since IS NULL THEN '' ELSE ' AND d.decided_at >= $10' END
          || CASE WHEN until IS NULL THEN '' ELSE ' AND d.decided_at < $11' END
          || CASE WHEN before_at IS NULL THEN '' ELSE ' AND (d.decided_at, d.id) < ($12, $13)' END
          || ' ORDER BY d.decided_at DESC, d.id DESC LIMIT least($14, 1000)'
          USING network, sought, ranked,
            ARRAY(SELECT jsonb_array_elements_text(granted->'body')::uuid), ARRAY(SELECT jsonb_array_elements_text(granted->'closed')::uuid),
            withheld, named, of_body, with_outcome, since, until, before_at, before_id, cap;
      END $$;
      REVOKE ALL ON FUNCTION decisions_found FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION decisions_found TO torv_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
