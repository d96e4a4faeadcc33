import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

const refuse = (code: string) => `RAISE EXCEPTION '${code}' USING ERRCODE = 'restrict_violation'`;
const notAllowed = `RAISE EXCEPTION 'not allowed' USING ERRCODE = 'insufficient_privilege'`;

/**
 * People join by invitation. The network's facilitator invites an organisation by its first person, who becomes its
 * administrator; from then on its administrator alone invites its people. What requests may do here they do by these
 * functions, which ask who acts.
 */
export class OrganisationsInvitePeople1763942400039 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- seat_id and offer belong to an upper room, which fills the one and writes the other; they are opaque here.
      -- asked_as: facilitator: an organisation's first person. administrator: one of its own. operator: a network's first.
      CREATE TABLE organisations_invitation (
        network_id      uuid NOT NULL,
        id              uuid NOT NULL DEFAULT uuidv7(),
        version         integer NOT NULL DEFAULT 1,
        organisation_id uuid NOT NULL,
        email           text NOT NULL CHECK (email = lower(email)),
        language        text NOT NULL CHECK (language IN ('da', 'en')),
        offices         text[] NOT NULL DEFAULT '{}' CHECK (offices <@ ARRAY['administrator', 'facilitator']),
        message         text CHECK (length(message) <= 1000),
        seat_id         uuid,
        offer           jsonb,
        asked_by        uuid NOT NULL REFERENCES identity_person (id),
        asked_as        text NOT NULL CHECK (asked_as IN ('facilitator', 'administrator', 'operator')),
        created_at      timestamptz NOT NULL DEFAULT now(),
        expires_at      timestamptz NOT NULL,
        state           text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'accepted', 'withdrawn')),
        settled_at      timestamptz,
        person_id       uuid REFERENCES identity_person (id),
        ticket_id       uuid NOT NULL REFERENCES identity_ticket (id),
        mail_id         uuid,
        PRIMARY KEY (network_id, id),
        FOREIGN KEY (network_id, organisation_id) REFERENCES organisations_organisation (network_id, id),
        CHECK ((state = 'accepted') = (person_id IS NOT NULL)),
        CHECK ((state = 'pending') = (settled_at IS NULL))
      );
      CREATE UNIQUE INDEX organisations_invitation_pending ON organisations_invitation (network_id, organisation_id, email) WHERE state = 'pending';
      CREATE INDEX organisations_invitation_listed ON organisations_invitation (network_id, created_at DESC, id DESC);
      CREATE INDEX organisations_invitation_of_asker ON organisations_invitation (asked_by, created_at);
      ${forceRowSecurity('organisations_invitation')}
      CREATE POLICY organisations_invitation_facilitator ON organisations_invitation FOR SELECT TO torv_app
        USING (network_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'facilitate'));
      CREATE POLICY organisations_invitation_administrator ON organisations_invitation FOR SELECT TO torv_app
        USING (organisation_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'administer'));
      GRANT SELECT ON organisations_invitation TO torv_app;

      -- Whoever sees an invitation sees whether its mail has left; nothing else of it.
      CREATE POLICY platform_mail_of_invitation ON platform_mail FOR SELECT TO torv_app
        USING (id IN (SELECT i.mail_id FROM organisations_invitation i));
      GRANT SELECT (id, sent_at, given_up_at) ON platform_mail TO torv_app;

      CREATE FUNCTION organisations_actor_has(network uuid, wanted text, subject uuid) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT EXISTS (SELECT FROM platform_grant g WHERE g.network_id = network AND g.person_id = platform_actor()
            AND g.scope = wanted AND g.scope_id = subject AND g.valid_from <= now() AND g.valid_until > now())
        $$;
      CREATE FUNCTION organisations_has_administrator(network uuid, organisation uuid) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT EXISTS (SELECT FROM platform_grant g WHERE g.network_id = network AND g.scope = 'administer' AND g.scope_id = organisation
            AND g.valid_from <= now() AND g.valid_until > now())
        $$;

      -- As what the actor may invite people of the organisation, or send such an invitation again; refused otherwise.
      CREATE FUNCTION organisations_asks_as(network uuid, organisation uuid) RETURNS text
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        IF organisations_actor_has(network, 'administer', organisation) THEN RETURN 'administrator'; END IF;
        IF NOT organisations_actor_has(network, 'facilitate', network) THEN ${notAllowed}; END IF;
        IF organisations_has_administrator(network, organisation) THEN ${refuse('ORGANISATIONS.HAS_ADMINISTRATOR')}; END IF;
        RETURN 'facilitator';
      END $$;

      -- Takes up an organisation by its name; only while the first of its people is invited.
      CREATE FUNCTION organisations_take_up(network uuid, given jsonb) RETURNS uuid
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        made uuid;
        above uuid;
      BEGIN
        IF EXISTS (SELECT FROM organisations_organisation o WHERE o.network_id = network
            AND (o.key = given->>'key' OR lower(o.name) = lower(given->>'name'))) THEN
          ${refuse('ORGANISATIONS.PARTY_KNOWN')};
        END IF;
        INSERT INTO organisations_organisation (network_id, key, name, sector, swatch)
          SELECT network, given->>'key', given->>'name', given->>'sector', (SELECT count(*) FROM organisations_organisation o WHERE o.network_id = network) % 12
          RETURNING id INTO made;
        IF given->>'parent' IS NOT NULL THEN
          SELECT o.id INTO above FROM organisations_organisation o WHERE o.network_id = network AND o.key = given->>'parent';
          IF above IS NULL THEN RAISE EXCEPTION 'no such parent' USING ERRCODE = 'foreign_key_violation'; END IF;
          INSERT INTO organisations_parent (network_id, organisation_id, parent_id) VALUES (network, made, above);
        END IF;
        RETURN made;
      END $$;

      CREATE FUNCTION organisations_put_invitation(network uuid, organisation uuid, asker uuid, capacity text, address text, wanted_language text,
          given_offices text[], words text, seat uuid, hash bytea)
        RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        ticket uuid;
        made uuid := uuidv7();
        until timestamptz := now() + interval '14 days';
      BEGIN
        -- Whoever acts for the organisation already may still be asked to administer it, or to take a seat.
        IF seat IS NULL AND EXISTS (SELECT FROM organisations_affiliation a JOIN identity_person p ON p.id = a.person_id
            WHERE a.network_id = network AND a.organisation_id = organisation AND p.email = lower(address) AND a.valid_until > now()
              AND given_offices <@ coalesce((SELECT array_agg(f.office) FROM organisations_office f WHERE f.network_id = network
                AND f.person_id = p.id AND f.organisation_id = organisation AND f.valid_until > now()), '{}')) THEN
          ${refuse('ORGANISATIONS.BELONGS_ALREADY')};
        END IF;
        -- One that ran out makes room for the next.
        UPDATE organisations_invitation i SET state = 'withdrawn', settled_at = now(), version = i.version + 1
          WHERE i.network_id = network AND i.organisation_id = organisation AND i.email = lower(address) AND i.state = 'pending' AND i.expires_at <= now();
        IF EXISTS (SELECT FROM organisations_invitation i WHERE i.network_id = network AND i.organisation_id = organisation
            AND i.email = lower(address) AND i.state = 'pending') THEN
          ${refuse('ORGANISATIONS.INVITED_ALREADY')};
        END IF;
        IF 100 <= (SELECT count(*) FROM organisations_invitation i WHERE i.asked_by = asker AND i.created_at > now() - interval '1 day') THEN
          ${refuse('ORGANISATIONS.TOO_MANY_INVITATIONS')};
        END IF;
        INSERT INTO identity_ticket (purpose, secret_hash, data, expires_at)
          VALUES ('invitation', hash, jsonb_build_object('networkId', network, 'invitationId', made), until) RETURNING id INTO ticket;
        INSERT INTO organisations_invitation (network_id, id, organisation_id, email, language, offices, message, seat_id, asked_by, asked_as, expires_at, ticket_id)
          VALUES (network, made, organisation, lower(address), wanted_language, given_offices, words, seat, asker, capacity, until, ticket);
        RETURN made;
      END $$;

      -- Invites a person to an organisation that is there, or that is taken up with this.
      CREATE FUNCTION organisations_invite(network uuid, organisation uuid, taken_up jsonb, address text, wanted_language text,
          administrator boolean, words text, seat uuid, hash bytea)
        RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        capacity text := 'facilitator';
      BEGIN
        IF taken_up IS NOT NULL THEN
          IF NOT organisations_actor_has(network, 'facilitate', network) THEN ${notAllowed}; END IF;
          organisation := organisations_take_up(network, taken_up);
        ELSE
          PERFORM FROM organisations_organisation o WHERE o.network_id = network AND o.id = organisation FOR UPDATE;
          capacity := organisations_asks_as(network, organisation);
        END IF;
        RETURN organisations_put_invitation(network, organisation, platform_actor(), capacity, address, wanted_language,
          CASE WHEN capacity = 'facilitator' OR administrator THEN ARRAY['administrator'] ELSE '{}'::text[] END, words, seat, hash);
      END $$;

      -- The invitation, locked, when the actor may still change it and has read its newest version.
      CREATE FUNCTION organisations_change_invitation(network uuid, invitation uuid, read_version integer) RETURNS organisations_invitation
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        it organisations_invitation;
      BEGIN
        SELECT * INTO it FROM organisations_invitation i WHERE i.network_id = network AND i.id = invitation FOR UPDATE;
        -- The facilitator looks after organisations' first people; every other invitation is its organisation's own.
        IF it.id IS NULL OR NOT (organisations_actor_has(network, 'administer', it.organisation_id)
            OR (it.asked_as <> 'administrator' AND organisations_actor_has(network, 'facilitate', network))) THEN
          ${notAllowed};
        END IF;
        IF it.version <> read_version THEN ${refuse('PLATFORM.VERSION_STALE')}; END IF;
        IF it.state <> 'pending' THEN ${refuse('ORGANISATIONS.INVITATION_SETTLED')}; END IF;
        RETURN it;
      END $$;

      CREATE FUNCTION organisations_withdraw_invitation(network uuid, invitation uuid, read_version integer) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        it organisations_invitation := organisations_change_invitation(network, invitation, read_version);
      BEGIN
        UPDATE identity_ticket t SET expires_at = least(t.expires_at, now()) WHERE t.id = it.ticket_id;
        UPDATE organisations_invitation i SET state = 'withdrawn', settled_at = now(), version = i.version + 1
          WHERE i.network_id = network AND i.id = invitation;
      END $$;

      -- Sends it again: with a new link, good for 14 days from now; the old one is good no more.
      CREATE FUNCTION organisations_renew_invitation(network uuid, invitation uuid, read_version integer, hash bytea) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        it organisations_invitation := organisations_change_invitation(network, invitation, read_version);
        ticket uuid;
        until timestamptz := now() + interval '14 days';
      BEGIN
        IF it.asked_as <> 'operator' THEN PERFORM organisations_asks_as(network, it.organisation_id); END IF;
        UPDATE identity_ticket t SET expires_at = least(t.expires_at, now()) WHERE t.id = it.ticket_id;
        INSERT INTO identity_ticket (purpose, secret_hash, data, expires_at)
          VALUES ('invitation', hash, jsonb_build_object('networkId', network, 'invitationId', invitation), until) RETURNING id INTO ticket;
        UPDATE organisations_invitation i SET ticket_id = ticket, expires_at = until, mail_id = NULL, version = i.version + 1
          WHERE i.network_id = network AND i.id = invitation;
      END $$;

      -- Which mail carries it, so that the list can say when it cannot be delivered.
      CREATE FUNCTION organisations_note_mail(network uuid, invitation uuid, mail uuid) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
          UPDATE organisations_invitation i SET mail_id = mail WHERE i.network_id = network AND i.id = invitation AND i.mail_id IS NULL
            AND (organisations_actor_has(network, 'administer', i.organisation_id) OR organisations_actor_has(network, 'facilitate', network))
        $$;

      -- What an invitation says, to whoever holds its link. No row: there is none, or it is good no more.
      CREATE FUNCTION organisations_invitation_at(hash bytea) RETURNS TABLE (invitation jsonb)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
          SELECT jsonb_build_object('network', jsonb_build_object('key', n.key, 'name', n.name),
            'organisation', jsonb_build_object('name', o.name, 'sector', o.sector),
            'askedBy', p.name, 'askedAs', i.asked_as, 'offices', i.offices, 'message', i.message, 'offer', i.offer,
            'email', i.email, 'language', i.language, 'expiresAt', i.expires_at,
            'known', EXISTS (SELECT FROM identity_person k WHERE k.email = i.email))
          FROM identity_ticket t
          JOIN organisations_invitation i ON i.network_id = (t.data->>'networkId')::uuid AND i.id = (t.data->>'invitationId')::uuid AND i.ticket_id = t.id
          JOIN organisations_organisation o ON o.network_id = i.network_id AND o.id = i.organisation_id
          JOIN places_network n ON n.id = i.network_id
          JOIN identity_person p ON p.id = i.asked_by
          WHERE t.secret_hash = hash AND t.purpose = 'invitation' AND t.used_at IS NULL AND t.expires_at > now() AND i.state = 'pending'
        $$;

      -- Accepts it: for who is signed in, or for a new person with the invitation's own address. An address that someone
      -- has already is theirs alone to accept with. The link is used, and what it offered is given, or nothing happens.
      CREATE FUNCTION organisations_accept_invitation(hash bytea, given_name text, given_language text, password_hash text)
        RETURNS TABLE (person uuid, network uuid, network_key text)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        it organisations_invitation;
        ticket identity_ticket;
        owner uuid;
        who uuid := platform_actor();
      BEGIN
        SELECT * INTO ticket FROM identity_ticket t WHERE t.secret_hash = hash AND t.purpose = 'invitation' AND t.used_at IS NULL
          AND t.expires_at > now() FOR UPDATE;
        SELECT * INTO it FROM organisations_invitation i WHERE i.network_id = (ticket.data->>'networkId')::uuid
          AND i.id = (ticket.data->>'invitationId')::uuid AND i.ticket_id = ticket.id AND i.state = 'pending' FOR UPDATE;
        IF it.id IS NULL THEN ${refuse('IDENTITY.LINK_USED')}; END IF;
        SELECT p.id INTO owner FROM identity_person p WHERE p.email = it.email;
        IF who IS NULL AND owner IS NOT NULL THEN ${refuse('ORGANISATIONS.SIGN_IN_FIRST')}; END IF;
        IF owner IS NOT NULL AND owner <> who THEN ${refuse('ORGANISATIONS.SOMEONE_ELSES')}; END IF;
        PERFORM FROM organisations_organisation o WHERE o.network_id = it.network_id AND o.id = it.organisation_id FOR UPDATE;
        IF it.asked_as = 'facilitator' AND organisations_has_administrator(it.network_id, it.organisation_id) THEN
          ${refuse('ORGANISATIONS.HAS_ADMINISTRATOR')};
        END IF;
        IF who IS NULL THEN
          INSERT INTO identity_person (email, name, language) VALUES (it.email, given_name, given_language) RETURNING id INTO who;
          IF password_hash IS NOT NULL THEN
            INSERT INTO identity_credential (person_id, password_hash) VALUES (who, organisations_accept_invitation.password_hash);
          END IF;
          PERFORM set_config('torv.person', who::text, true);
        END IF;
        UPDATE identity_ticket t SET used_at = now(), person_id = who WHERE t.id = ticket.id;
        IF NOT EXISTS (SELECT FROM organisations_affiliation a WHERE a.network_id = it.network_id AND a.person_id = who
            AND a.organisation_id = it.organisation_id AND a.valid_from <= now() AND a.valid_until > now()) THEN
          INSERT INTO organisations_affiliation (network_id, person_id, organisation_id, valid_from) VALUES (it.network_id, who, it.organisation_id, now());
        END IF;
        INSERT INTO organisations_office (network_id, person_id, organisation_id, office, valid_from)
          SELECT it.network_id, who, it.organisation_id, o, now() FROM unnest(it.offices) AS o
          WHERE NOT EXISTS (SELECT FROM organisations_office f WHERE f.network_id = it.network_id AND f.person_id = who
            AND f.organisation_id = it.organisation_id AND f.office = o AND f.valid_until > now());
        UPDATE organisations_invitation i SET state = 'accepted', settled_at = now(), person_id = who, version = i.version + 1
          WHERE i.network_id = it.network_id AND i.id = it.id;
        PERFORM platform_append_events(it.network_id, jsonb_build_array(jsonb_build_object('kind', 'organisations.joined',
          'subjectKind', 'organisation', 'subjectId', it.organisation_id, 'organisationId', it.organisation_id, 'visibility', 'network')));
        RETURN QUERY SELECT who, n.id, n.key FROM places_network n WHERE n.id = it.network_id;
      END $$;

      REVOKE ALL ON FUNCTION organisations_actor_has, organisations_has_administrator, organisations_asks_as, organisations_take_up,
        organisations_put_invitation, organisations_invite, organisations_change_invitation, organisations_withdraw_invitation,
        organisations_renew_invitation, organisations_note_mail, organisations_invitation_at, organisations_accept_invitation FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION organisations_invite, organisations_withdraw_invitation, organisations_renew_invitation,
        organisations_note_mail, organisations_invitation_at, organisations_accept_invitation TO torv_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
