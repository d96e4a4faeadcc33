/** Rows that are about a person: in which `column` is them, their address or a seat they fill; `fields` are answered. */
export interface PlaceOfPerson {
  table: string;
  column: string;
  /** What it is to them, a word of `personal-data-words.ts`. */
  section: string;
  fields: readonly string[];
}

const place = (section: string, table: string, column: string, ...fields: string[]): PlaceOfPerson => ({
  section,
  table,
  column,
  fields,
});
const period = ['valid_from', 'valid_until'];

/**
 * Everything that stands about a person, over all networks, whether they still belong to them or not. A table that is not
 * there has no rows. What others wrote in the same record (a decision's text, another's ruling) is not answered here: it
 * is theirs, and shown where it may be seen.
 */
export const placesOfPeople: readonly PlaceOfPerson[] = [
  place('person', 'identity_person', 'id', 'name', 'email', 'language', 'created_at', 'disabled_at', 'demo'),
  place('password', 'identity_credential', 'person_id', 'changed_at'),
  place(
    'session',
    'identity_session',
    'person_id',
    'created_at',
    'last_seen_at',
    'expires_at',
    'methods',
    'agent',
    'broker',
  ),
  place('token', 'identity_token', 'person_id', 'name', 'scopes', 'created_at', 'expires_at', 'last_used_at'),
  place('passkey', 'identity_passkey', 'person_id', 'name', 'created_at', 'last_used_at', 'transports', 'backed_up'),
  place('totp', 'identity_totp', 'person_id', 'begun_at', 'confirmed_at'),
  place('recovery', 'identity_recovery_code', 'person_id', 'used_at'),
  place('broker', 'identity_broker_account', 'person_id', 'issuer', 'subject', 'name', 'linked_at', 'last_used_at'),
  place('link', 'identity_ticket', 'person_id', 'purpose', 'created_at', 'expires_at', 'used_at'),
  place('mail', 'platform_mail', 'recipient', 'kind', 'subject', 'created_at', 'sent_at'),
  place(
    'invitation',
    'organisations_invitation',
    'email',
    'state',
    'message',
    'created_at',
    'expires_at',
    'settled_at',
  ),
  place('accepted', 'organisations_invitation', 'person_id', 'state', 'created_at', 'settled_at'),
  place('invited', 'organisations_invitation', 'asked_by', 'state', 'message', 'created_at', 'settled_at'),
  place('affiliation', 'organisations_affiliation', 'person_id', ...period),
  place('ended', 'organisations_affiliation', 'ended_by', 'valid_until'),
  place(
    'authority',
    'organisations_authority',
    'person_id',
    'subject',
    'limit_amount',
    'together',
    'given_by',
    ...period,
  ),
  place('authorityGiven', 'organisations_authority', 'recorded_by', 'subject', ...period),
  place('ended', 'organisations_authority', 'ended_by', 'subject', 'valid_until'),
  place('office', 'organisations_office', 'person_id', 'office', ...period),
  place('ended', 'organisations_office', 'ended_by', 'office', 'valid_until'),
  place('contact', 'organisations_organisation', 'contact_email', 'name', 'contact_function'),
  place('seat', 'bodies_seat', 'person_id', 'role', 'voting', ...period),
  place('deputy', 'bodies_deputy', 'person_id', 'kind', ...period),
  place('deputyNamed', 'bodies_deputy', 'appointed_by', 'kind', 'appointed_at'),
  place('signature', 'bodies_signature', 'person_id', 'text', 'signed_at'),
  place('mandate', 'bodies_mandate', 'drafted_by', 'version', 'drafted_at'),
  place('attendance', 'meetings_attendance', 'seat_id', 'presence'),
  place('conflict', 'meetings_conflict', 'person_id', 'ground', 'recorded_at', 'ruling', 'ruled_at'),
  place('conflictRecorded', 'meetings_conflict', 'recorded_by', 'recorded_at'),
  place('conflictRuled', 'meetings_conflict', 'ruled_by', 'ruling', 'ruled_at'),
  place('participant', 'meetings_participant', 'person_id', 'named_at'),
  place('participantNamed', 'meetings_participant', 'named_by', 'named_at'),
  place('proposal', 'proposals_proposal', 'author_id', 'title', 'state', 'created_at'),
  place('proposalVersion', 'proposals_version', 'written_by', 'title', 'text', 'written_at'),
  place('position', 'proposals_position', 'stated_by', 'stance', 'text', 'revision', 'stated_at'),
  place('positionWith', 'proposals_position', 'with_id', 'stance', 'text', 'revision', 'stated_at'),
  place('positionRecorded', 'proposals_position', 'recorded_by', 'stance', 'stated_at'),
  place('pending', 'proposals_pending', 'stated_by', 'stance', 'text', 'stated_at', 'ended_at'),
  place('consideration', 'proposals_consideration', 'asked_by_person', 'kind', 'question', 'asked_at', 'state'),
  place('advice', 'proposals_consideration', 'answered_by', 'kind', 'advice', 'answered_at'),
  place('procedure', 'proposals_procedure', 'opened_by', 'question', 'opened_at'),
  place('procedureEnded', 'proposals_procedure', 'ended_by', 'ended_why', 'ended_at'),
  place('decision', 'decisions_decision', 'recorded_by', 'number', 'recorded_as', 'decided_at'),
  place('ratificationAsked', 'decisions_ratification', 'asked_by', 'asked_at'),
  place(
    'ratificationAnswer',
    'decisions_ratification_answer',
    'stated_by',
    'answer',
    'text',
    'decided_on',
    'stated_at',
  ),
  place('takenUp', 'decisions_taken_up', 'taken_up_by', 'taken_up_at'),
  place('followUp', 'decisions_follow_up', 'done_by', 'task', 'done_note', 'done_at'),
  place('followUpGiven', 'decisions_follow_up', 'person_id', 'task', 'due', 'state'),
  place('followUpAdded', 'decisions_follow_up', 'added_by', 'task', 'due'),
  place('followUpNoted', 'decisions_follow_up_note', 'noted_by', 'kind', 'text', 'link', 'noted_at'),
  place('commitment', 'initiatives_commitment', 'given_by', 'kind', 'amount', 'note', 'given_at'),
  place('withdrawal', 'initiatives_commitment', 'withdrawn_by', 'withdrawn_reason', 'withdrawn_at'),
  place('documentAdded', 'documents_document', 'added_by', 'name', 'url', 'media_type', 'size', 'added_at'),
  place('documentRemoved', 'documents_document', 'removed_by', 'name', 'removed_at'),
  place('savedView', 'decisions_saved_view', 'person_id', 'name', 'query'),
  place('witness', 'log_witness', 'registered_by', 'name', 'registered_at', 'ended_at'),
  place('quorum', 'log_quorum', 'set_by', 'quorum', 'set_at'),
  place('visit', 'overview_visit', 'person_id', 'seen', 'seen_at'),
  place('event', 'platform_event', 'actor_id', 'kind', 'word', 'occurred_at'),
];

