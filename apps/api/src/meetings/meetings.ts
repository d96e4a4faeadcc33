import { Injectable } from '@nestjs/common';
import { mayGo, type Visibility } from '@torv/shared/kernel';
import {
  meetingTransitions,
  type AttendanceChange,
  type MeetingChange,
  type MeetingState,
  type NewItem,
  type NewMeeting,
} from '@torv/shared/meetings';
import { VerifiableLog } from '../log/verifiable-log';
import type { Work } from '../platform/database/unit-of-work';
import { invalidInput, notFound, Refusal, versionStale } from '../platform/errors/refusal';
import { mayRunMeetings } from './meetings.policy';
import { sealMinutes } from './seal-minutes';
import { endsTooEarly, mayNotRun, meetingOver, noSuchStep, notOpen, orderIncomplete } from './meetings.refusals';

/** A meeting as rules look at it. */
export interface StoredMeeting {
  id: string;
  version: number;
  body_id: string;
  state: MeetingState;
  visibility: Visibility;
  starts_at: Date;
  ends_at: Date;
}

/** Something that is placed on an agenda by the room that owns it. */
export interface ItemSubject {
  kind: string;
  id: string;
  visibility: Visibility;
}

const eventOfState = {
  called: 'meetings.called',
  open: 'meetings.opened',
  closed: 'meetings.closed',
  cancelled: 'meetings.cancelled',
} as const;

/** Plans, calls and runs meetings. Who runs a body's meetings: its chair, vice-chair and secretary. */
@Injectable()
export class Meetings {
  constructor(private readonly log: VerifiableLog) {}

