import { FollowUpView } from '@torv/shared/decisions';
import type { Visibility } from '@torv/shared/kernel';
import { MeetingView } from '@torv/shared/meetings';
import { ProposalView } from '@torv/shared/proposals';
import { commitHours, initiative, initiativeNow, recordPlainDecision } from '../decision-steps';
import type { World } from './personas';
import {
  addNote,
  askedDecision,
  calledMeeting,
  draft,
  meetingNow,
  placedProposal,
  procedure,
  proposalNow,
  recordedDecision,
  sentProposal,
} from './steps';

export const grades = ['public', 'network', 'body', 'closed'] as const satisfies readonly Visibility[];

/**
 * At each visibility: a meeting, a draft, a proposal that another body is asked about, a proposal that an initiative asks for, a decision on an item that
 * `conflicted` is kept from, and one on an item that they are not. `member` is named for one of the closed items.
 */
export async function recordsOfEveryGrade(w: World): Promise<void> {
  for (const grade of grades) {
    const onDecision = await recordedDecision(w, grade);
    await addNote(w, 'decision', onDecision.decision.id);
    if (grade === 'public') await addNote(w, 'decision', onDecision.decision.id, 'network');
    await recordPlainDecision(w.torv, grade);
    const { number } = await askedDecision(w, grade, true);
    if (grade === 'network')
      await w.ask('secretary')('POST', `decisions/${number}/taken-up`, { key: true, body: { as: 'noted' } });
    await addNote(w, 'proposal', (await draft(w, grade)).id);
    await calledMeeting(w, grade);
    await sentProposal(w, grade);
    await procedure(w, grade);
    const { meeting, item, proposal } = await placedProposal(w, grade);
    await addNote(w, 'proposal', proposal.id);
    await addNote(w, 'item', item.id);
    const { version } = await initiativeNow(w.ask('chair'));
    const link = { version, body: { proposalId: proposal.id } };
    await w.ask('secretary')('POST', `initiatives/${initiative}/proposals`, link);
    if (grade !== 'closed') continue;
    const people = [w.personId('member')!];
    const named = { version: (await meetingNow(w, meeting.id)).version, body: { people } };
    (await w.ask('chair')('PUT', `meetings/${meeting.id}/items/${item.id}/participants`, named)).as(MeetingView);
  }
}

/**
 * A commitment; a proposal with a position, on which `conflicted` and `secretary` take no part though they may read; and, last, a
 * decision on an item on which the chair takes no part any more.
 */
export async function recordsOnWhichTheyMayRead(w: World): Promise<void> {
  await commitHours(w.ask('seated'), 'lokale-foreninger');
  const { meeting, item, proposal, conflict } = await sentProposal(w);
  const items = `meetings/${meeting.id}/items/${item.id}`;
  const seatsOf = (shown: MeetingView, role: string) => shown.attendance.find((one) => one.role === role)!.seatId;
  const rule = { ruling: 'conflicted', mayRead: true } as const;
  const conflicted = await w.ask('chair')('PUT', `${items}/conflicts/${conflict.id}`, {
    version: meeting.version,
    body: rule,
  });
  const { version } = conflicted.as(MeetingView);
  const body = { ...rule, seatId: seatsOf(meeting, 'secretary'), ground: 'Part i sagen' };
  (await w.ask('chair')('POST', `${items}/conflicts`, { key: true, version, body })).as(MeetingView, 201);
  const stated = await w.ask('seated')('POST', `proposals/${proposal.id}/positions`, {
    key: true,
    version: (await proposalNow(w, proposal.id)).version,
    body: { organisation: 'lokale-foreninger', stance: 'endorse' },
  });
  stated.as(ProposalView, 201);
  // The first of two words for two organisations, each by one of its people; one is `conflicted`'s own.
  for (const [organisation, by] of [
    ['lokale-foreninger', 'disabled'],
    ['himmerland', 'chair'],
  ] as const)
    await w.torv.admin.query(
      `INSERT INTO proposals_pending (network_id, proposal_id, organisation_id, stance, on_version, stated_by)
       SELECT network_id, $2, id, 'endorse', 1, $3 FROM organisations_organisation WHERE network_id = $1 AND key = $4`,
      [w.networkId, proposal.id, w.personId(by), organisation],
    );
  await addNote(w, 'proposal', proposal.id);
  // A written procedure on what the chair takes no part in any more.
  await w.torv.admin.query(
    `INSERT INTO platform_exclusion (network_id, person_id, subject_id, source_id, may_read) VALUES ($1, $2, $3, gen_random_uuid(), true)`,
    [w.networkId, w.personId('chair'), (await procedure(w)).proposal.id],
  );
  const carried = await recordedDecision(w);
  const { number } = carried.decision;
  const note = { key: true as const, body: { text: 'Halvdelen er spurgt' } };
  const noted = await w.ask('seated')('POST', `decisions/${number}/follow-ups/${carried.followUp.id}/notes`, note);
  noted.as(FollowUpView, 201);
  const more = {
    key: true as const,
    body: { organisation: 'himmerland', task: 'Skriv til beboerne', due: '2027-06-01' },
  };
  (await w.ask('chair')('POST', `decisions/${number}/follow-ups`, more)).as(FollowUpView, 201);
  const part = { ...rule, seatId: seatsOf(carried.meeting, 'chair'), ground: 'Part i sagen' };
  const { version: read } = await meetingNow(w, carried.meeting.id);
  const conflicts = `meetings/${carried.meeting.id}/items/${carried.item.id}/conflicts`;
  (await w.ask('secretary')('POST', conflicts, { key: true, version: read, body: part })).as(MeetingView, 201);
  // On an item of its own: what was decided on a proposal cannot be said again, whoever tries.
  const decided = await recordPlainDecision(w.torv, 'network');
  const ofChair = { ...rule, seatId: seatsOf(decided.meeting, 'chair'), ground: 'Part i sagen' };
  const ruled = await w.ask('secretary')(
    'POST',
    `meetings/${decided.meeting.id}/items/${decided.meeting.items[0]!.id}/conflicts`,
    {
      key: true,
      version: (await meetingNow(w, decided.meeting.id)).version,
      body: ofChair,
    },
  );
  ruled.as(MeetingView, 201);
}
