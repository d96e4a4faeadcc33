import { bodyJson } from '../bodies/body-json';
import { organisationJson } from '../organisations/organisation-json';
import type { Query } from '../platform/database/query';

/**
 * What falls vacant when an affiliation ends (`LeavingView`), and what remains the organisation's; found by its own
 * person and by the organisation's administrator, and by nobody else.
 */
export const whatFallsVacant = (networkId: string, affiliationId: string): Query => ({
  name: 'what-falls-vacant',
  text: `SELECT json_build_object('person', coalesce(i.name, ''), 'mine', a.person_id = platform_actor(), 'organisation', ${organisationJson('o')},
           'lastAdministrator', EXISTS (SELECT FROM organisations_office f WHERE f.network_id = a.network_id AND f.organisation_id = a.organisation_id
               AND f.person_id = a.person_id AND f.office = 'administrator' AND f.valid_from <= now() AND f.valid_until > now())
             AND NOT EXISTS (SELECT FROM organisations_office f JOIN organisations_affiliation fa ON fa.network_id = f.network_id AND fa.organisation_id = f.organisation_id
                 AND fa.person_id = f.person_id AND fa.valid_from <= now() AND fa.valid_until > now()
               WHERE f.network_id = a.network_id AND f.organisation_id = a.organisation_id AND f.person_id <> a.person_id
                 AND f.office = 'administrator' AND f.valid_from <= now() AND f.valid_until > now()),
           'leavesNetwork', NOT EXISTS (SELECT FROM organisations_affiliation x WHERE x.network_id = a.network_id AND x.person_id = a.person_id AND x.id <> a.id
             AND x.valid_from <= now() AND x.valid_until > now()),
           'seats', coalesce((SELECT json_agg(json_build_object('body', ${bodyJson('b')}, 'role', s.role, 'voting', s.voting) ORDER BY b.name)
             FROM bodies_seat s JOIN bodies_body b ON b.network_id = s.network_id AND b.id = s.body_id
             WHERE s.network_id = a.network_id AND s.person_id = a.person_id AND s.organisation_id = a.organisation_id AND s.valid_from <= now() AND s.valid_until > now()), '[]'),
           'offices', coalesce((SELECT json_agg(DISTINCT f.office) FROM organisations_office f WHERE f.network_id = a.network_id AND f.person_id = a.person_id
             AND f.organisation_id = a.organisation_id AND f.valid_from <= now() AND f.valid_until > now()), '[]'),
           'authorities', coalesce((SELECT json_agg(DISTINCT u.subject) FROM organisations_authority u WHERE u.network_id = a.network_id AND u.person_id = a.person_id
             AND u.organisation_id = a.organisation_id AND u.valid_until > now()), '[]'),
           'commitments', coalesce((SELECT json_agg(json_build_object('key', n.key, 'name', n.name) ORDER BY n.name) FROM initiatives_initiative n
             WHERE n.network_id = a.network_id AND n.id IN (SELECT c.initiative_id FROM initiatives_commitment c WHERE c.network_id = a.network_id
               AND c.given_by = a.person_id AND c.organisation_id = a.organisation_id AND c.withdrawn_at IS NULL AND c.valid_until >= places_today(c.network_id))), '[]'),
           'followUps', coalesce((SELECT json_agg(json_build_object('decision', d.number, 'task', u.task, 'due', u.due) ORDER BY u.due)
             FROM decisions_follow_up u JOIN decisions_decision d ON d.network_id = u.network_id AND d.id = u.decision_id
             WHERE u.network_id = a.network_id AND u.organisation_id = a.organisation_id AND u.state = 'owed'), '[]'))::text AS json
         FROM organisations_affiliation a JOIN organisations_organisation o ON o.network_id = a.network_id AND o.id = a.organisation_id
         LEFT JOIN identity_person i ON i.id = a.person_id
         WHERE a.network_id = $1 AND a.id = $2 AND (a.person_id = platform_actor()
           OR a.organisation_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'administer'))`,
  values: [networkId, affiliationId],
});

/** Where an organisation sits today (`SeatsOfOrganisation`). A seat's person counts while they act for the organisation. */
export const seatsOfOrganisation = (networkId: string, key: string): Query => ({
  name: 'seats-of-organisation',
  text: `SELECT json_build_object('items', coalesce((SELECT json_agg(json_build_object('id', s.id, 'body', ${bodyJson('b')}, 'role', s.role, 'voting', s.voting,
             'person', (SELECT i.name FROM identity_person i WHERE i.id = s.person_id AND i.id IN (SELECT a.person_id FROM organisations_affiliation a
               WHERE a.network_id = o.network_id AND a.organisation_id = o.id AND a.valid_from <= now() AND a.valid_until > now()))) ORDER BY b.name, s.role)
           FROM bodies_seat s JOIN bodies_body b ON b.network_id = s.network_id AND b.id = s.body_id
           WHERE s.network_id = o.network_id AND s.organisation_id = o.id AND s.valid_from <= now() AND s.valid_until > now()), '[]'))::text AS json
         FROM organisations_organisation o WHERE o.network_id = $1 AND o.key = $2`,
  values: [networkId, key],
});
