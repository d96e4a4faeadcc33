import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By the key of `keptAboutPeople`: which rows of which table are over since `$1`. A table that is not there has none. */
const over: readonly [key: string, table: string, condition: string][] = [
  ['sessions', 'identity_session', 'least(expires_at, last_seen_at + idle) < now() - $1'],
  ['sign-ins', 'identity_pending', 'expires_at < now() - $1'],
  ['sign-ins', 'identity_challenge', 'expires_at < now() - $1'],
  ['sign-ins', 'identity_broker_visit', 'expires_at < now() - $1'],
  ['attempts', 'identity_attempt', 'greatest(tried_at, blocked_until) < now() - $1'],
  ['tokens', 'identity_token', 'expires_at < now() - $1'],
  // An invitation goes before the link that it was sent with.
  ['invitations', 'organisations_invitation', "state <> 'accepted' AND expires_at < now() - $1"],
  [
    'links',
    'identity_ticket',
    'expires_at < now() - $1 AND id NOT IN (SELECT i.ticket_id FROM organisations_invitation i)',
  ],
  ['mails', 'platform_mail', 'coalesce(sent_at, given_up_at) < now() - $1'],
  ['requests', 'platform_idempotency', 'created_at < now() - $1'],
  ['visits', 'overview_visit', 'seen_at < now() - $1'],
];
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Removes what is over: the worker says how long ago, and nothing else can be removed by it. */
export class IdentityForgetWhatIsOver1763942400050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Returns how many rows went. A key that it does not know is an error: what is promised must be done.
      CREATE FUNCTION identity_forget(kept text, after interval) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        rule  record;
        gone  bigint;
        many  bigint := 0;
        known boolean := false;
      BEGIN
        FOR rule IN SELECT * FROM (VALUES
          ${over.map((rule) => `(${rule.map(literal).join(', ')})`).join(',\n          ')}) AS r (key, tab, condition) WHERE r.key = kept
        LOOP
          known := true;
          IF to_regclass(rule.tab) IS NOT NULL THEN
            EXECUTE format('DELETE FROM %I WHERE ', rule.tab) || rule.condition USING after;
            GET DIAGNOSTICS gone = ROW_COUNT;
            many := many + gone;
          END IF;
        END LOOP;
        IF NOT known THEN
          RAISE EXCEPTION 'nothing is kept as %', kept USING ERRCODE = 'invalid_parameter_value';
        END IF;
        RETURN many;
      END $$;
      REVOKE ALL ON FUNCTION identity_forget FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION identity_forget TO torv_worker;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
