import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/**
 * The words that the log holds, for whoever misspells one: a word is found by what is left of it when a letter or two
 * of its beginning are left out. Nobody reads the list; a word is told only when a decision that the asker sees has it.
 */
export class DecisionsKnowWords1763942400074 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- As one who has no Danish letters writes it.
      CREATE FUNCTION decisions_plain_word(word text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT translate(replace(replace(replace(lower(word), 'aa', 'a'), 'ae', 'a'), 'oe', 'o'), 'åæøéü', 'aaoeu')
      $$;

      -- The first eight letters, and what is left of them without one; of a longer word also without two.
      CREATE FUNCTION decisions_keys_of_word(word text) RETURNS text[] LANGUAGE sql IMMUTABLE SET search_path = public AS $$
        WITH whole AS (SELECT left(decisions_plain_word(word), 8) AS w),
          one AS (SELECT DISTINCT substr(w, 1, i - 1) || substr(w, i + 1) AS w FROM whole, generate_series(1, length(w)) i),
          two AS (SELECT substr(w, 1, i - 1) || substr(w, i + 1) AS w FROM one, generate_series(1, length(w)) i WHERE length(w) >= 7)
        SELECT array_agg(w) FROM (SELECT w FROM whole UNION SELECT w FROM one UNION SELECT w FROM two) k
      $$;

      -- How many letters must be put in, left out, exchanged or swapped with their neighbour.
      CREATE FUNCTION decisions_letters_apart(a text, b text) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
      DECLARE
        above  integer[];
        before integer[] := ARRAY(SELECT generate_series(0, length(b)));
        line   integer[];
      BEGIN
        FOR i IN 1..length(a) LOOP
          line := ARRAY[i];
          FOR j IN 1..length(b) LOOP
            line[j + 1] := least(before[j + 1] + 1, line[j] + 1, before[j] + CASE WHEN substr(a, i, 1) = substr(b, j, 1) THEN 0 ELSE 1 END);
            IF i > 1 AND j > 1 AND substr(a, i, 1) = substr(b, j - 1, 1) AND substr(a, i - 1, 1) = substr(b, j, 1) THEN
              line[j + 1] := least(line[j + 1], above[j - 1] + 1);
            END IF;
          END LOOP;
          above := before;
          before := line;
        END LOOP;
        RETURN before[length(b) + 1];
      END $$;

      CREATE FUNCTION decisions_words_of(said text) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
        SELECT DISTINCT w FROM regexp_split_to_table(lower(said), '[^[:alpha:]]+') w WHERE length(w) BETWEEN 4 AND 40
      $$;

      CREATE TABLE decisions_word (
        network_id uuid NOT NULL REFERENCES places_network (id),
        word       text NOT NULL,
        keys       text[] NOT NULL,
        PRIMARY KEY (network_id, word)
      );
      CREATE INDEX decisions_word_by_key ON decisions_word USING gin (keys);
      ${forceRowSecurity('decisions_word')}

      -- In the order of the words, so that two who record at once do not wait for each other in a ring.
      CREATE FUNCTION decisions_learn_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
        BEGIN
          INSERT INTO decisions_word (network_id, word, keys)
            SELECT NEW.network_id, w, decisions_keys_of_word(w)
            FROM decisions_words_of(concat_ws(' ', NEW.title, NEW.summary, NEW.text, NEW.rationale)) w
            WHERE NOT EXISTS (SELECT FROM decisions_word k WHERE k.network_id = NEW.network_id AND k.word = w) ORDER BY w
            ON CONFLICT DO NOTHING;
          RETURN NULL;
        END $$;
      CREATE TRIGGER decisions_decision_teaches_words AFTER INSERT ON decisions_decision FOR EACH ROW EXECUTE FUNCTION decisions_learn_words();

      INSERT INTO decisions_word (network_id, word, keys)
        SELECT x.network_id, x.w, decisions_keys_of_word(x.w) FROM (
          SELECT DISTINCT d.network_id, w FROM decisions_decision d
          CROSS JOIN decisions_words_of(concat_ws(' ', d.title, d.summary, d.text, d.rationale)) w) x;

      -- What was probably meant by words that find nothing: each that no decision has which the actor sees, exchanged for
      -- the nearest that one has. Null when there is none, or when they do not stand together.
      CREATE FUNCTION decisions_meant(network uuid, asked text) RETURNS text
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        said   text;
        near   text;
        meant  text[] := '{}';
        mended boolean := false;
      BEGIN
        IF NOT EXISTS (SELECT FROM platform_grant g WHERE g.network_id = network AND g.person_id = platform_actor() AND g.scope = 'network'
          AND g.valid_from <= now() AND g.valid_until > now()) THEN
          RETURN NULL;
        END IF;
        FOR said IN SELECT w FROM regexp_split_to_table(lower(trim(asked)), '[[:space:]]+') WITH ORDINALITY AS t (w, n) ORDER BY n LIMIT 8 LOOP
          IF said ~ '^[[:alpha:]]{4,40}$' AND NOT EXISTS (SELECT FROM decisions_found(network, said, 26)) THEN
            SELECT c.word INTO near FROM (
              SELECT k.word, decisions_letters_apart(decisions_plain_word(k.word), decisions_plain_word(said)) AS apart,
                decisions_letters_apart(k.word, said) AS letters
              FROM decisions_word k WHERE k.network_id = network AND k.keys && decisions_keys_of_word(said)
                AND abs(length(k.word) - length(said)) <= 3
              LIMIT 400) c
            WHERE c.apart <= CASE WHEN length(said) < 8 THEN 1 ELSE 2 END AND EXISTS (SELECT FROM decisions_found(network, '"' || c.word || '"', 26))
            ORDER BY c.apart, c.letters, left(c.word, 1) <> left(said, 1), length(c.word), c.word LIMIT 1;
            IF near IS NULL THEN
              RETURN NULL;
            END IF;
            mended := true;
            meant := meant || near;
          ELSE
            meant := meant || said;
          END IF;
        END LOOP;
        RETURN CASE WHEN mended AND EXISTS (SELECT FROM decisions_found(network, array_to_string(meant, ' '), 26)) THEN array_to_string(meant, ' ') END;
      END $$;
      REVOKE ALL ON FUNCTION decisions_meant FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION decisions_meant TO torv_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
