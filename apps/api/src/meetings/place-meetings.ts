import type { ClientBase } from 'pg';

export interface PlacedMeeting {
  id: string;
  bodyId: string;
  /** When it was called to order, as SQL reads it back. */
  startsAt: string;
  visibility: string;
}

/** A meeting as a file tells it; `starts` in the network's own time, `YYYY-MM-DDTHH:MM`. */
export interface FiledMeeting {
  body: string;
  title: string;
  starts: string;
  minutes: number;
  place: string | null;
  visibility: string;
  /** Keys of organisations that were not there. */
  absent: string[];
}

/** Opens a meeting of the past with everyone there who had a seat, but those of the absent organisations. */
export async function placeMeeting(
  client: ClientBase,
  networkId: string,
  meeting: FiledMeeting,
): Promise<PlacedMeeting> {
  const { rows } = await client.query<PlacedMeeting>(
    `INSERT INTO meetings_meeting (network_id, body_id, title, state, starts_at, ends_at, place, visibility)
     SELECT b.network_id, b.id, $3, 'open', w.at, w.at + $5 * interval '1 minute', $6, $7 FROM bodies_body b
     JOIN places_network n ON n.id = b.network_id CROSS JOIN LATERAL (SELECT $4::timestamp AT TIME ZONE n.timezone AS at) w
     WHERE b.network_id = $1 AND b.key = $2 RETURNING id, body_id AS "bodyId", starts_at::text AS "startsAt", visibility`,
    [networkId, meeting.body, meeting.title, meeting.starts, meeting.minutes, meeting.place, meeting.visibility],
  );
  const placed = rows[0]!;
  await client.query(
    `INSERT INTO meetings_attendance (network_id, meeting_id, seat_id, presence)
     SELECT s.network_id, $2, s.id, CASE WHEN o.key = ANY ($4) THEN 'absent' ELSE 'room' END FROM bodies_seat s
     JOIN organisations_organisation o ON o.network_id = s.network_id AND o.id = s.organisation_id
     WHERE s.network_id = $1 AND s.body_id = $3 AND s.person_id IS NOT NULL AND s.valid_from <= $5::timestamptz AND s.valid_until > $5::timestamptz`,
    [networkId, placed.id, placed.bodyId, meeting.absent, placed.startsAt],
  );
  return placed;
}

/** Puts an item on a meeting's agenda. `on`: the proposal that stands on it. @returns its id */
export async function placeItem(
  client: ClientBase,
  networkId: string,
  meeting: PlacedMeeting,
  item: { position: number; title: string; kind: string; visibility: string; on: string | null },
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO meetings_item (network_id, meeting_id, position, title, kind, minutes, visibility, body_id, subject_kind, subject_id)
     VALUES ($1, $2, $3, $4, $5, 15, $6, $7, CASE WHEN $8::uuid IS NOT NULL THEN 'proposal' END, $8) RETURNING id`,
    [networkId, meeting.id, item.position, item.title, item.kind, item.visibility, meeting.bodyId, item.on],
  );
  return rows[0]!.id;
}

/** A conflict that the body ruled on, noted by who led the meeting. */
export async function placeConflict(
  client: ClientBase,
  networkId: string,
  meeting: PlacedMeeting,
  itemId: string,
  conflict: { personId: string; ruledBy: string; ground: string },
): Promise<void> {
  await client.query(
    `INSERT INTO meetings_conflict (network_id, meeting_id, item_id, body_id, person_id, ground, recorded_by, recorded_at, ruling, ruled_by, ruled_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'conflicted', $7, $8)`,
    [
      networkId,
      meeting.id,
      itemId,
      meeting.bodyId,
      conflict.personId,
      conflict.ground,
      conflict.ruledBy,
      meeting.startsAt,
    ],
  );
}

/** Closes it, in the name of who led it, which writes its protocol. @returns the protocol, to be sealed */
export async function closeMeeting(
  client: ClientBase,
  networkId: string,
  meeting: PlacedMeeting,
): Promise<{ id: string; record: Record<string, unknown> }> {
  await client.query(
    "UPDATE meetings_meeting SET state = 'closed', version = version + 1 WHERE network_id = $1 AND id = $2",
    [networkId, meeting.id],
  );
  const { rows } = await client.query<{ id: string; record: Record<string, unknown> }>(
    'SELECT id, record FROM meetings_keep_minutes($1, $2)',
    [networkId, meeting.id],
  );
  return rows[0]!;
}
