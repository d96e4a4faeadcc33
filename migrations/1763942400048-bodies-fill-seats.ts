import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The start of a function that acts for a request: as the owner, so that it checks who asks itself. */
const acts = 'LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$';
const refuse = (code: string) => `RAISE EXCEPTION '${code}' USING ERRCODE = 'restrict_violation'`;
const notAllowed = `RAISE EXCEPTION 'not allowed' USING ERRCODE = 'insufficient_privilege'`;

/**
 * Requests never write a seat themselves; they ask for one of these acts. The facilitator gives an organisation a seat and
 * ends it; the organisation's administrator alone fills it, with the organisation's own people.
 */
export class BodiesFillSeats1763942400048 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION bodies_actor_has(network uuid, wanted text, subject uuid) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT EXISTS (SELECT FROM platform_grant g WHERE g.network_id = network AND g.person_id = platform_actor()
            AND g.scope = wanted AND g.scope_id = subject AND g.valid_from <= now() AND g.valid_until > now())
        $$;

      -- The sitting that a change of a place begins from: the one in force, or the next to come.
      CREATE FUNCTION bodies_sitting_of(network uuid, place uuid, read_version integer) RETURNS bodies_seat ${acts}
      DECLARE
        seat bodies_seat;
      BEGIN
        SELECT * INTO seat FROM bodies_seat s WHERE s.network_id = network AND s.place_id = place AND s.valid_until > now()
          ORDER BY s.valid_from LIMIT 1 FOR UPDATE;
        IF seat.id IS NULL THEN
          ${refuse('BODIES.SEAT_ENDED')};
        END IF;
        IF seat.version <> read_version THEN
          ${refuse('PLATFORM.VERSION_STALE')};
        END IF;
        RETURN seat;
      END $$;

      -- From now on: who sits in the place as what, until when; after them it is vacant for as long as the organisation has it.
      -- What was true stays as its own row; only what has not begun yet is written anew.
      CREATE FUNCTION bodies_sit(seat bodies_seat, who uuid, part text, votes boolean, sits_until timestamptz, held_until timestamptz)
        RETURNS void ${acts}
      DECLARE
        start timestamptz := greatest(now(), seat.valid_from);
        ends timestamptz := least(sits_until, held_until);
      BEGIN
        DELETE FROM bodies_seat s WHERE s.network_id = seat.network_id AND s.place_id = seat.place_id AND s.valid_from >= start AND s.id <> seat.id;
        IF seat.valid_from < start AND (who, part, votes) IS DISTINCT FROM (seat.person_id, seat.role, seat.voting) THEN
          UPDATE bodies_seat s SET valid_until = start, by_hand = true, version = s.version + 1 WHERE s.network_id = seat.network_id AND s.id = seat.id;
          INSERT INTO bodies_seat (network_id, place_id, version, by_hand, body_id, organisation_id, role, voting, person_id, valid_from, valid_until)
            VALUES (seat.network_id, seat.place_id, seat.version + 1, true, seat.body_id, seat.organisation_id, part, votes, who, start, ends);
        ELSE
          UPDATE bodies_seat s SET person_id = who, role = part, voting = votes, valid_until = ends, by_hand = true, version = s.version + 1
            WHERE s.network_id = seat.network_id AND s.id = seat.id;
        END IF;
        IF ends < held_until THEN
          INSERT INTO bodies_seat (network_id, place_id, version, by_hand, body_id, organisation_id, role, voting, valid_from, valid_until)
            VALUES (seat.network_id, seat.place_id, seat.version + 2, true, seat.body_id, seat.organisation_id, part, votes, ends, held_until);
        END IF;
      END $$;

      CREATE FUNCTION bodies_refuse_second_chair(network uuid, body uuid, place uuid, part text) RETURNS void ${acts}
      BEGIN
        IF part = 'chair' AND EXISTS (SELECT FROM bodies_seat s WHERE s.network_id = network AND s.body_id = body AND s.role = 'chair'
          AND s.place_id IS DISTINCT FROM place AND s.valid_until > now()) THEN
          ${refuse('BODIES.CHAIR_TAKEN')};
        END IF;
      END $$;

      -- @returns the place
      CREATE FUNCTION bodies_give_seat(network uuid, body uuid, organisation uuid, part text, votes boolean, since timestamptz, until timestamptz)
        RETURNS uuid ${acts}
      DECLARE
        place uuid;
      BEGIN
        IF NOT bodies_actor_has(network, 'facilitate', network) THEN
          ${notAllowed};
        END IF;
        IF EXISTS (SELECT FROM bodies_body b WHERE b.network_id = network AND b.id = body AND b.ended_on IS NOT NULL) THEN
          ${refuse('BODIES.CLOSED')};
        END IF;
        PERFORM bodies_refuse_second_chair(network, body, NULL, part);
        INSERT INTO bodies_seat (network_id, body_id, organisation_id, role, voting, valid_from, valid_until, by_hand)
          VALUES (network, body, organisation, part, votes, greatest(since, now()), coalesce(until, 'infinity'), true) RETURNING place_id INTO place;
        RETURN place;
      END $$;

      CREATE FUNCTION bodies_change_seat(network uuid, place uuid, read_version integer, part text, votes boolean, until timestamptz)
        RETURNS void ${acts}
      DECLARE
        seat bodies_seat;
        held timestamptz;
      BEGIN
        IF NOT bodies_actor_has(network, 'facilitate', network) THEN
          ${notAllowed};
        END IF;
        seat := bodies_sitting_of(network, place, read_version);
        PERFORM bodies_refuse_second_chair(network, seat.body_id, place, part);
        SELECT max(s.valid_until) INTO held FROM bodies_seat s WHERE s.network_id = network AND s.place_id = place;
        PERFORM bodies_sit(seat, seat.person_id, part, votes,
          CASE WHEN seat.valid_until < held THEN seat.valid_until ELSE coalesce(until, 'infinity') END, greatest(coalesce(until, 'infinity'), now()));
      END $$;

      CREATE FUNCTION bodies_end_seat(network uuid, place uuid, read_version integer, until timestamptz) RETURNS void ${acts}
      DECLARE
        seat bodies_seat;
        ends timestamptz := greatest(until, now());
      BEGIN
        IF NOT bodies_actor_has(network, 'facilitate', network) THEN
          ${notAllowed};
        END IF;
        seat := bodies_sitting_of(network, place, read_version);
        DELETE FROM bodies_seat s WHERE s.network_id = network AND s.place_id = place AND s.valid_from >= ends;
        UPDATE bodies_seat s SET valid_until = ends, by_hand = true, version = s.version + 1
          WHERE s.network_id = network AND s.place_id = place AND s.valid_until > ends;
      END $$;

      CREATE FUNCTION bodies_fill_seat(network uuid, place uuid, read_version integer, who uuid, until timestamptz) RETURNS void ${acts}
      DECLARE
        seat bodies_seat;
        held timestamptz;
      BEGIN
        -- Before anything else: nobody fills, or learns more of, another organisation's seat.
        IF NOT EXISTS (SELECT FROM bodies_seat s WHERE s.network_id = network AND s.place_id = place
          AND bodies_actor_has(network, 'administer', s.organisation_id)) THEN
          ${notAllowed};
        END IF;
        seat := bodies_sitting_of(network, place, read_version);
        IF who IS NOT NULL AND NOT EXISTS (SELECT FROM organisations_affiliation a WHERE a.network_id = network AND a.person_id = who
          AND a.organisation_id = seat.organisation_id AND a.valid_from <= now() AND a.valid_until > now()) THEN
          ${refuse('BODIES.NOT_OF_ORGANISATION')};
        END IF;
        SELECT max(s.valid_until) INTO held FROM bodies_seat s WHERE s.network_id = network AND s.place_id = place;
        PERFORM bodies_sit(seat, who, seat.role, seat.voting, CASE WHEN who IS NULL THEN held ELSE coalesce(until, held) END, held);
      END $$;

      -- Who may say who steps in: the organisation's administrator, and whoever sits in the place.
      CREATE FUNCTION bodies_may_appoint(network uuid, place uuid) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT EXISTS (SELECT FROM bodies_seat s WHERE s.network_id = network AND s.place_id = place AND s.valid_until > now() AND (
            bodies_actor_has(network, 'administer', s.organisation_id)
            OR (s.person_id = platform_actor() AND s.valid_from <= now() AND bodies_actor_has(network, 'organisation', s.organisation_id))))
        $$;

      -- @returns the deputy's id
      CREATE FUNCTION bodies_appoint_deputy(network uuid, place uuid, who uuid, part text, meeting uuid, since timestamptz, until timestamptz)
        RETURNS uuid ${acts}
      DECLARE
        seat bodies_seat;
        made bodies_deputy;
        -- Nobody is said to have stepped in before it was agreed.
        today timestamptz := (SELECT date_trunc('day', now(), n.timezone) FROM places_network n WHERE n.id = network);
      BEGIN
        IF NOT bodies_may_appoint(network, place) THEN
          ${notAllowed};
        END IF;
        SELECT * INTO seat FROM bodies_seat s WHERE s.network_id = network AND s.place_id = place AND s.valid_until > now() ORDER BY s.valid_from LIMIT 1;
        IF NOT EXISTS (SELECT FROM organisations_affiliation a WHERE a.network_id = network AND a.person_id = who
          AND a.organisation_id = seat.organisation_id AND a.valid_from <= now() AND a.valid_until > now()) THEN
          ${refuse('BODIES.NOT_OF_ORGANISATION')};
        END IF;
        IF who = seat.person_id THEN
          ${refuse('BODIES.DEPUTY_OF_ONESELF')};
        END IF;
        INSERT INTO bodies_deputy (network_id, body_id, organisation_id, place_id, person_id, kind, meeting_id, valid_from, valid_until, appointed_by)
          VALUES (network, seat.body_id, seat.organisation_id, place, who, part, meeting, greatest(since, today), coalesce(until, 'infinity'), platform_actor())
          RETURNING * INTO made;
        IF part = 'deputy' AND EXISTS (SELECT FROM bodies_deputy d WHERE d.network_id = network AND d.place_id = place AND d.kind = 'deputy'
          AND d.id <> made.id AND d.valid_from < made.valid_until AND d.valid_until > made.valid_from) THEN
          ${refuse('BODIES.DEPUTY_TAKEN')};
        END IF;
        RETURN made.id;
      END $$;

      -- @returns false when there is no such deputy now or to come
      CREATE FUNCTION bodies_withdraw_deputy(network uuid, deputy uuid) RETURNS boolean ${acts}
      DECLARE
        one bodies_deputy;
      BEGIN
        SELECT * INTO one FROM bodies_deputy d WHERE d.network_id = network AND d.id = deputy AND d.valid_until > now() FOR UPDATE;
        IF one.id IS NULL THEN
          RETURN false;
        END IF;
        IF one.person_id IS DISTINCT FROM platform_actor() AND NOT bodies_may_appoint(network, one.place_id) THEN
          ${notAllowed};
        END IF;
        UPDATE bodies_deputy d SET valid_until = greatest(d.valid_from, now()) WHERE d.network_id = network AND d.id = deputy;
        RETURN true;
      END $$;

      -- The day of a meeting, in which who steps in for it has the seat's rights; it follows when the meeting is moved.
      CREATE FUNCTION meetings_place_deputy() RETURNS trigger ${acts}
      DECLARE
        m meetings_meeting;
        zone text := (SELECT n.timezone FROM places_network n WHERE n.id = NEW.network_id);
      BEGIN
        SELECT * INTO m FROM meetings_meeting WHERE network_id = NEW.network_id AND id = NEW.meeting_id;
        IF m.body_id <> NEW.body_id THEN
          ${refuse('MEETINGS.OTHER_BODY')};
        END IF;
        NEW.valid_from := date_trunc('day', m.starts_at, zone);
        NEW.valid_until := ((m.ends_at AT TIME ZONE zone)::date + 1)::timestamp AT TIME ZONE zone;
        RETURN NEW;
      END $$;
      CREATE TRIGGER bodies_deputy_of_meeting BEFORE INSERT ON bodies_deputy
        FOR EACH ROW WHEN (NEW.meeting_id IS NOT NULL) EXECUTE FUNCTION meetings_place_deputy();

      CREATE FUNCTION meetings_move_deputies() RETURNS trigger ${acts}
      DECLARE
        zone text := (SELECT n.timezone FROM places_network n WHERE n.id = NEW.network_id);
      BEGIN
        UPDATE bodies_deputy d SET valid_from = date_trunc('day', NEW.starts_at, zone),
          valid_until = ((NEW.ends_at AT TIME ZONE zone)::date + 1)::timestamp AT TIME ZONE zone
        WHERE d.network_id = NEW.network_id AND d.meeting_id = NEW.id AND d.valid_until > d.valid_from AND d.valid_until > now();
        RETURN NULL;
      END $$;
      CREATE TRIGGER meetings_meeting_deputies AFTER UPDATE OF starts_at, ends_at ON meetings_meeting
        FOR EACH ROW WHEN ((NEW.starts_at, NEW.ends_at) IS DISTINCT FROM (OLD.starts_at, OLD.ends_at)) EXECUTE FUNCTION meetings_move_deputies();

      -- Signs what the body asks for today, in one's own name. The hash is of the text that was read.
      CREATE FUNCTION bodies_sign(network uuid, body uuid, read_hash text) RETURNS void ${acts}
      DECLARE
        asked text := (SELECT b.confidentiality FROM bodies_body b WHERE b.network_id = network AND b.id = body);
      BEGIN
        IF NOT EXISTS (
          SELECT FROM bodies_seat s WHERE s.network_id = network AND s.body_id = body AND s.person_id = platform_actor() AND s.valid_until > now()
          UNION ALL
          SELECT FROM bodies_deputy d WHERE d.network_id = network AND d.body_id = body AND d.person_id = platform_actor() AND d.valid_until > now()) THEN
          ${notAllowed};
        END IF;
        IF asked IS NULL OR encode(sha256(convert_to(asked, 'UTF8')), 'hex') <> read_hash THEN
          ${refuse('BODIES.OTHER_DECLARATION')};
        END IF;
        INSERT INTO bodies_signature (network_id, body_id, person_id, text, text_hash)
          VALUES (network, body, platform_actor(), asked, sha256(convert_to(asked, 'UTF8'))) ON CONFLICT DO NOTHING;
      END $$;

      REVOKE ALL ON FUNCTION bodies_actor_has, bodies_sitting_of, bodies_sit, bodies_refuse_second_chair, bodies_give_seat, bodies_change_seat,
        bodies_end_seat, bodies_fill_seat, bodies_may_appoint, bodies_appoint_deputy, bodies_withdraw_deputy, bodies_sign FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION bodies_give_seat, bodies_change_seat, bodies_end_seat, bodies_fill_seat, bodies_appoint_deputy,
        bodies_withdraw_deputy, bodies_sign TO torv_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
