import { DocumentView, type DocumentSubject, type Narrower } from '@torv/shared/documents';
import { type DecisionView, DecisionView as Decision, WhoIsBound } from '@torv/shared/decisions';
import type { Visibility } from '@torv/shared/kernel';
import { MeetingView } from '@torv/shared/meetings';
import { ConsiderationView, ProcedureView, ProposalView } from '@torv/shared/proposals';
import { callMeeting, decisionOn, draftProposal, everyoneAttends, place, takeStep } from '../decision-steps';
import type { World } from './personas';

// What samples stand on. Each is made anew, through the API, by those who may.

export const calledMeeting = (w: World, visibility: Visibility = 'network') => callMeeting(w.ask('chair'), visibility);

/** In session, with everyone present. */
export async function openMeeting(w: World, visibility: Visibility = 'network'): Promise<MeetingView> {
  const { id } = await calledMeeting(w, visibility);
  return everyoneAttends(w.ask('chair'), await takeStep(w.ask('chair'), id, 'open'));
}

/** A draft by `seated`. */
export const draft = (w: World, visibility: Visibility = 'network') => draftProposal(w.ask('seated'), visibility);

export async function meetingNow(w: World, id: string): Promise<MeetingView> {
  return (await w.ask('chair')('GET', `meetings/${id}`)).as(MeetingView);
}

/** A proposal by `seated` on the agenda of a called meeting; `conflicted` has been ruled conflicted on its item. */
export async function placedProposal(w: World, visibility: Visibility = 'network') {
  const called = await calledMeeting(w, visibility === 'public' ? 'public' : 'network');
  const proposal = await place(w.ask('secretary'), await draft(w, visibility), called);
  const before = await meetingNow(w, called.id);
  const { id: itemId } = before.items.find((one) => one.subject?.id === proposal.id)!;
  const ruled = await w.ask('secretary')('POST', `meetings/${called.id}/items/${itemId}/conflicts`, {
    key: true,
    version: before.version,
    body: { seatId: seatOf(before, 'himmerland'), ground: 'Part i sagen', ruling: 'conflicted' },
  });
  const meeting = ruled.as(MeetingView, 201);
  const item = meeting.items.find((one) => one.id === itemId)!;
  return { meeting, proposal, item, conflict: item.conflicts[0]! };
}

/** A placed proposal that the advisory board is asked to be heard on; `secretary` serves that board too. */
export async function sentProposal(w: World, visibility: Visibility = 'network') {
  const made = await placedProposal(w, visibility);
  const { version } = await proposalNow(w, made.proposal.id);
  const asked = await w.ask('secretary')('POST', `proposals/${made.proposal.id}/considerations`, {
    key: true,
    version,
    body: { body: 'advisory-board', kind: 'hearing', question: 'Hvad mener I?' },
  });
  return { ...made, consideration: asked.as(ConsiderationView, 201) };
}

/** A proposal that is open, and has left the agenda on which `conflicted` was ruled conflicted. */
export async function openProposal(w: World, visibility: Visibility = 'network'): Promise<ProposalView> {
  const { id } = (await placedProposal(w, visibility)).proposal;
  await w.torv.admin.query(
    `WITH off AS (SELECT set_config('session_replication_role', 'replica', true))
     UPDATE proposals_proposal SET state = 'open', item_id = NULL FROM off WHERE id = $1`,
    [id],
  );
  return proposalNow(w, id);
}

/** A written procedure on it; `due`: its deadline is over, and three of the four have answered. */
export async function procedure(w: World, visibility: Visibility = 'network', due = false): Promise<ProcedureView> {
  const { id, version } = await openProposal(w, visibility);
  const body = { deadline: '2099-01-01' };
  const opened = await w.ask('chair')('POST', `proposals/${id}/procedures`, { key: true, version, body });
  const made = opened.as(ProcedureView, 201);
  if (!due) return made;
  await w.torv.admin.query(
    `INSERT INTO proposals_position (network_id, proposal_id, organisation_id, revision, stance, on_version, stated_by)
     SELECT o.network_id, $1, o.id, 1, 'endorse', 1, $2 FROM organisations_organisation o
     WHERE o.network_id = $3 AND o.key IN ('lokale-foreninger', 'aalborg-kommune', 'erhvervslivet', 'himmerland')`,
    [id, w.personId('seated'), w.networkId],
  );
  return made;
}

