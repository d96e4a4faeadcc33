import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity, inActorsNetwork } from './row-security';

/**
 * Each organisation administers its own people: who acts for it, what each may bind it to and on what terms, and where
 * that is approved. What was is never rewritten: a row is added, its end is moved nearer, and an end that was set by
 * mistake is taken back within the hour.
 */
export class OrganisationsGiveAuthority1763942400042 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const administered = `organisation_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'administer')`;
    await runner.query(`
      CREATE TABLE organisations_instance (
        network_id      uuid NOT NULL,
        id              uuid NOT NULL DEFAULT uuidv7(),
        organisation_id uuid NOT NULL,
        name            text NOT NULL,
        kind            text NOT NULL CHECK (kind IN ('council', 'committee', 'organisation-board', 'representatives', 'estate-meeting', 'estate-board')),
        next_on         date,
        dissolved_at    timestamptz,
        PRIMARY KEY (network_id, id),
        UNIQUE (network_id, organisation_id, id),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id)
      );
      CREATE UNIQUE INDEX organisations_instance_named ON organisations_instance (network_id, organisation_id, name) WHERE dissolved_at IS NULL;
      ${forceRowSecurity('organisations_instance')}
      CREATE POLICY organisations_instance_network ON organisations_instance FOR SELECT TO torv_app USING (${inActorsNetwork});
      CREATE POLICY organisations_instance_make ON organisations_instance FOR INSERT TO torv_app WITH CHECK (${administered});
      CREATE POLICY organisations_instance_change ON organisations_instance FOR UPDATE TO torv_app USING (${administered}) WITH CHECK (${administered});
      GRANT SELECT, INSERT (network_id, organisation_id, name, kind, next_on), UPDATE (name, kind, next_on, dissolved_at) ON organisations_instance TO torv_app;
      CREATE TRIGGER organisations_instance_version AFTER INSERT OR UPDATE OR DELETE ON organisations_instance
        FOR EACH ROW EXECUTE FUNCTION organisations_touch();

      -- limit_amount: kroner, null without limit. together: only with another who has the same.
      -- instance_id: what is said waits for that instance's approval. given_by: the source's words.
      ALTER TABLE organisations_authority
        DROP CONSTRAINT organisations_authority_subject_check,
        ADD CONSTRAINT organisations_authority_subject_check CHECK (subject IN ('positions', 'commitments', 'ratifications', 'agreements')),
        DROP CONSTRAINT organisations_authority_network_id_person_id_organisation_i_key,
        ADD COLUMN limit_amount numeric CHECK (limit_amount > 0),
        ADD COLUMN together boolean NOT NULL DEFAULT false,
        ADD COLUMN instance_id uuid,
        ADD COLUMN recorded_by uuid REFERENCES identity_person (id),
        ADD FOREIGN KEY (network_id, organisation_id, instance_id) REFERENCES organisations_instance (network_id, organisation_id, id);

      -- Where each of the three ends: whose act it was, what stood before, and with whose affiliation it went.
      ${['affiliation', 'authority', 'office']
        .map(
          (what) => `ALTER TABLE organisations_${what}
        ADD COLUMN ended_by uuid REFERENCES identity_person (id), ADD COLUMN until_before timestamptz, ADD COLUMN ended_with uuid;`,
        )
        .join('\n')}

      -- In a request, whose period it is can only begin from now on, and its end be moved nearer or, within the hour, back.
      CREATE FUNCTION organisations_guard_period() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF current_user <> 'torv_app' THEN
          RETURN NEW;
        END IF;
        IF TG_OP = 'INSERT' THEN
          IF NEW.valid_from < now() OR NEW.valid_until <= NEW.valid_from THEN
            RAISE EXCEPTION 'ORGANISATIONS.PERIOD_PAST' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END IF;
        NEW.ended_with := NULL;
        IF NEW.valid_until < OLD.valid_until THEN
          IF NEW.valid_until < now() OR OLD.valid_until <= now() THEN
            RAISE EXCEPTION 'ORGANISATIONS.PERIOD_PAST' USING ERRCODE = 'restrict_violation';
          END IF;
          NEW.ended_by := platform_actor();
          NEW.until_before := OLD.valid_until;
        ELSIF NEW.valid_until > OLD.valid_until THEN
          IF OLD.until_before IS NULL OR NEW.valid_until <> OLD.until_before OR OLD.valid_until < now() - interval '1 hour' THEN
            RAISE EXCEPTION 'ORGANISATIONS.UNDO_TOO_LATE' USING ERRCODE = 'restrict_violation';
          END IF;
          NEW.ended_by := NULL;
          NEW.until_before := NULL;
        END IF;
        RETURN NEW;
      END $$;

      -- People: of the organisation's own choosing, from those the network knows; and anyone may leave by themselves.
      CREATE POLICY organisations_affiliation_take_in ON organisations_affiliation FOR INSERT TO torv_app WITH CHECK (${administered});
      CREATE POLICY organisations_affiliation_end ON organisations_affiliation FOR UPDATE TO torv_app
        USING (${administered} OR person_id = platform_actor()) WITH CHECK (${administered} OR person_id = platform_actor());
      GRANT INSERT (network_id, person_id, organisation_id, valid_from, valid_until), UPDATE (valid_until) ON organisations_affiliation TO torv_app;
      CREATE FUNCTION organisations_guard_affiliation() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF current_user <> 'torv_app' THEN
          RETURN NEW;
        END IF;
        IF TG_OP = 'INSERT' AND NOT EXISTS (SELECT FROM organisations_affiliation a WHERE a.network_id = NEW.network_id AND a.person_id = NEW.person_id) THEN
          RAISE EXCEPTION 'ORGANISATIONS.NOT_OF_NETWORK' USING ERRCODE = 'restrict_violation';
        END IF;
        IF TG_OP = 'INSERT' AND EXISTS (SELECT FROM organisations_affiliation a WHERE a.network_id = NEW.network_id AND a.person_id = NEW.person_id
            AND a.organisation_id = NEW.organisation_id AND a.valid_until > NEW.valid_from AND a.valid_from < NEW.valid_until) THEN
          RAISE EXCEPTION 'ORGANISATIONS.ALREADY_AFFILIATED' USING ERRCODE = 'restrict_violation';
        END IF;
        -- Whoever leaves by themselves may only leave; who is taken back in is for the administrator to say.
        IF TG_OP = 'UPDATE' AND NEW.valid_until > OLD.valid_until
           AND NEW.organisation_id NOT IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'administer') THEN
          RAISE EXCEPTION 'ORGANISATIONS.MAY_ONLY_LEAVE' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER organisations_affiliation_guard BEFORE INSERT OR UPDATE ON organisations_affiliation
        FOR EACH ROW EXECUTE FUNCTION organisations_guard_affiliation();
      CREATE TRIGGER organisations_affiliation_period BEFORE INSERT OR UPDATE ON organisations_affiliation
        FOR EACH ROW EXECUTE FUNCTION organisations_guard_period();

      CREATE POLICY organisations_authority_give ON organisations_authority FOR INSERT TO torv_app
        WITH CHECK (${administered} AND recorded_by = platform_actor());
      CREATE POLICY organisations_authority_withdraw ON organisations_authority FOR UPDATE TO torv_app USING (${administered}) WITH CHECK (${administered});
      GRANT INSERT (network_id, person_id, organisation_id, subject, given_by, valid_from, valid_until, limit_amount, together, instance_id, recorded_by),
        UPDATE (valid_until) ON organisations_authority TO torv_app;
      -- The facilitator's office is given by whoever sets the network up, never by an organisation to its own.
      CREATE POLICY organisations_office_give ON organisations_office FOR INSERT TO torv_app WITH CHECK (${administered} AND office = 'administrator');
      CREATE POLICY organisations_office_end ON organisations_office FOR UPDATE TO torv_app
        USING (${administered} AND office = 'administrator') WITH CHECK (${administered} AND office = 'administrator');
      GRANT INSERT (network_id, person_id, organisation_id, office, valid_from, valid_until), UPDATE (valid_until) ON organisations_office TO torv_app;
      CREATE FUNCTION organisations_guard_own() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF current_user = 'torv_app' AND NOT EXISTS (SELECT FROM organisations_affiliation a WHERE a.network_id = NEW.network_id AND a.person_id = NEW.person_id
            AND a.organisation_id = NEW.organisation_id AND a.valid_from <= NEW.valid_from AND a.valid_until > NEW.valid_from) THEN
          RAISE EXCEPTION 'ORGANISATIONS.NOT_ITS_OWN' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$;
      ${['authority', 'office']
        .map(
          (
            what,
          ) => `CREATE TRIGGER organisations_${what}_own BEFORE INSERT ON organisations_${what} FOR EACH ROW EXECUTE FUNCTION organisations_guard_own();
      CREATE TRIGGER organisations_${what}_period BEFORE INSERT OR UPDATE ON organisations_${what} FOR EACH ROW EXECUTE FUNCTION organisations_guard_period();`,
        )
        .join('\n')}

      -- Authority and office end with the affiliation, so that whoever comes back years later has neither; when the end is
      -- taken back they are as they were.
      CREATE FUNCTION organisations_end_with_affiliation() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        IF NEW.valid_until < OLD.valid_until AND NOT EXISTS (SELECT FROM organisations_affiliation a WHERE a.network_id = NEW.network_id
            AND a.person_id = NEW.person_id AND a.organisation_id = NEW.organisation_id AND a.id <> NEW.id
            AND a.valid_from <= NEW.valid_until AND a.valid_until > NEW.valid_until) THEN
          ${['authority', 'office']
            .map(
              (
                what,
              ) => `UPDATE organisations_${what} SET until_before = valid_until, valid_until = greatest(NEW.valid_until, valid_from), ended_with = NEW.id, ended_by = NEW.ended_by
            WHERE network_id = NEW.network_id AND person_id = NEW.person_id AND organisation_id = NEW.organisation_id AND valid_until > NEW.valid_until;`,
            )
            .join('\n          ')}
        ELSIF NEW.valid_until > OLD.valid_until THEN
          ${['authority', 'office']
            .map(
              (
                what,
              ) => `UPDATE organisations_${what} SET valid_until = until_before, until_before = NULL, ended_with = NULL, ended_by = NULL
            WHERE network_id = NEW.network_id AND ended_with = NEW.id;`,
            )
            .join('\n          ')}
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER organisations_affiliation_ends AFTER UPDATE OF valid_until ON organisations_affiliation
        FOR EACH ROW EXECUTE FUNCTION organisations_end_with_affiliation();

      -- What the actor may bind organisations to today, and on what terms. An authority counts only with an affiliation in force.
      CREATE VIEW organisations_authority_of_actor WITH (security_invoker = true) AS
        SELECT a.network_id, a.id, a.organisation_id, a.subject, a.limit_amount, a.together, a.instance_id FROM organisations_authority a
        WHERE a.person_id = platform_actor() AND a.valid_from <= now() AND a.valid_until > now()
          AND a.organisation_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'organisation');
      GRANT SELECT ON organisations_authority_of_actor TO torv_app;
      -- Those that the actor may bind alone. A position may wait for an approval, and says so; nothing else may.
      CREATE OR REPLACE VIEW organisations_bound_by_actor WITH (security_invoker = true) AS
        SELECT a.network_id, a.organisation_id, a.subject FROM organisations_authority a
        WHERE a.person_id = platform_actor() AND a.valid_from <= now() AND a.valid_until > now()
          AND NOT a.together AND (a.instance_id IS NULL OR a.subject = 'positions')
          AND a.organisation_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'organisation');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