/** Columns that name a person or an address and are not answered, each for a reason. */
export const notAnswered: Readonly<Record<string, string>> = {
  'platform_grant.person_id': 'Worked out from affiliations, offices and seats, which are answered.',
  'platform_exclusion.person_id': 'Worked out from rulings on conflicts of interest, which are answered.',
  'platform_participant.person_id': 'Worked out from who was named for a closed item, which is answered.',
  'platform_idempotency.person_id':
    'A hash that keeps a request from being run twice; it says nothing, and goes after a week.',
  'identity_pending.person_id': 'A sign-in under way; it is gone within minutes.',
  'identity_challenge.person_id': 'A question to a passkey under way; it is gone within minutes.',
  'identity_broker_visit.person_id': 'A sign-in by a broker under way; it is gone within minutes.',
  'platform_mail.body_text': 'It may hold a link that signs in; it stands in your own mailbox.',
  'organisations_authority.given_by': 'The board or management that gave it, in words; no person.',
  'proposals_consideration.asked_by': 'The body that asked another; no person.',
  'documents_document.author_id': 'Whoever wrote the proposal that it stands on, which is answered.',
  'bodies_mandate.adopted_by': 'The decision that adopted it; no person.',
  'proposals_proposal.asked_by': 'A day; no person.',
};
