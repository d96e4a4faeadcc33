import { DecisionView } from '@torv/shared/decisions';
import { InitiativeView } from '@torv/shared/initiatives';
import type { Visibility } from '@torv/shared/kernel';
import { MeetingView } from '@torv/shared/meetings';
import { ProposalView } from '@torv/shared/proposals';
import { type Ask, body, type DemoTorv, type Seat } from './demo-network';

// The acts of the walk, each as one person does it through the API, each answer held against its contract.

export const initiative = 'groen-arena-inddragelse';

/** Calls a meeting of the demo's steering group with one item of its own. */
export async function callMeeting(ask: Ask, visibility: Visibility = 'network', call = true): Promise<MeetingView> {
  const answer = await ask('POST', 'meetings', {
    key: true,
    body: {
      body,
      title: 'Ordinært møde',
      startsAt: '2027-03-01T15:00:00+01:00',
      endsAt: '2027-03-01T17:00:00+01:00',
      place: 'Sundheds- og Kvartershuset',
      visibility,
      items: [{ title: 'Godkendelse af dagsorden', kind: 'decision', minutes: 5 }],
      call,
    },
  });
  return answer.as(MeetingView, 201);
}

export async function draftProposal(ask: Ask, visibility: Visibility = 'network'): Promise<ProposalView> {
  const answer = await ask('POST', 'proposals', {
    key: true,
    body: {
      body,
      title: 'Start "Inddragelse i forarbejdet til Grøn Arena"',
      text: 'Styregruppen starter inddragelsen i forarbejdet til Grøn Arena.',
      background: 'Beboerne kender pladsen bedst.',
      visibility,
      goals: ['sammenhaeng-med-byen', 'staerkt-civilsamfund'],
      areas: ['nordlige'],
      objectives: ['attraktiv-storby'],
    },
  });
  return answer.as(ProposalView, 201);
}

export async function place(ask: Ask, proposal: ProposalView, meeting: MeetingView): Promise<ProposalView> {
  const answer = await ask('POST', `proposals/${proposal.id}/placement`, {
    key: true,
    version: proposal.version,
    body: { meetingId: meeting.id },
  });
  return answer.as(ProposalView, answer.status === 200 ? 200 : 201);
}

export async function takeStep(ask: Ask, meetingId: string, to: string): Promise<MeetingView> {
  const now = (await ask('GET', `meetings/${meetingId}`)).as(MeetingView);
  return (await ask('POST', `meetings/${meetingId}/transitions`, { version: now.version, body: { to } })).as(
    MeetingView,
  );
}

/** Records every seat as present in the room. */
export async function everyoneAttends(ask: Ask, meeting: MeetingView): Promise<MeetingView> {
  const answer = await ask('PUT', `meetings/${meeting.id}/attendance`, {
    version: meeting.version,
    body: { seats: meeting.attendance.map(({ seatId }) => ({ seatId, presence: 'room' })) },
  });
  return answer.as(MeetingView);
}

export async function initiativeNow(ask: Ask, key = initiative): Promise<InitiativeView> {
  return (await ask('GET', `initiatives/${key}`)).as(InitiativeView);
}

export async function commitHours(ask: Ask, organisation: string, key = initiative): Promise<InitiativeView> {
  const { version } = await initiativeNow(ask, key);
  const answer = await ask('POST', `initiatives/${key}/commitments`, {
    key: true,
    version,
    body: { organisation, kind: 'staff-hours', amount: 12, from: '2026-01-01', until: '2099-12-31' },
  });
  return answer.as(InitiativeView, 201);
}

/** What the chair records on an item; the rest stands in each spec. */
export const decisionOn = (meetingId: string, itemId: string, visibility: Visibility = 'network') => ({
  meetingId,
  itemId,
  outcome: 'adopted',
  rationale: 'Tre organisationer bakker op, og kommunens forbehold kan imødekommes.',
  summary: 'Vi spørger beboerne, før Grøn Arena bliver tegnet.',
  visibility,
});

/** A decision from a fresh meeting to the log, on an item without a proposal. */
export async function recordPlainDecision(
  torv: DemoTorv,
  visibility: Visibility,
  seat: Seat = 'chair',
): Promise<{ decision: DecisionView; meeting: MeetingView }> {
  const ask = torv.as(seat);
  const called = await callMeeting(ask, visibility === 'public' ? 'public' : visibility);
  const meeting = await everyoneAttends(ask, await takeStep(ask, called.id, 'open'));
  const answer = await ask('POST', 'decisions', {
    key: true,
    version: meeting.version,
    body: { ...decisionOn(meeting.id, meeting.items[0]!.id, visibility), text: 'Dagsordenen er godkendt.' },
  });
  return { decision: answer.as(DecisionView, 201), meeting };
}
