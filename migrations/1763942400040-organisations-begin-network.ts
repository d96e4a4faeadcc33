import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

const refuse = (code: string) => `RAISE EXCEPTION '${code}' USING ERRCODE = 'restrict_violation'`;

/** True when nobody counts in the sitting `s`: it is empty, or its person left the organisation that holds it. */
const vacant = `(s.person_id IS NULL OR NOT EXISTS (SELECT FROM organisations_affiliation a WHERE a.network_id = s.network_id
            AND a.person_id = s.person_id AND a.organisation_id = s.organisation_id AND a.valid_from <= now() AND a.valid_until > now()))`;

/**
 * A network begins: whoever runs the machine is its operator, which is a mark and no right, and names who facilitates.
 * And a seat that came with an invitation is filled when that is accepted.
 */
export class OrganisationsBeginNetwork1763942400040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who runs the machine. No policy reads it: hosting shows nothing and gives no seat.
      ALTER TABLE identity_person ADD COLUMN operator boolean NOT NULL DEFAULT false;

      -- The one-time code that the terminal printed, as its hash; no row: set-up is closed.
      CREATE TABLE identity_set_up (
        only_one  boolean PRIMARY KEY DEFAULT true CHECK (only_one),
        code_hash bytea NOT NULL CHECK (length(code_hash) = 32),
        made_at   timestamptz NOT NULL DEFAULT now()
      );
      ${forceRowSecurity('identity_set_up')}

      CREATE FUNCTION identity_set_up_is_open() RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT EXISTS (SELECT FROM identity_set_up) AND NOT EXISTS (SELECT FROM identity_person p WHERE p.operator)
        $$;

      -- The first operator, the first network and its first organisation. The facilitator is invited, or is the operator
      -- when that was said. The code is good once; whoever comes second finds it gone.
      CREATE FUNCTION organisations_begin_network(code bytea, operator jsonb, password_hash text, network jsonb, organisation jsonb,
          facilitator_email text, hash bytea)
        RETURNS TABLE (person uuid, network_id uuid, invitation uuid)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        kept identity_set_up;
        who uuid;
        net uuid;
        org uuid;
        invited uuid;
      BEGIN
        SELECT * INTO kept FROM identity_set_up FOR UPDATE;
        IF kept.code_hash IS NULL OR EXISTS (SELECT FROM identity_person p WHERE p.operator) THEN ${refuse('ORGANISATIONS.SET_UP_CLOSED')}; END IF;
        IF kept.code_hash <> code THEN ${refuse('ORGANISATIONS.WRONG_CODE')}; END IF;
        IF EXISTS (SELECT FROM identity_person p WHERE p.email = lower(organisations_begin_network.operator->>'email')) THEN
          ${refuse('ORGANISATIONS.ADDRESS_TAKEN')};
        END IF;
        IF EXISTS (SELECT FROM places_network n WHERE n.key = network->>'key') THEN ${refuse('ORGANISATIONS.NETWORK_KEY_TAKEN')}; END IF;
        DELETE FROM identity_set_up;
        INSERT INTO identity_person (email, name, language, operator)
          VALUES (lower(operator->>'email'), operator->>'name', operator->>'language', true) RETURNING id INTO who;
        INSERT INTO identity_credential (person_id, password_hash) VALUES (who, organisations_begin_network.password_hash);
        INSERT INTO places_network (key, name, kind, timezone, languages)
          VALUES (network->>'key', network->>'name', 'place-based network', network->>'timezone',
            ARRAY(SELECT jsonb_array_elements_text(network->'languages'))) RETURNING id INTO net;
        org := organisations_take_up(net, organisation);
        PERFORM set_config('torv.person', who::text, true);
        IF facilitator_email IS NULL THEN
          INSERT INTO organisations_affiliation (network_id, person_id, organisation_id, valid_from) VALUES (net, who, org, now());
          INSERT INTO organisations_office (network_id, person_id, organisation_id, office, valid_from)
            SELECT net, who, org, o, now() FROM unnest(ARRAY['administrator', 'facilitator']) AS o;
        ELSE
          invited := organisations_put_invitation(net, org, who, 'operator', facilitator_email, operator->>'language',
            ARRAY['administrator', 'facilitator'], NULL, NULL, hash);
        END IF;
        RETURN QUERY SELECT who, net, invited;
      END $$;

      -- For the mail of the facilitator's invitation, which the operator may not read: they belong to no network by hosting.
      CREATE FUNCTION organisations_note_first_mail(invitation uuid, mail uuid) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          UPDATE organisations_invitation i SET mail_id = mail WHERE i.id = invitation AND i.mail_id IS NULL AND i.asked_as = 'operator'
            AND i.asked_by = platform_actor()
        $$;
      REVOKE ALL ON FUNCTION identity_set_up_is_open, organisations_begin_network, organisations_note_first_mail FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION identity_set_up_is_open, organisations_begin_network, organisations_note_first_mail TO torv_app;

      -- A place in a body is offered by the organisation that holds it, or for it while nobody administers it; only while it
      -- is vacant. What a place is, and how it is filled, the room of bodies says; these run when its tables are there.
      CREATE FUNCTION bodies_offer_seat() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        SELECT jsonb_build_object('body', jsonb_build_object('key', b.key, 'name', b.name, 'kind', b.kind), 'role', s.role, 'voting', s.voting,
            'remit', (SELECT m.remit FROM bodies_mandate m WHERE m.network_id = b.network_id AND m.body_id = b.id
              AND m.in_force_from <= now() ORDER BY m.in_force_from DESC, m.version DESC LIMIT 1))
          INTO NEW.offer
          FROM bodies_seat s JOIN bodies_body b ON b.network_id = s.network_id AND b.id = s.body_id
          WHERE s.network_id = NEW.network_id AND s.place_id = NEW.seat_id AND s.organisation_id = NEW.organisation_id
            AND s.valid_from <= now() AND s.valid_until > now() AND ${vacant};
        IF NEW.offer IS NULL THEN ${refuse('BODIES.SEAT_NOT_VACANT')}; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER organisations_invitation_offer BEFORE INSERT ON organisations_invitation
        FOR EACH ROW WHEN (NEW.seat_id IS NOT NULL) EXECUTE FUNCTION bodies_offer_seat();

      -- Fills the place with whoever accepted, for as long as the organisation has it; unless someone was given it
      -- meanwhile, or it ended: they have joined all the same.
      CREATE FUNCTION bodies_fill_offered_seat() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        seat bodies_seat;
        held timestamptz;
      BEGIN
        SELECT * INTO seat FROM bodies_seat s WHERE s.network_id = NEW.network_id AND s.place_id = NEW.seat_id
          AND s.organisation_id = NEW.organisation_id AND s.valid_from <= now() AND s.valid_until > now() AND ${vacant} FOR UPDATE;
        IF seat.id IS NULL THEN RETURN NULL; END IF;
        SELECT max(s.valid_until) INTO held FROM bodies_seat s WHERE s.network_id = NEW.network_id AND s.place_id = NEW.seat_id;
        PERFORM bodies_sit(seat, NEW.person_id, seat.role, seat.voting, seat.valid_until, held);
        PERFORM platform_append_events(NEW.network_id, jsonb_build_array(jsonb_build_object('kind', 'bodies.seat-filled',
          'subjectKind', 'body', 'subjectId', seat.body_id, 'organisationId', NEW.organisation_id, 'visibility', 'network')));
        RETURN NULL;
      END $$;
      CREATE TRIGGER organisations_invitation_fills AFTER UPDATE ON organisations_invitation
        FOR EACH ROW WHEN (NEW.seat_id IS NOT NULL AND NEW.state = 'accepted' AND OLD.state = 'pending') EXECUTE FUNCTION bodies_fill_offered_seat();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
