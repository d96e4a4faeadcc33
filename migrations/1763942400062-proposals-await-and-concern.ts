import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/** As in 1763942400015: the row of the proposal that the actor may see, by its key. */
const seen = (child: string, more = ''): string =>
  `(SELECT true FROM proposals_proposal parent WHERE parent.network_id = ${child}.network_id AND parent.id = ${child}.proposal_id${more})`;
const edits = ` AND parent.state IN ('draft', 'open', 'on-agenda', 'referred') AND (parent.author_id = platform_actor()
  OR parent.body_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'run'))`;

/**
 * A reservation may name the instance of one's own organisation that it waits for, also when one's authority waits for
 * none. And a proposal says which areas and which objectives of the parties' strategies it concerns.
 */
export class ProposalsAwaitAndConcern1763942400062 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const awaits = (table: string) => `
      ALTER TABLE ${table} ADD COLUMN approval_id uuid,
        ADD FOREIGN KEY (network_id, organisation_id, approval_id) REFERENCES organisations_instance (network_id, organisation_id, id),
        ADD CONSTRAINT ${table}_awaits CHECK (approval_id IS NULL OR stance = 'reserve');`;
    const concerns = (what: 'area' | 'objective', named: string) => `
      CREATE TABLE proposals_${what} (
        network_id  uuid NOT NULL,
        proposal_id uuid NOT NULL,
        ${what}_id  uuid NOT NULL,
        PRIMARY KEY (network_id, proposal_id, ${what}_id),
        FOREIGN KEY (network_id, proposal_id) REFERENCES proposals_proposal (network_id, id),
        FOREIGN KEY (network_id, ${what}_id) REFERENCES ${named} (network_id, id)
      );
      CREATE INDEX proposals_${what}_of ON proposals_${what} (network_id, ${what}_id);
      ${forceRowSecurity(`proposals_${what}`)}
      CREATE POLICY proposals_${what}_visible ON proposals_${what} FOR SELECT TO torv_app USING (${seen(`proposals_${what}`)});
      CREATE POLICY proposals_${what}_link ON proposals_${what} FOR INSERT TO torv_app WITH CHECK (${seen(`proposals_${what}`, edits)});
      CREATE POLICY proposals_${what}_unlink ON proposals_${what} FOR DELETE TO torv_app USING (${seen(`proposals_${what}`, edits)});
      GRANT SELECT, INSERT, DELETE ON proposals_${what} TO torv_app;`;
    await runner.query(`
      ${awaits('proposals_pending')}
      ${awaits('proposals_position')}
      GRANT INSERT (approval_id) ON proposals_pending TO torv_app;

      -- After the authority is looked up: what it waits for by itself stands, and nothing else may stand in its place.
      CREATE FUNCTION proposals_await_instance() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          named jsonb := (SELECT jsonb_build_object('instance', x.name, 'kind', x.kind, 'on', x.next_on) FROM organisations_instance x
            WHERE x.network_id = NEW.network_id AND x.id = NEW.approval_id AND x.dissolved_at IS NULL);
        BEGIN
          IF NEW.pending_id IS NOT NULL AND NEW.approval_id IS DISTINCT FROM (SELECT p.approval_id FROM proposals_pending p
              WHERE p.network_id = NEW.network_id AND p.id = NEW.pending_id) THEN
            RAISE EXCEPTION 'PROPOSALS.NOT_THE_SAME' USING ERRCODE = 'restrict_violation';
          END IF;
          IF NEW.approval_id IS NOT NULL THEN
            IF named IS NULL OR NEW.terms->'approval'->>'instance' <> named->>'instance' THEN
              RAISE EXCEPTION 'PROPOSALS.OTHER_INSTANCE' USING ERRCODE = 'restrict_violation';
            END IF;
            NEW.terms := jsonb_set(NEW.terms, '{approval}', named);
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER proposals_position_waits BEFORE INSERT ON proposals_position
        FOR EACH ROW EXECUTE FUNCTION proposals_await_instance();

      ${concerns('area', 'places_area')}
      ${concerns('objective', 'strategies_objective')}
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
