import { body } from '../../demo-network';
import { inNetwork, plain } from '../sample';
import { calledMeeting, draft, placedProposal, proposalNow } from '../steps';

export const proposals = inNetwork({
  'GET proposals': plain,
  'POST proposals': () => ({ body: { body, title: 'Indstilling', text: 'Vi gør det.', goals: ['attraktiv-skole'] } }),
  'GET proposals/{id}': async (w) => ({ params: { id: (await placedProposal(w)).proposal.id }, withheld: true }),
  'PATCH proposals/{id}': async (w) => {
    const { id, version } = (await placedProposal(w)).proposal;
    return { params: { id }, version, body: { title: 'Ny titel' }, withheld: true };
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
});
