import type { MigrationInterface, QueryRunner } from 'typeorm';
import { conflictsOfActor, forceRowSecurity, namedToActor, withheldFromActor } from './row-security';

/**
 * Conflict of interest (constitution, 5) and named participants as part of the one visibility rule: whoever has been
 * ruled conflicted on a subject takes no part in it, hears no event of it and, unless the ruling says otherwise, does
 * not read what is not public; whoever is named for a closed subject sees that subject and nothing else.
 */
export class PlatformSubtractConflicts1763942400052 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const openingsOf = (rows: string) => `(SELECT l.network_id, l.idx FROM ${rows} x
        JOIN log_leaf l ON l.network_id = x.network_id AND l.kind = 'decision' AND l.subject_id = x.subject_id)`;
    const named = (table: string, subject: string, more = '') => `
      CREATE POLICY ${table}_named ON ${table} FOR SELECT TO torv_app
        USING (visibility = 'closed' AND ${subject} IN ${namedToActor}${more});`;
    const withheld = (table: string, subject: string, from = withheldFromActor) => `
      CREATE POLICY ${table}_withheld ON ${table} AS RESTRICTIVE FOR SELECT TO torv_app
        USING (visibility = 'public' OR ${subject} NOT IN ${from});`;
    await runner.query(`
      ALTER TABLE platform_exclusion ADD COLUMN may_read boolean NOT NULL DEFAULT false;
      CREATE INDEX platform_exclusion_of_subject ON platform_exclusion (network_id, subject_id);
      CREATE TRIGGER platform_exclusion_told AFTER INSERT OR UPDATE OR DELETE ON platform_exclusion
        FOR EACH ROW EXECUTE FUNCTION platform_tell_of_rights();

      -- Closed subjects that a person sees because they are named there; nothing beside them.
      CREATE TABLE platform_participant (
        network_id uuid NOT NULL REFERENCES places_network (id),
        person_id  uuid NOT NULL REFERENCES identity_person (id),
        subject_id uuid NOT NULL,
        source_id  uuid NOT NULL,
        PRIMARY KEY (network_id, person_id, subject_id, source_id)
      );
      CREATE INDEX platform_participant_of_person ON platform_participant (person_id, subject_id);
      CREATE INDEX platform_participant_of_subject ON platform_participant (network_id, subject_id);
      CREATE INDEX platform_participant_of_source ON platform_participant (network_id, source_id);
      ${forceRowSecurity('platform_participant')}
      -- Being named ends with belonging to the network.
      CREATE POLICY platform_participant_mine ON platform_participant FOR SELECT TO torv_app
        USING (person_id = platform_actor() AND network_id IN (SELECT g.network_id FROM platform_grant g WHERE g.scope = 'network'));
      CREATE POLICY platform_participant_worker ON platform_participant FOR SELECT TO torv_worker USING (true);
      GRANT SELECT ON platform_participant TO torv_app, torv_worker;
      CREATE TRIGGER platform_participant_told AFTER INSERT OR UPDATE OR DELETE ON platform_participant
        FOR EACH ROW EXECUTE FUNCTION platform_tell_of_rights();

      -- Whoever is named for an item sees it and what stands on it, even of a meeting that they do not see.
      ${named('meetings_item', 'id')}
      ${named('proposals_proposal', 'id', " AND state <> 'draft'")}
      ${named('decisions_decision', 'id')}
      ${named('platform_event', 'subject_id')}
      CREATE POLICY log_opening_named ON log_opening FOR SELECT TO torv_app
        USING (visibility = 'closed' AND (network_id, idx) IN ${openingsOf('platform_participant')});

      -- What is withheld is taken from whatever other policies give.
      ${withheld('meetings_item', 'id')}
      ${withheld('proposals_proposal', 'id')}
      ${withheld('decisions_decision', 'id')}
      CREATE POLICY log_opening_withheld ON log_opening AS RESTRICTIVE FOR SELECT TO torv_app
        USING (visibility = 'public' OR (network_id, idx) NOT IN ${openingsOf('(SELECT * FROM platform_exclusion e WHERE NOT e.may_read)')});
      -- Its events are not theirs, even where the ruling lets them read on.
      ${withheld('platform_event', 'subject_id', conflictsOfActor)}

      -- Nor do they change it, state a position on it or record what is decided.
      CREATE POLICY proposals_proposal_takes_no_part ON proposals_proposal AS RESTRICTIVE FOR UPDATE TO torv_app
        USING (id NOT IN ${conflictsOfActor});
      CREATE POLICY proposals_position_takes_no_part ON proposals_position AS RESTRICTIVE FOR INSERT TO torv_app
        WITH CHECK (proposal_id NOT IN ${conflictsOfActor});
      CREATE POLICY decisions_decision_takes_no_part ON decisions_decision AS RESTRICTIVE FOR INSERT TO torv_app
        WITH CHECK (item_id NOT IN ${conflictsOfActor});

      -- A decision is withheld from whom its item is withheld from, and shown to who is named there.
      CREATE FUNCTION decisions_follow_item() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          INSERT INTO platform_exclusion (network_id, person_id, subject_id, source_id, may_read)
            SELECT x.network_id, x.person_id, NEW.id, x.source_id, x.may_read FROM platform_exclusion x
            WHERE x.network_id = NEW.network_id AND x.subject_id = NEW.item_id;
          INSERT INTO platform_participant (network_id, person_id, subject_id, source_id)
            SELECT p.network_id, p.person_id, NEW.id, p.source_id FROM platform_participant p
            WHERE p.network_id = NEW.network_id AND p.subject_id = NEW.item_id;
          RETURN NEW;
        END $$;
      CREATE TRIGGER decisions_decision_follows_item BEFORE INSERT ON decisions_decision
        FOR EACH ROW EXECUTE FUNCTION decisions_follow_item();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
