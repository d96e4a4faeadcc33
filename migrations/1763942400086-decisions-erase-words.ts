import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Fields of a decision that can be erased, and their columns. What was decided by whom, and when, stays. */
const erasable = {
  recordedBy: 'recorded_as',
  text: 'text',
  rationale: 'rationale',
  summary: 'summary',
  departure: 'departure',
};
const columns = Object.values(erasable);
const fieldsGone = (row: string) =>
  Object.entries(erasable)
    .map(([field, column]) => `CASE WHEN OLD.${column} IS NOT NULL AND ${row}.${column} IS NULL THEN '${field}' END`)
    .join(', ');

/**
 * What should not have been written can be erased: of a decision's words the value and its salt go, a redaction entry
 * says which field of which entry, and every proof holds. It is the host's act at somebody's word; no request can do it.
 */
export class DecisionsEraseWords1763942400086 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const rest = (row: string) => `to_jsonb(${row}) - ARRAY['words', ${columns.map((one) => `'${one}'`).join(', ')}]`;
    await runner.query(`
      ALTER TABLE decisions_decision ALTER COLUMN text DROP NOT NULL, ALTER COLUMN rationale DROP NOT NULL, ALTER COLUMN summary DROP NOT NULL;

      -- A decision is recorded whole.
      CREATE FUNCTION decisions_guard_whole() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF num_nulls(NEW.text, NEW.rationale, NEW.summary, NEW.recorded_as) > 0 THEN
            RAISE EXCEPTION 'DECISIONS.RECORD_DIFFERS' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER decisions_decision_whole BEFORE INSERT ON decisions_decision FOR EACH ROW EXECUTE FUNCTION decisions_guard_whole();

      -- Open to whoever says that they erase; of a row only what is named may go, and all else stands.
      DROP TRIGGER decisions_decision_unchanged ON decisions_decision;
      CREATE TRIGGER decisions_decision_unchanged BEFORE UPDATE ON decisions_decision
        FOR EACH STATEMENT WHEN (coalesce(current_setting('torv.erases', true), '') = '') EXECUTE FUNCTION log_refuse_change();
      CREATE OR REPLACE FUNCTION decisions_guard_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          gone text[] := array_remove(ARRAY[${fieldsGone('NEW')}], NULL);
        BEGIN
          -- words is made from what must be the same, after this.
          IF cardinality(gone) = 0 OR NOT gone <@ string_to_array(current_setting('torv.erases', true), ',')
            OR ${rest('NEW')} <> ${rest('OLD')}
            OR ${columns.map((one) => `(NEW.${one} IS NOT NULL AND NEW.${one} IS DISTINCT FROM OLD.${one})`).join(' OR ')}
          THEN
            RAISE EXCEPTION 'the log is append-only; a correction supersedes' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE OR REPLACE FUNCTION decisions_guard_redaction() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          IF EXISTS (
            SELECT FROM unnest(array_remove(ARRAY[${fieldsGone('NEW')}], NULL)) AS f (field) WHERE NOT EXISTS (
              SELECT FROM log_leaf l JOIN log_leaf r ON r.network_id = l.network_id AND r.kind = 'redaction' AND r.idx > l.idx
                AND (r.leaf::jsonb #>> '{clear,index}')::bigint = l.idx AND r.leaf::jsonb #> '{clear,fields}' ? f.field
              WHERE l.network_id = NEW.network_id AND l.kind = 'decision' AND l.subject_id = NEW.id))
          THEN
            RAISE EXCEPTION 'DECISIONS.ERASED_UNSAID' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NULL;
        END $$;

      -- Erases fields of one decision, and the words that were learnt from them. Returns the index of the entry that lost
      -- them; null when there is no such decision, or nothing of it left to erase.
      CREATE FUNCTION decisions_erase_words(network uuid, decision text, named text[]) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        d     decisions_decision;
        gone  text[];
        entry bigint;
        leaf  uuid := uuidv7();
      BEGIN
        SELECT * INTO d FROM decisions_decision WHERE network_id = network AND number = decision;
        gone := ARRAY(SELECT f FROM (VALUES ${Object.entries(erasable)
          .map(([field, column]) => `('${field}', d.${column})`)
          .join(', ')}) AS x (f, value) WHERE x.f = ANY (named) AND x.value IS NOT NULL ORDER BY f);
        IF d.id IS NULL OR cardinality(gone) = 0 THEN
          RETURN NULL;
        END IF;
        PERFORM set_config('torv.erases', array_to_string(gone, ','), true);
        DELETE FROM decisions_word w WHERE w.network_id = network AND w.word IN (
          SELECT decisions_words_of(concat_ws(' ', CASE WHEN 'text' = ANY (gone) THEN d.text END,
            CASE WHEN 'rationale' = ANY (gone) THEN d.rationale END, CASE WHEN 'summary' = ANY (gone) THEN d.summary END)));
        UPDATE decisions_decision SET
          ${Object.entries(erasable)
            .map(([field, column]) => `${column} = CASE WHEN '${field}' = ANY (gone) THEN NULL ELSE ${column} END`)
            .join(',\n          ')}
        WHERE network_id = network AND id = d.id;
        UPDATE log_opening o SET salts = o.salts - gone FROM log_leaf l
          WHERE l.network_id = network AND l.kind = 'decision' AND l.subject_id = d.id AND o.network_id = network AND o.idx = l.idx
          RETURNING o.idx INTO entry;
        -- Canonical JSON (RFC 8785): keys in order, no spaces, nothing that needs escaping.
        PERFORM log_append_leaves(network, jsonb_build_array(jsonb_build_object('kind', 'redaction', 'subjectId', leaf, 'leaf',
          format('{"at":"%s","clear":{"fields":[%s],"index":%s},"fields":{},"kind":"redaction","subject":"%s","v":1}',
            to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            (SELECT string_agg('"' || f || '"', ',' ORDER BY f) FROM unnest(gone) f), entry, leaf))));
        PERFORM platform_append_events(network, jsonb_build_array(jsonb_build_object('kind', 'decisions.words-erased', 'subjectKind', 'decision',
          'subjectId', d.id, 'visibility', d.visibility, 'bodyId', d.body_id)));
        PERFORM set_config('torv.erases', '', true);
        RETURN entry;
      END $$;
      REVOKE ALL ON FUNCTION decisions_erase_words FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION decisions_erase_words TO torv_worker;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