/** The member's seat of an organisation in the body. */
export const seatOf = (meeting: MeetingView, organisation: string) =>
  meeting.attendance.find((one) => one.organisation.key === organisation && one.role === 'member')!.seatId;

/** A decision on a placed proposal, with a follow-up that lokale-foreninger owes. */
export async function recordedDecision(w: World, visibility: Visibility = 'network') {
  const made = await placedProposal(w, visibility);
  const chair = w.ask('chair');
  const open = await everyoneAttends(chair, await takeStep(chair, made.meeting.id, 'open'));
  const followUp = { organisation: 'lokale-foreninger', task: 'Spørg beboerne', due: '2027-06-01' };
  // What is postponed needs no quorum, so that whoever is conflicted is not missed.
  const body = { ...decisionOn(open.id, made.item.id, visibility), outcome: 'postponed', followUp };
  const answer = await chair('POST', 'decisions', { key: true, version: open.version, body });
  const decision: DecisionView = answer.as(Decision, 201);
  return { ...made, decision, followUp: decision.followUps[0]! };
}

export async function proposalNow(w: World, id: string): Promise<ProposalView> {
  return (await w.ask('chair')('GET', `proposals/${id}`)).as(ProposalView);
}

/** A text file on a subject, added by its author or, where it has none, by who runs the body. */
export async function addNote(w: World, subjectKind: DocumentSubject, subjectId: string, narrower?: Narrower) {
  const by = subjectKind === 'proposal' ? 'seated' : 'secretary';
  const query = new URLSearchParams({ subjectKind, subjectId, name: 'bilag.txt', ...(narrower ? { narrower } : {}) });
  const answer = await w.ask(by)('POST', `documents/files?${query}`, { key: true, body: Buffer.from('Bilag') });
  return answer.as(DocumentView, 201);
}

/** An adopted decision on an item of which `conflicted` was ruled conflicted afterwards. */
export async function adoptedDecision(w: World, visibility: Visibility = 'network') {
  const meeting = await openMeeting(w, visibility);
  const answer = await w.ask('chair')('POST', 'decisions', {
    key: true,
    version: meeting.version,
    body: { ...decisionOn(meeting.id, meeting.items[0]!.id, visibility), text: 'Dagsordenen er godkendt.' },
  });
  const decision: DecisionView = answer.as(Decision, 201);
  const now = await meetingNow(w, meeting.id);
  const ruled = await w.ask('secretary')('POST', `meetings/${meeting.id}/items/${now.items[0]!.id}/conflicts`, {
    key: true,
    version: now.version,
    body: { seatId: seatOf(now, 'himmerland'), ground: 'Part i sagen', ruling: 'conflicted' },
  });
  ruled.as(MeetingView, 201);
  return decision;
}

/** An adopted decision that lokale-foreninger is asked to ratify; `answered`: and it declined. */
export async function askedDecision(w: World, visibility: Visibility = 'network', answered = false) {
  const { number } = await adoptedDecision(w, visibility);
  const asked = await w.ask('secretary')('POST', `decisions/${number}/ratifications`, {
    key: true,
    body: { organisation: 'lokale-foreninger', by: '2027-06-01' },
  });
  const { id, version } = asked.as(WhoIsBound, 201).parties.find((one) => one.standing === 'awaited')!.ratification!;
  if (answered) {
    const declined = await w.ask('seated')('POST', `decisions/${number}/ratifications/${id}/answers`, {
      key: true,
      version,
      body: { answer: 'declines', text: 'Medlemmerne sagde nej.', decidedOn: '2026-01-10' },
    });
    declined.as(WhoIsBound, 201);
  }
  return { number, id, version };
}
