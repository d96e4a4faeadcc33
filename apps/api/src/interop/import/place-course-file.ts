import type { CourseFile } from '@torv/shared/interop';
import type { ClientBase } from 'pg';
import { placeDecision, sealPlaced } from '../../decisions/place-decisions';
import { closeMeeting, placeConflict, placeItem, placeMeeting } from '../../meetings/place-meetings';
import {
  dateReferral,
  placeBeforeOthers,
  placeOnAgenda,
  placePosition,
  placeProposal,
} from '../../proposals/place-proposals';
import type { Changed } from './place-network-file';

interface Person {
  id: string;
  name: string;
}

/**
 * Plays a checked course: each meeting in its order, opened, decided in and closed, by the rules and guards of a
 * meeting of today, in the name of who led it. What it leaves in the log stays there for good.
 */
export async function placeCourseFile(client: ClientBase, networkId: string, course: CourseFile): Promise<Changed> {
  const { rows } = await client.query<Person & { email: string }>(
    `SELECT p.id, p.name, p.email FROM identity_person p
     WHERE p.id IN (SELECT a.person_id FROM organisations_affiliation a WHERE a.network_id = $1)`,
    [networkId],
  );
  const people = new Map(rows.map(({ email, ...person }) => [email, person]));
  const person = (email: string): Person => people.get(email)!;
  const proposals = new Map<string, string>();
  for (const proposal of course.proposals)
    proposals.set(proposal.key, await placeProposal(client, networkId, proposal, person(proposal.by).id));
  const numbers = new Map<string, string>();
  const stated = new Set<string>();
  for (const meeting of course.meetings) {
    const leader = person(meeting.led_by);
    await client.query("SELECT set_config('torv.person', $1, true)", [leader.id]);
    const placed = await placeMeeting(client, networkId, meeting);
    for (const [n, item] of meeting.items.entries()) {
      const proposal = course.proposals.find((one) => one.key === item.proposal);
      const on = proposal ? proposals.get(proposal.key)! : null;
      const visibility = item.visibility ?? proposal?.visibility ?? meeting.visibility;
      const title = proposal?.title ?? item.title!;
      const itemId = await placeItem(client, networkId, placed, {
        position: n + 1,
        title,
        kind: item.kind,
        visibility,
        on,
      });
      if (proposal) {
        const at = { meetingId: placed.id, itemId };
        if (proposal.body === meeting.body) await placeOnAgenda(client, networkId, on!, at);
        else await placeBeforeOthers(client, networkId, on!, { ...at, bodyId: placed.bodyId });
        if (!stated.has(proposal.key))
          for (const position of proposal.positions)
            await placePosition(client, networkId, on!, { ...position, personId: person(position.person).id });
        stated.add(proposal.key);
      }
      for (const conflict of item.conflicts)
        await placeConflict(client, networkId, placed, itemId, {
          ground: conflict.ground,
          personId: person(conflict.person).id,
          ruledBy: leader.id,
        });
      if (!item.decision) continue;
      const { decidedAt, year } = await momentOf(client, networkId, placed.startsAt, n + 1);
      const made = { networkId, meetingId: placed.id, itemId, decidedAt, year, visibility, recordedBy: leader };
      const ratification = item.decision.ratification.map((one) => ({
        ...one,
        answer: one.answer && { ...one.answer, personId: person(one.answer.person).id },
      }));
      const number = await placeDecision(client, made, { ...item.decision, ratification }, (key) => numbers.get(key)!);
      numbers.set(item.decision.key, number);
      if (on && item.decision.refer_to !== null) await dateReferral(client, networkId, on, decidedAt);
    }
    const minutes = await closeMeeting(client, networkId, placed);
    const { decidedAt: at } = await momentOf(client, networkId, placed.startsAt, meeting.items.length + 1);
    const { visibility, bodyId } = placed;
    await sealPlaced(client, networkId, {
      kind: 'minutes',
      subjectId: minutes.id,
      at,
      record: minutes.record,
      visibility,
      bodyId,
    });
  }
  return { proposals: proposals.size, meetings: course.meetings.length, decisions: numbers.size };
}

/** A quarter of an hour for each item: when the nth was over, and the year of the network's calendar that it was in. */
async function momentOf(
  client: ClientBase,
  networkId: string,
  startsAt: string,
  n: number,
): Promise<{ decidedAt: string; year: number }> {
  const { rows } = await client.query<{ at: string; year: number }>(
    `SELECT to_char(w.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, extract(year FROM w.at AT TIME ZONE n.timezone)::int AS year
     FROM places_network n CROSS JOIN LATERAL (SELECT $2::timestamptz + $3 * interval '15 minutes' AS at) w WHERE n.id = $1`,
    [networkId, startsAt, n],
  );
  return { decidedAt: rows[0]!.at, year: rows[0]!.year };
}
