import { body } from '../../demo-network';
import { inNetwork, plain } from '../sample';
import { calledMeeting, meetingNow, openMeeting, placedProposal, seatOf } from '../steps';

const times = { startsAt: '2027-03-01T15:00:00Z', endsAt: '2027-03-01T16:00:00Z' };

export const meetings = inNetwork({
  'GET meetings': plain,
  'POST meetings': () => ({ body: { body, title: 'Møde', ...times, items: [{ title: 'Punkt', kind: 'discussion' }] } }),
  'GET meetings/{id}': async (w) => ({ params: { id: (await calledMeeting(w)).id } }),
  'PATCH meetings/{id}': async (w) => {
    const { id, version } = await calledMeeting(w);
    return { params: { id }, version, body: { title: 'Ny titel' } };
  },
  'POST meetings/{id}/transitions': async (w) => {
    const { id, version } = await calledMeeting(w);
    return { params: { id }, version, body: { to: 'open' }, key: false };
  },
  'POST meetings/{id}/items': async (w) => {
    const { id, version } = await calledMeeting(w);
    return { params: { id }, version, body: { title: 'Punkt', kind: 'discussion' } };
  },
  'DELETE meetings/{id}/items/{itemId}': async (w) => {
    const { id, version, items } = await calledMeeting(w);
    return { params: { id, itemId: items[0]!.id }, version };
  },
  'PUT meetings/{id}/order': async (w) => {
    const { id, version, items } = await calledMeeting(w);
    return { params: { id }, version, body: { items: items.map((one) => one.id) } };
  },
  'PUT meetings/{id}/attendance': async (w) => {
    const { id, version, attendance } = await openMeeting(w);
    return { params: { id }, version, body: { seats: [{ seatId: attendance[0]!.seatId, presence: 'online' }] } };
  },
  // One declares for oneself: `seated` has that seat, and who runs the meeting notes it for them.
  'POST meetings/{id}/items/{itemId}/conflicts': async (w) => {
    const { meeting, item } = await placedProposal(w);
    return {
      params: { id: meeting.id, itemId: item.id },
      version: meeting.version,
      body: { seatId: seatOf(meeting, 'lokale-foreninger'), ground: 'Nabo til pladsen' },
      withheld: true,
    };
  },
  'PUT meetings/{id}/items/{itemId}/conflicts/{conflictId}': async (w) => {
    const { meeting, item, conflict } = await placedProposal(w);
    const params = { id: meeting.id, itemId: item.id, conflictId: conflict.id };
    return { params, version: meeting.version, body: { ruling: 'not-conflicted' }, withheld: true };
  },
  'PUT meetings/{id}/items/{itemId}/participants': async (w) => {
    const { meeting, item } = await placedProposal(w, 'closed');
    return {
      params: { id: meeting.id, itemId: item.id },
      version: (await meetingNow(w, meeting.id)).version,
      body: { people: [w.personId('member')!] },
      withheld: true,
      // It is closed, and they have no seat: the item is nothing to them.
      expects: { member: 404 },
    };
  },
});
