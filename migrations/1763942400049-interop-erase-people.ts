import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lets a person in, or is only theirs: gone with them. Each has the column person_id. */
const gone = [
  'identity_credential',
  'identity_session',
  'identity_token',
  'identity_totp',
  'identity_recovery_code',
  'identity_pending',
  'identity_passkey',
  'identity_challenge',
  'identity_broker_account',
  'identity_broker_visit',
  'overview_visit',
  'platform_idempotency',
];
/** What they act by: it ends with them, and stays as what was. Each has person_id, valid_from and valid_until. */
const ended = ['organisations_authority', 'organisations_office', 'organisations_affiliation', 'bodies_deputy'];

const listOf = (tables: readonly string[]) => `ARRAY[${tables.map((one) => `'${one}'`).join(', ')}]`;

/**
 * A person's data, and their erasure. Name and address go, and everything that lets them in; what they did for an
 * organisation stays, by nobody's name. In the log, the name's value and salt are dropped and a redaction entry says so,
 * so that every proof holds. Both are the host's own acts at the person's word: no request's role can run them.
 */
export class InteropErasePeople1763942400049 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE identity_person ADD COLUMN erased_at timestamptz,
        ADD CONSTRAINT identity_person_erased CHECK (erased_at IS NULL OR (email IS NULL AND disabled_at IS NOT NULL));

      -- One change is open to a decision in the log: that the name of who recorded it is erased, with the log saying so.
      ALTER TABLE decisions_decision ALTER COLUMN recorded_as DROP NOT NULL;
      DROP TRIGGER decisions_decision_sealed ON decisions_decision;
      CREATE TRIGGER decisions_decision_sealed BEFORE DELETE OR TRUNCATE ON decisions_decision
        FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_change();
      CREATE TRIGGER decisions_decision_unchanged BEFORE UPDATE ON decisions_decision
        FOR EACH STATEMENT WHEN (current_setting('torv.erases', true) IS DISTINCT FROM 'recordedBy') EXECUTE FUNCTION log_refuse_change();
      CREATE FUNCTION decisions_guard_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        -- words is made from what must be the same, after this.
        IF OLD.recorded_as IS NULL OR NEW.recorded_as IS NOT NULL
          OR to_jsonb(NEW) - 'recorded_as' - 'words' <> to_jsonb(OLD) - 'recorded_as' - 'words' THEN
          RAISE EXCEPTION 'the log is append-only; a correction supersedes' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER decisions_decision_erasure BEFORE UPDATE ON decisions_decision
        FOR EACH ROW EXECUTE FUNCTION decisions_guard_erasure();
      CREATE FUNCTION decisions_guard_redaction() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        IF NOT EXISTS (SELECT FROM log_leaf l JOIN log_leaf r ON r.network_id = l.network_id AND r.kind = 'redaction' AND r.idx > l.idx
            AND (r.leaf::jsonb #>> '{clear,index}')::bigint = l.idx AND r.leaf::jsonb #> '{clear,fields}' ? 'recordedBy'
          WHERE l.network_id = NEW.network_id AND l.kind = 'decision' AND l.subject_id = NEW.id)
        THEN
          RAISE EXCEPTION 'DECISIONS.ERASED_UNSAID' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER decisions_decision_redacted AFTER UPDATE ON decisions_decision
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decisions_guard_redaction();

      -- A draft can be deleted: what answers no row keeps a deletion from happening.
      CREATE OR REPLACE FUNCTION proposals_guard_decided() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.state = 'decided' THEN
          RAISE EXCEPTION 'PROPOSALS.DECIDED' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN coalesce(NEW, OLD);
      END $$;

      -- Drops who recorded a person's decisions: the value, its salt, and a redaction entry for each, in every network.
      -- Returns how many. The counter rows are locked last, in one order.
      CREATE FUNCTION decisions_erase_recorder(person uuid) RETURNS integer
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        one  record;
        many integer := 0;
      BEGIN
        PERFORM set_config('torv.erases', 'recordedBy', true);
        FOR one IN
          WITH erased AS (
            UPDATE decisions_decision SET recorded_as = NULL WHERE recorded_by = person AND recorded_as IS NOT NULL RETURNING network_id, id
          ), unsalted AS (
            UPDATE log_opening o SET salts = o.salts - 'recordedBy' FROM erased e
            JOIN log_leaf l ON l.network_id = e.network_id AND l.kind = 'decision' AND l.subject_id = e.id
            WHERE o.network_id = l.network_id AND o.idx = l.idx RETURNING o.network_id, o.idx
          ), entries AS (
            SELECT u.network_id, u.idx, uuidv7() AS subject FROM unsalted u
          )
          -- Canonical JSON (RFC 8785): keys in order, no spaces, nothing that needs escaping.
          SELECT e.network_id, count(*)::int AS many, jsonb_agg(jsonb_build_object('kind', 'redaction', 'subjectId', e.subject, 'leaf',
              format('{"at":"%s","clear":{"fields":["recordedBy"],"index":%s},"fields":{},"kind":"redaction","subject":"%s","v":1}',
                to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), e.idx, e.subject)) ORDER BY e.idx) AS leaves
          FROM entries e GROUP BY e.network_id ORDER BY e.network_id
        LOOP
          PERFORM log_append_leaves(one.network_id, one.leaves);
          many := many + one.many;
        END LOOP;
        PERFORM set_config('torv.erases', '', true);
        RETURN many;
      END $$;
      REVOKE ALL ON FUNCTION decisions_erase_recorder FROM PUBLIC;

      -- Erases a person: {decisions, networks}; null when there is nobody, or nobody any more.
      CREATE FUNCTION interop_erase_person(person uuid) RETURNS jsonb
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        address  text;
        tab      text;
        draft    uuid;
        leaving  jsonb;
        left_now record;
        networks uuid[];
        many     integer;
      BEGIN
        SELECT email INTO address FROM identity_person WHERE id = person AND erased_at IS NULL FOR UPDATE;
        IF NOT FOUND THEN
          RETURN NULL;
        END IF;
        FOREACH tab IN ARRAY ${listOf(gone)} LOOP
          IF to_regclass(tab) IS NOT NULL THEN
            EXECUTE format('DELETE FROM %I WHERE person_id = $1', tab) USING person;
          END IF;
        END LOOP;
        SELECT array_agg(DISTINCT a.network_id ORDER BY a.network_id) INTO networks FROM organisations_affiliation a
          WHERE a.person_id = person AND a.valid_until > now();
        SELECT jsonb_agg(DISTINCT jsonb_build_object('n', a.network_id, 'o', a.organisation_id)) INTO leaving FROM organisations_affiliation a
          WHERE a.person_id = person AND a.valid_from <= now() AND a.valid_until > now();
        FOREACH tab IN ARRAY ${listOf(ended)} LOOP
          IF to_regclass(tab) IS NOT NULL THEN
            EXECUTE format('UPDATE %I SET valid_until = greatest(valid_from, now()) WHERE person_id = $1 AND valid_until > now()', tab) USING person;
          END IF;
        END LOOP;
        -- Their own drafts, which nothing else leans on.
        FOR draft IN SELECT id FROM proposals_proposal WHERE author_id = person AND state = 'draft' LOOP
          BEGIN
            DELETE FROM proposals_goal WHERE proposal_id = draft;
            DELETE FROM proposals_proposal WHERE id = draft;
          EXCEPTION WHEN foreign_key_violation THEN
            NULL;
          END;
        END LOOP;
        IF to_regclass('platform_mail') IS NOT NULL THEN
          EXECUTE 'DELETE FROM platform_mail WHERE recipient = $1' USING address;
        END IF;
        IF to_regclass('organisations_invitation') IS NOT NULL THEN
          EXECUTE $do$UPDATE organisations_invitation SET message = NULL, offer = NULL, email = 'erased@invalid',
            state = CASE state WHEN 'pending' THEN 'withdrawn' ELSE state END, settled_at = coalesce(settled_at, now())
            WHERE email = $1 OR person_id = $2$do$ USING address, person;
          EXECUTE $do$DELETE FROM identity_ticket WHERE person_id = $1 AND id NOT IN (SELECT i.ticket_id FROM organisations_invitation i)$do$ USING person;
        END IF;
        -- A file that placed them is known by its hash; what it says goes.
        UPDATE interop_import SET bytes = '' WHERE kind = 'overlay' AND position(convert_to(address, 'UTF8') IN bytes) > 0;
        UPDATE organisations_organisation SET contact_email = NULL WHERE contact_email = address;
        UPDATE identity_person SET name = 'Slettet person', email = NULL, language = 'da', demo = false,
          disabled_at = coalesce(disabled_at, now()), erased_at = now() WHERE id = person;
        many := decisions_erase_recorder(person);
        FOR left_now IN SELECT l.n AS network_id, jsonb_agg(jsonb_build_object('kind', 'organisations.left', 'subjectKind', 'organisation',
            'subjectId', l.o, 'organisationId', l.o, 'visibility', 'network')) AS events
          FROM jsonb_to_recordset(leaving) AS l (n uuid, o uuid) GROUP BY l.n ORDER BY l.n
        LOOP
          PERFORM platform_append_events(left_now.network_id, left_now.events);
          PERFORM pg_notify('torv_outbox', left_now.network_id::text);
        END LOOP;
        RETURN jsonb_build_object('decisions', many, 'networks', coalesce(to_jsonb(networks), '[]'));
      END $$;
      REVOKE ALL ON FUNCTION interop_erase_person FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION interop_erase_person TO torv_worker;

      -- The rows of tables that are about one person, as places say: {table, column, fields}. A column of ids is held against
      -- the person (seat_id against their seats), one of text against their address. Bytes are secrets or their hashes, and are never answered.
      CREATE FUNCTION interop_rows_about(person uuid, places jsonb) RETURNS jsonb
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        address text;
        place   jsonb;
        fields  text[];
        columns text[];
        kind    text;
        known   text;
        found   jsonb;
        result  jsonb := '{}';
      BEGIN
        SELECT email INTO address FROM identity_person WHERE id = person;
        FOR place IN SELECT * FROM jsonb_array_elements(places) LOOP
          CONTINUE WHEN to_regclass(quote_ident(place->>'table')) IS NULL;
          SELECT array_agg(f) INTO fields FROM jsonb_array_elements_text(place->'fields') f;
          SELECT array_agg(a.attname ORDER BY array_position(fields, a.attname::text)) FILTER (WHERE a.attname = ANY (fields) AND a.atttypid <> 'bytea'::regtype),
              max(format_type(a.atttypid, NULL)) FILTER (WHERE a.attname = place->>'column')
            INTO columns, kind FROM pg_attribute a
            WHERE a.attrelid = to_regclass(quote_ident(place->>'table')) AND a.attnum > 0 AND NOT a.attisdropped;
          CONTINUE WHEN kind IS NULL OR kind NOT IN ('uuid', 'text');
          -- What an id names is said beside it, where it is the place that the person acted in.
          SELECT string_agg(format(', (SELECT x.%I FROM %I x WHERE %s x.id = t.%I) AS %I', w.word, w.tab, w.tie, w.col, w.said), '') INTO known
            FROM (VALUES ('network_id', 'places_network', 'name', '', 'network'),
              ('organisation_id', 'organisations_organisation', 'name', 'x.network_id = t.network_id AND', 'organisation'),
              ('body_id', 'bodies_body', 'name', 'x.network_id = t.network_id AND', 'body'),
              ('meeting_id', 'meetings_meeting', 'starts_at', 'x.network_id = t.network_id AND', 'meeting')) AS w (col, tab, word, tie, said)
            JOIN pg_attribute a ON a.attrelid = to_regclass(quote_ident(place->>'table')) AND a.attname = w.col AND NOT a.attisdropped;
          EXECUTE format('SELECT coalesce(jsonb_agg(to_jsonb(r)), ''[]'') FROM (SELECT %s%s FROM %I t WHERE t.%I %s) r',
              (SELECT coalesce(string_agg(format('t.%I', c), ', '), 'true AS there') FROM unnest(columns) c), coalesce(known, ''),
              place->>'table', place->>'column', CASE WHEN kind = 'text' THEN '= $2'
                WHEN place->>'column' = 'seat_id' THEN 'IN (SELECT s.id FROM bodies_seat s WHERE s.person_id = $1 AND s.network_id = t.network_id)'
                ELSE '= $1' END)
            INTO found USING person, address;
          result := result || jsonb_build_object((place->>'table') || '.' || (place->>'column'), found);
        END LOOP;
        RETURN result;
      END $$;
      REVOKE ALL ON FUNCTION interop_rows_about FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION interop_rows_about TO torv_worker;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