  /** @returns the id of the new meeting */
  async plan(work: Work, meeting: NewMeeting): Promise<string> {
    const body = await work.row<{ id: string }>({
      text: 'SELECT id FROM bodies_body WHERE network_id = $1 AND key = $2',
      values: [work.networkId, meeting.body],
    });
    if (!body)
      throw new Refusal(notFound, [
        {
          path: 'body',
          message: {
            da: `Der er intet forum »${meeting.body}« i netværket.`,
            en: `There is no body "${meeting.body}" in this network.`,
          },
        },
      ]);
    if (!mayRunMeetings(work.actor, body.id)) throw new Refusal(mayNotRun);
    refuseBackwards(meeting.startsAt, meeting.endsAt);
    const state = meeting.call ? 'called' : 'planned';
    const made = await work.row<{ id: string }>({
      text: `INSERT INTO meetings_meeting (network_id, body_id, title, state, starts_at, ends_at, place, online_link, visibility)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
      values: [
        work.networkId,
        body.id,
        meeting.title,
        state,
        meeting.startsAt,
        meeting.endsAt,
        meeting.place ?? null,
        meeting.onlineLink ?? null,
        meeting.visibility,
      ],
    });
    const id = made!.id;
    for (const [index, item] of meeting.items.entries())
      await insertItem(work, id, body.id, meeting.visibility, index + 1, item);
    const told = { subjectKind: 'meeting', subjectId: id, visibility: meeting.visibility, bodyId: body.id };
    work.tell({ ...told, kind: meeting.call ? 'meetings.called' : 'meetings.planned' });
    return id;
  }

  /** Changes when, where and under what title it meets. */
  async change(work: Work, id: string, version: number, change: MeetingChange): Promise<void> {
    const meeting = await this.forRunning(work, id, version);
    refuseOver(meeting);
    refuseBackwards(change.startsAt ?? meeting.starts_at.toISOString(), change.endsAt ?? meeting.ends_at.toISOString());
    await work.row({
      text: `UPDATE meetings_meeting SET title = coalesce($3, title), starts_at = coalesce($4, starts_at), ends_at = coalesce($5, ends_at),
               place = CASE WHEN $6 THEN $7 ELSE place END, online_link = CASE WHEN $8 THEN $9 ELSE online_link END, version = version + 1
             WHERE network_id = $1 AND id = $2`,
      values: [
        work.networkId,
        id,
        change.title ?? null,
        change.startsAt ?? null,
        change.endsAt ?? null,
        change.place !== undefined,
        change.place ?? null,
        change.onlineLink !== undefined,
        change.onlineLink ?? null,
      ],
    });
    tellOf(work, meeting, 'meetings.changed');
  }

  /** Takes the next step of the transition table: call, open, close, cancel. What closes is minuted in the log. */
  async step(work: Work, id: string, version: number, to: MeetingState): Promise<void> {
    const meeting = await this.forRunning(work, id, version);
    if (!mayGo(meetingTransitions, meeting.state, to) || to === 'planned') throw new Refusal(noSuchStep);
    await work.row({
      text: 'UPDATE meetings_meeting SET state = $3, version = version + 1 WHERE network_id = $1 AND id = $2',
      values: [work.networkId, id, to],
    });
    if (to === 'closed') await sealMinutes(work, this.log, meeting);
    tellOf(work, meeting, eventOfState[to], to);
  }

  /** Adds an item at the end of the agenda. @returns the item's id */
  async addItem(work: Work, id: string, version: number | null, item: NewItem, subject?: ItemSubject): Promise<string> {
    const meeting = await this.forRunning(work, id, version);
    refuseOver(meeting);
    const itemId = await insertItem(
      work,
      id,
      meeting.body_id,
      subject?.visibility ?? meeting.visibility,
      null,
      item,
      subject,
    );
    await touch(work, meeting);
    tellOf(work, meeting, 'meetings.changed');
    return itemId;
  }

  /** Takes an item off. One that another room placed is taken off by withdrawing what stands on it. */
  async removeItem(work: Work, id: string, version: number, itemId: string): Promise<void> {
    const meeting = await this.forRunning(work, id, version);
    refuseOver(meeting);
    const gone = await work.row({
      text: 'DELETE FROM meetings_item WHERE network_id = $1 AND meeting_id = $2 AND id = $3 AND subject_id IS NULL RETURNING id',
      values: [work.networkId, id, itemId],
    });
    if (!gone) throw new Refusal(notFound);
    await touch(work, meeting);
    tellOf(work, meeting, 'meetings.changed');
  }

  /** Puts the agenda in a new order, naming every item once. */
  async order(work: Work, id: string, version: number, items: string[]): Promise<void> {
    const meeting = await this.forRunning(work, id, version);
    refuseOver(meeting);
    const present = await work.rows<{ id: string }>({
      text: 'SELECT id FROM meetings_item WHERE network_id = $1 AND meeting_id = $2',
      values: [work.networkId, id],
    });
    const known = new Set(present.map((row) => row.id));
    if (
      items.length !== known.size ||
      new Set(items).size !== items.length ||
      !items.every((item) => known.has(item))
    ) {
      throw new Refusal(orderIncomplete, [{ path: 'items', message: `Name each of the ${known.size} items once.` }]);
    }
    await work.row({
      // An item that is withheld from who orders the others keeps its place.
      text: `UPDATE meetings_item i SET position = p.position FROM unnest($3::uuid[]) WITH ORDINALITY AS o (id, n)
             JOIN (SELECT v.position, row_number() OVER (ORDER BY v.position) AS n FROM meetings_item v
               WHERE v.network_id = $1 AND v.meeting_id = $2) p USING (n)
             WHERE i.network_id = $1 AND i.meeting_id = $2 AND i.id = o.id`,
      values: [work.networkId, id, items],
    });
    await touch(work, meeting);
    tellOf(work, meeting, 'meetings.changed');
  }

  /** Records who is here, by seat; only while the meeting is open. */
  async attend(work: Work, id: string, version: number, change: AttendanceChange): Promise<void> {
    const meeting = await this.forRunning(work, id, version);
    if (meeting.state !== 'open') throw new Refusal(notOpen);
    const done = await work.rows({
      text: `INSERT INTO meetings_attendance (network_id, meeting_id, seat_id, presence)
             SELECT $1, $2, s.id, w.presence FROM unnest($3::uuid[], $4::text[]) AS w (seat_id, presence)
             JOIN bodies_seat s ON s.network_id = $1 AND s.id = w.seat_id AND s.body_id = $5
             ON CONFLICT (network_id, meeting_id, seat_id) DO UPDATE SET presence = excluded.presence RETURNING seat_id`,
      values: [
        work.networkId,
        id,
        change.seats.map((seat) => seat.seatId),
        change.seats.map((seat) => seat.presence),
        meeting.body_id,
      ],
    });
    if (done.length !== change.seats.length)
      throw new Refusal(invalidInput, [{ path: 'seats', message: 'A seat is not of this body.' }]);
    await touch(work, meeting);
    tellOf(work, meeting, 'meetings.attended');
  }

  /**
   * A meeting that the actor runs, locked, at the version they have read.
   *
   * @param version null when the change addresses another aggregate that only places something here
   * @throws Refusal PLATFORM.NOT_FOUND, MEETINGS.MAY_NOT_RUN, PLATFORM.VERSION_STALE
   */
  async forRunning(work: Work, id: string, version: number | null): Promise<StoredMeeting> {
    const seen = await work.row<StoredMeeting>({
      text: 'SELECT id, version, body_id, state, visibility, starts_at, ends_at FROM meetings_meeting WHERE network_id = $1 AND id = $2',
      values: [work.networkId, id],
    });
    if (!seen) throw new Refusal(notFound);
    if (!mayRunMeetings(work.actor, seen.body_id)) throw new Refusal(mayNotRun);
    const locked = await work.row<StoredMeeting>({
      text: 'SELECT id, version, body_id, state, visibility, starts_at, ends_at FROM meetings_meeting WHERE network_id = $1 AND id = $2 FOR UPDATE',
      values: [work.networkId, id],
    });
    if (!locked) throw new Refusal(notFound);
    if (version !== null && locked.version !== version) throw new Refusal(versionStale);
    return locked;
  }
}

async function insertItem(
  work: Work,
  meetingId: string,
  bodyId: string,
  visibility: Visibility,
  position: number | null,
  item: NewItem,
  subject?: ItemSubject,
): Promise<string> {
  const made = await work.row<{ id: string }>({
    text: `INSERT INTO meetings_item (network_id, meeting_id, position, title, kind, minutes, text, subject_kind, subject_id, visibility, body_id)
           VALUES ($1, $2, coalesce($3, meetings_next_position($1, $2)),
             $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`,
    values: [
      work.networkId,
      meetingId,
      position,
      item.title,
      item.kind,
      item.minutes,
      item.text ?? null,
      subject?.kind ?? null,
      subject?.id ?? null,
      visibility,
      bodyId,
    ],
  });
  return made!.id;
}

/** @internal Another act of this room has changed the meeting. */
export async function touch(work: Work, meeting: StoredMeeting): Promise<void> {
  await work.row({
    text: 'UPDATE meetings_meeting SET version = version + 1 WHERE network_id = $1 AND id = $2',
    values: [work.networkId, meeting.id],
  });
}

/** @internal */
export function tellOf(work: Work, meeting: StoredMeeting, kind: string, word?: string): void {
  work.tell({
    kind,
    subjectKind: 'meeting',
    subjectId: meeting.id,
    visibility: meeting.visibility,
    bodyId: meeting.body_id,
    ...(word ? { word } : {}),
  });
}

/** @internal */
export function refuseOver(meeting: StoredMeeting): void {
  if (meeting.state === 'closed' || meeting.state === 'cancelled') throw new Refusal(meetingOver);
}

function refuseBackwards(startsAt: string, endsAt: string): void {
  if (Date.parse(endsAt) <= Date.parse(startsAt))
    throw new Refusal(endsTooEarly, [
      {
        path: 'endsAt',
        message: { da: 'Sluttidspunktet skal ligge efter begyndelsen.', en: 'It must end after it begins.' },
      },
    ]);
}
