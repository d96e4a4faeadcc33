/**
 * The part of row-level security that every table of a network shares: it is enabled and forced, so that the owner
 * too goes through policies, and the owner (migrations, imports) has one of its own; without it a backfill would
 * silently touch no row. What requests and the worker may do stands beside each table.
 *
 * @param table name of a table that has just been created
 * @returns SQL statements
 */
export function forceRowSecurity(table: string): string {
  return `
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY ${table}_owner ON ${table} TO torv_owner USING (true) WITH CHECK (true);
  `;
}

/**
 * The one visibility rule (constitution, 4) as a condition on a row with the columns `visibility`, `network_id` and
 * `body_id`. The grants table shows the actor's rows only, so each sub-plan is small and hashed once a query.
 */
export const visibleToActor = `(
      visibility = 'public'
      OR (visibility = 'network' AND network_id IN (SELECT g.network_id FROM platform_grant g WHERE g.scope = 'network'))
      OR (visibility = 'body' AND body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'body'))
      OR (visibility = 'closed' AND body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'closed'))
    )`;

/** True for rows of a network that the actor belongs to. */
export const inActorsNetwork = `network_id IN (SELECT g.network_id FROM platform_grant g WHERE g.scope = 'network')`;

/** True for rows of a body whose meetings the actor runs, as chair, vice-chair or secretary. */
export const bodyRunByActor = `body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run')`;

/** Subjects that the actor does not see whatever their grants say: they were ruled conflicted, and may not read on. */
export const withheldFromActor = `(SELECT x.subject_id FROM platform_exclusion x WHERE NOT x.may_read)`;

/** Subjects in which the actor takes no part, whether or not they may read them. */
export const conflictsOfActor = `(SELECT x.subject_id FROM platform_exclusion x)`;

/** Closed subjects for which the actor is named beyond the body. */
export const namedToActor = `(SELECT p.subject_id FROM platform_participant p)`;
