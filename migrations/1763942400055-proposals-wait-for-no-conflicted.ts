import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The first word of two is a word too: one that somebody gave before they were ruled conflicted waits no more.
 */
export class ProposalsWaitForNoConflicted1763942400055 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION proposals_end_words_of_conflicted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          UPDATE proposals_pending SET ended_at = now() WHERE network_id = NEW.network_id AND proposal_id = NEW.subject_id
            AND stated_by = NEW.person_id AND ended_at IS NULL;
          RETURN NULL;
        END $$;
      CREATE TRIGGER platform_exclusion_ends_words AFTER INSERT ON platform_exclusion
        FOR EACH ROW EXECUTE FUNCTION proposals_end_words_of_conflicted();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
