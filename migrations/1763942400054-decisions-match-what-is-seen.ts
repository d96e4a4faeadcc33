import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The search's candidates are decisions that the reader may see: which others hold a word is not told either, and what
 * they may not see takes no place from what they may. It runs as the owner, because `@@` cannot pass row security;
 * the rows are joined through it again all the same.
 */
export class DecisionsMatchWhatIsSeen1763942400054 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const granted = (
      scope: string,
    ) => `(SELECT g.scope_id FROM platform_grant g WHERE g.network_id = network AND g.person_id = platform_actor()
                AND g.scope = '${scope}' AND g.valid_from <= now() AND g.valid_until > now())`;
    const named = (table: string, more = '') =>
      `(SELECT x.subject_id FROM ${table} x WHERE x.network_id = network AND x.person_id = platform_actor()${more})`;
    await runner.query(`
      CREATE OR REPLACE FUNCTION decisions_matching(network uuid, query text, cap integer) RETURNS SETOF uuid
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT d.id FROM decisions_decision d
          WHERE d.network_id = network AND d.words @@ websearch_to_tsquery('danish', query)
            AND EXISTS ${granted('network')}
            AND (d.visibility = 'public' OR (
              (d.visibility = 'network'
                OR d.visibility = 'body' AND d.body_id IN ${granted('body')}
                OR d.visibility = 'closed' AND (d.body_id IN ${granted('closed')} OR d.id IN ${named('platform_participant')}))
              AND d.id NOT IN ${named('platform_exclusion', ' AND NOT x.may_read')}))
          ORDER BY d.decided_at DESC, d.id DESC LIMIT least(cap, 5000)
        $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
