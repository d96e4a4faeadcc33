import { MeetingView } from '@torv/shared/meetings';
import { body } from '../../demo-network';
import type { Persona, World } from '../personas';
import { inNetwork, plain } from '../sample';
import { calledMeeting, draft, openProposal, placedProposal, procedure, proposalNow, sentProposal } from '../steps';

/** The first of two words for lokale-foreninger, given by one of its people; others do not see that it waits. */
async function waitingWord(w: World, by: Persona) {
  const { id } = (await placedProposal(w)).proposal;
  const { version } = await proposalNow(w, id);
  const { rows } = await w.torv.admin.query<{ id: string }>(
    `INSERT INTO proposals_pending (network_id, proposal_id, organisation_id, stance, on_version, stated_by)
     SELECT $1, $2, o.id, 'endorse', $3, $4 FROM organisations_organisation o WHERE o.network_id = $1 AND o.key = 'lokale-foreninger' RETURNING id`,
    [w.networkId, id, version, w.personId(by)],
  );
  return { params: { id, pendingId: rows[0]!.id }, version };
}

/** A called meeting of another body, by its secretary. */
async function meetingElsewhere(w: World, body: string): Promise<string> {
  const meeting = {
    body,
    title: 'Møde',
    startsAt: '2027-04-01T15:00:00+02:00',
    endsAt: '2027-04-01T16:00:00+02:00',
    place: 'Kvartershuset',
    visibility: 'network',
    items: [{ title: 'Godkendelse af dagsorden', kind: 'decision', minutes: 5 }],
    call: true,
  };
  return (await w.ask('secretary')('POST', 'meetings', { key: true, body: meeting })).as(MeetingView, 201).id;
}

export const proposals = inNetwork({
  'GET proposals': plain,
  'POST proposals': () => ({ body: { body, title: 'Indstilling', text: 'Vi gør det.', goals: ['attraktiv-skole'] } }),
  'GET proposals/{id}': async (w) => ({ params: { id: (await placedProposal(w)).proposal.id }, withheld: true }),
  'GET proposals/{id}/versions': async (w) => ({
    params: { id: (await placedProposal(w)).proposal.id },
    withheld: true,
  }),
  'PATCH proposals/{id}': async (w) => {
    const { id, version } = (await placedProposal(w)).proposal;
    return { params: { id }, version, body: { title: 'Ny titel' }, withheld: true };
  },
  'POST proposals/{id}/opening': async (w) => {
    const { id, version } = (await placedProposal(w)).proposal;
    return { params: { id }, version, body: { askedBy: '2027-02-01' }, key: false, withheld: true };
  },
  // Placing is running a meeting: its author alone may not, and to others a draft is nothing.
  'POST proposals/{id}/placement': async (w) => {
    const { id, version } = await draft(w);
    const body = { meetingId: (await calledMeeting(w)).id };
    return { params: { id }, version, body, expects: { member: 404, conflicted: 404 } };
  },
  'POST proposals/{id}/withdrawal': async (w) => {
    const { id, version } = (await placedProposal(w)).proposal;
    return { params: { id }, version, body: { reason: 'Ikke nu' }, key: false, withheld: true };
  },
  'POST proposals/{id}/positions': async (w) => {
    const { id } = (await placedProposal(w)).proposal;
    const { version } = await proposalNow(w, id);
    return { params: { id }, version, body: { organisation: 'lokale-foreninger', stance: 'endorse' }, withheld: true };
  },
  'POST proposals/{id}/positions/pending/{pendingId}/confirmation': async (w) => ({
    ...(await waitingWord(w, 'disabled')),
    withheld: true,
    // Only its own people and the secretary see that it waits.
    expects: { member: 404, chair: 404 },
  }),
  'DELETE proposals/{id}/positions/pending/{pendingId}': async (w) => ({
    params: (await waitingWord(w, 'seated')).params,
    withheld: true,
    expects: { member: 404, chair: 404, secretary: 404 },
  }),
  'GET proposals/procedures': plain,
  'POST proposals/{id}/procedures': async (w) => {
    const { id, version } = await openProposal(w);
    return { params: { id }, version, body: { deadline: '2099-01-01' }, withheld: true };
  },
  'POST proposals/procedures/{id}/end': async (w) => {
    const { id, version } = await procedure(w);
    return { params: { id }, version, body: { why: 'stopped' }, key: false, withheld: true };
  },
  'GET proposals/considerations': plain,
  'POST proposals/{id}/considerations': async (w) => {
    const { id, version } = (await placedProposal(w)).proposal;
    const body = { body: 'advisory-board', kind: 'hearing', question: 'Hvad mener I?', due: '2027-05-01' };
    return { params: { id }, version, body, withheld: true };
  },
  // The chair runs the body that asks, and not the one that answers.
  'POST proposals/considerations/{id}/placement': async (w) => {
    const { consideration } = await sentProposal(w);
    const body = { meetingId: await meetingElsewhere(w, 'advisory-board') };
    return { params: { id: consideration.id }, version: 1, body, withheld: true, expects: { chair: 403 } };
  },
  'POST proposals/considerations/{id}/answer': async (w) => {
    const { consideration } = await sentProposal(w);
    const body = { advice: 'Gør det.' };
    return { params: { id: consideration.id }, version: 1, body, key: false, withheld: true, expects: { chair: 403 } };
  },
  'POST proposals/considerations/{id}/withdrawal': async (w) => {
    const { consideration } = await sentProposal(w);
    return { params: { id: consideration.id }, version: 1, key: false, withheld: true };
  },
});
