import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The partner rule (constitution, 1) as time goes by: a commitment is in force through its last day where the network
 * is. The initiatives room pauses what has no partner left as that day ends; until it has, nobody is shown `active`.
 */
export class InitiativesEndWithTheCommitment1763942400019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Which day it is in a network.
      CREATE FUNCTION places_today(network uuid) RETURNS date LANGUAGE sql STABLE AS $$
        SELECT (now() AT TIME ZONE n.timezone)::date FROM places_network n WHERE n.id = network
      $$;

      CREATE FUNCTION initiatives_has_partner_on(network uuid, initiative uuid, today date) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          WITH RECURSIVE of_lead AS (
            SELECT lead_id AS organisation FROM initiatives_initiative WHERE network_id = network AND id = initiative
            UNION SELECT p.parent_id FROM organisations_parent p JOIN of_lead l ON p.organisation_id = l.organisation WHERE p.network_id = network
          ), committed AS (
            SELECT DISTINCT organisation_id AS partner, organisation_id AS organisation FROM initiatives_commitment
            WHERE network_id = network AND initiative_id = initiative AND withdrawn_at IS NULL AND valid_until >= today
            UNION SELECT c.partner, p.parent_id FROM organisations_parent p JOIN committed c ON p.organisation_id = c.organisation WHERE p.network_id = network
          )
          SELECT EXISTS (
            SELECT FROM committed c GROUP BY c.partner
            HAVING NOT bool_or(c.organisation IN (SELECT l.organisation FROM of_lead l))
          )
        $$;
      CREATE OR REPLACE FUNCTION initiatives_has_partner(network uuid, initiative uuid) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT initiatives_has_partner_on(network, initiative, places_today(network))
        $$;

      -- The state that anyone is shown.
      CREATE FUNCTION initiatives_state_now(i initiatives_initiative) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT CASE WHEN i.state = 'active' AND i.kind = 'joint' AND NOT initiatives_has_partner(i.network_id, i.id) THEN 'paused' ELSE i.state END
      $$;
      REVOKE ALL ON FUNCTION places_today, initiatives_has_partner_on, initiatives_state_now FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION places_today, initiatives_state_now TO torv_app, torv_worker, torv_owner;
      GRANT EXECUTE ON FUNCTION initiatives_has_partner_on TO torv_worker, torv_owner;
      CREATE INDEX initiatives_initiative_active ON initiatives_initiative (network_id, id) WHERE state = 'active';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
