import type { Query } from '../platform/database/query';
import { organisationJson } from './organisation-json';

const mine = `(i.organisation_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'administer')
  OR (i.asked_as <> 'administrator' AND i.network_id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'facilitate')))`;

const stateNow = `CASE WHEN i.state = 'pending' AND i.expires_at <= now() THEN 'expired' ELSE i.state END`;

const invitationJson = `json_build_object('id', i.id, 'version', i.version, 'organisation', ${organisationJson('o')}, 'email', i.email,
  'language', i.language, 'offices', i.offices, 'message', i.message, 'offer', i.offer, 'askedBy', p.name, 'askedAs', i.asked_as,
  'createdAt', i.created_at, 'expiresAt', i.expires_at, 'state', ${stateNow}, 'settledAt', i.settled_at,
  'person', CASE WHEN w.id IS NULL THEN NULL ELSE json_build_object('id', w.id, 'name', w.name) END,
  'mail', CASE WHEN m.given_up_at IS NOT NULL THEN 'undelivered' WHEN m.sent_at IS NULL AND m.id IS NOT NULL THEN 'waiting' ELSE 'sent' END,
  'mine', ${mine})::text AS json`;

const joins = `JOIN organisations_organisation o ON o.network_id = i.network_id AND o.id = i.organisation_id
  LEFT JOIN identity_person p ON p.id = i.asked_by
  LEFT JOIN identity_person w ON w.id = i.person_id
  LEFT JOIN platform_mail m ON m.id = i.mail_id`;

/** Invitations that the reader looks after, newest first. */
export const invitationsOfNetwork = (networkId: string, after: (string | number)[] | null, limit: number): Query => ({
  name: 'invitations-of-network',
  text: `SELECT i.created_at::text AS made, i.id, ${invitationJson} FROM organisations_invitation i ${joins}
         WHERE i.network_id = $1 AND ($2::timestamptz IS NULL OR (i.created_at, i.id) < ($2, $3::uuid))
         ORDER BY i.created_at DESC, i.id DESC LIMIT $4`,
  values: [networkId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
});

export const invitationById = (networkId: string, id: string): Query => ({
  name: 'invitation-by-id',
  text: `SELECT i.version, ${invitationJson} FROM organisations_invitation i ${joins} WHERE i.network_id = $1 AND i.id = $2`,
  values: [networkId, id],
});

/** What the mail of an invitation is written from. */
export interface InvitationToMail {
  organisation_id: string;
  organisation: string;
  network: string;
  timezone: string;
  asker: string;
  asked_as: 'facilitator' | 'administrator' | 'operator';
  email: string;
  language: 'da' | 'en';
  offices: string[];
  message: string | null;
  body: string | null;
  expires_at: Date;
}

export const invitationToMail = (networkId: string, id: string): Query => ({
  text: `SELECT i.organisation_id, o.name AS organisation, n.name AS network, n.timezone, coalesce(p.name, n.name) AS asker, i.asked_as, i.email,
           i.language, i.offices, i.message, i.offer->'body'->>'name' AS body, i.expires_at
         FROM organisations_invitation i JOIN places_network n ON n.id = i.network_id
         JOIN organisations_organisation o ON o.network_id = i.network_id AND o.id = i.organisation_id
         LEFT JOIN identity_person p ON p.id = i.asked_by WHERE i.network_id = $1 AND i.id = $2`,
  values: [networkId, id],
});
