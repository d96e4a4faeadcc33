import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The partner rule (constitution, 1) in full: whoever shares an ancestor *or a descendant* with the lead is not
 * another, as `sameFamily` in libs/shared has it. Two organisations that keep an office together share a descendant.
 */
export class InitiativesShareADescendant1763942400029 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION initiatives_has_partner_on(network uuid, initiative uuid, today date) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          WITH RECURSIVE lead_above AS (
            SELECT lead_id AS organisation FROM initiatives_initiative WHERE network_id = network AND id = initiative
            UNION SELECT p.parent_id FROM organisations_parent p JOIN lead_above l ON p.organisation_id = l.organisation WHERE p.network_id = network
          ), lead_below AS (
            SELECT lead_id AS organisation FROM initiatives_initiative WHERE network_id = network AND id = initiative
            UNION SELECT p.organisation_id FROM organisations_parent p JOIN lead_below l ON p.parent_id = l.organisation WHERE p.network_id = network
          ), committed AS (
            SELECT DISTINCT organisation_id AS partner FROM initiatives_commitment
            WHERE network_id = network AND initiative_id = initiative AND withdrawn_at IS NULL AND valid_until >= today
          ), above AS (
            SELECT partner, partner AS organisation FROM committed
            UNION SELECT a.partner, p.parent_id FROM organisations_parent p JOIN above a ON p.organisation_id = a.organisation WHERE p.network_id = network
          ), below AS (
            SELECT partner, partner AS organisation FROM committed
            UNION SELECT b.partner, p.organisation_id FROM organisations_parent p JOIN below b ON p.parent_id = b.organisation WHERE p.network_id = network
          )
          SELECT EXISTS (
            SELECT FROM committed c
            WHERE NOT EXISTS (SELECT FROM above a JOIN lead_above l USING (organisation) WHERE a.partner = c.partner)
              AND NOT EXISTS (SELECT FROM below b JOIN lead_below l USING (organisation) WHERE b.partner = c.partner)
          )
        $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
