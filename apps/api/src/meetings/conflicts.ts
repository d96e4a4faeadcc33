import { Injectable } from '@nestjs/common';
import type { ConflictRuled, NewConflict } from '@torv/shared/meetings';
import { steppingIn } from '../bodies/sittings.sql';
import type { Work } from '../platform/database/unit-of-work';
import { invalidInput, notFound, Refusal, versionStale } from '../platform/errors/refusal';
import { mayDeclareFor, mayRule, mayRunMeetings } from './meetings.policy';
import { refuseOver, type StoredMeeting, tellOf } from './meetings';
import { alreadyDeclared, mayNotDeclare, mayNotRun, notClosed, notOnOneself } from './meetings.refusals';

/** An item with the meeting it stands on, as these rules look at it. */
interface StoredItem extends StoredMeeting {
  item_visibility: string;
}

/**
 * Conflict of interest (constitution, 5) and the people named for a closed item. What follows from a ruling (who sees,
 * hears, says and counts) is kept by the database, whichever door the ruling came through.
 */
@Injectable()
export class Conflicts {
  /**
   * Notes that a person in the body has a conflict on the item, and perhaps the body's ruling.
   *
   * @throws Refusal PLATFORM.NOT_FOUND, MEETINGS.MAY_NOT_DECLARE, MEETINGS.NOT_ON_ONESELF, MEETINGS.OVER, MEETINGS.ALREADY_DECLARED
   */
  async declare(work: Work, id: string, itemId: string, version: number, conflict: NewConflict): Promise<void> {
    const item = await this.find(work, id, itemId);
    const seat = await work.row<{ person_id: string | null }>({
      text: `SELECT CASE WHEN $5 THEN (SELECT sub.id FROM (${steppingIn('s', 'm.starts_at')}) sub) ELSE s.person_id END AS person_id
             FROM bodies_seat s JOIN meetings_meeting m ON m.network_id = s.network_id AND m.id = $4
             WHERE s.network_id = $1 AND s.body_id = $2 AND s.id = $3`,
      values: [work.networkId, item.body_id, conflict.seatId, id, conflict.deputy],
    });
    const person = seat?.person_id ?? null;
    if (!mayDeclareFor(work.actor, item.body_id, person, conflict.deputy)) throw new Refusal(mayNotDeclare);
    if (person === null)
      throw new Refusal(invalidInput, [
        {
          path: 'seatId',
          message: {
            da: 'Pladsen er ledig, uden stedfortræder eller i et andet forum.',
            en: 'The seat is vacant, without a deputy, or in another body.',
          },
        },
      ]);
    if (conflict.ruling && !mayRule(work.actor, item.body_id, person)) throw new Refusal(notOnOneself);
    refuseOver(item);
    if (item.version !== version) throw new Refusal(versionStale);
    const made = await work.row({
      text: `INSERT INTO meetings_conflict (network_id, meeting_id, item_id, body_id, person_id, ground, recorded_by, ruling, may_read, ruled_by, ruled_at)
             VALUES ($1, $2, $3, $4, $5, $6, platform_actor(), $7, $8, CASE WHEN $7::text IS NOT NULL THEN platform_actor() END,
               CASE WHEN $7::text IS NOT NULL THEN now() END) ON CONFLICT DO NOTHING RETURNING id`,
      values: [
        work.networkId,
        id,
        itemId,
        item.body_id,
        person,
        conflict.ground,
        conflict.ruling ?? null,
        conflict.mayRead,
      ],
    });
    if (!made) throw new Refusal(alreadyDeclared);
    tellOf(work, item, 'meetings.changed');
  }

  /** Notes the body's ruling on a conflict, or another than before. Nobody notes the one on themself. */
  async rule(
    work: Work,
    id: string,
    itemId: string,
    conflictId: string,
    version: number,
    { ruling, mayRead }: ConflictRuled,
  ): Promise<void> {
    const item = await this.find(work, id, itemId);
    const conflict = await work.row<{ person_id: string }>({
      text: 'SELECT person_id FROM meetings_conflict WHERE network_id = $1 AND item_id = $2 AND id = $3',
      values: [work.networkId, itemId, conflictId],
    });
    if (!mayRunMeetings(work.actor, item.body_id)) throw new Refusal(mayNotRun);
    if (!conflict) throw new Refusal(notFound);
    if (!mayRule(work.actor, item.body_id, conflict.person_id)) throw new Refusal(notOnOneself);
    refuseOver(item);
    if (item.version !== version) throw new Refusal(versionStale);
    await work.row({
      text: `UPDATE meetings_conflict SET ruling = $3, may_read = $4, ruled_by = platform_actor(), ruled_at = now()
             WHERE network_id = $1 AND id = $2`,
      values: [work.networkId, conflictId, ruling, mayRead],
    });
    tellOf(work, item, 'meetings.changed');
  }

  /** Names who, beyond the body, sees a closed item and what stands on it; replaces those named before. */
  async name(work: Work, id: string, itemId: string, version: number, people: string[]): Promise<void> {
    const item = await this.find(work, id, itemId);
    if (!mayRunMeetings(work.actor, item.body_id)) throw new Refusal(mayNotRun);
    refuseOver(item);
    if (item.version !== version) throw new Refusal(versionStale);
    if (item.item_visibility !== 'closed') throw new Refusal(notClosed);
    await work.row({
      text: 'DELETE FROM meetings_participant WHERE network_id = $1 AND item_id = $2 AND person_id <> ALL ($3::uuid[])',
      values: [work.networkId, itemId, people],
    });
    const known = await work.rows<{ person_id: string }>({
      text: `SELECT DISTINCT a.person_id FROM organisations_affiliation a WHERE a.network_id = $1 AND a.person_id = ANY ($2)
               AND a.valid_from <= now() AND a.valid_until > now()`,
      values: [work.networkId, people],
    });
    if (known.length !== new Set(people).size)
      throw new Refusal(invalidInput, [
        {
          path: 'people',
          message: { da: 'En af dem er ikke med i netværket.', en: 'One of them does not belong to the network.' },
        },
      ]);
    await work.row({
      text: `INSERT INTO meetings_participant (network_id, item_id, body_id, person_id, named_by)
             SELECT $1, $2, $3, unnest($4::uuid[]), platform_actor() ON CONFLICT DO NOTHING`,
      values: [work.networkId, itemId, item.body_id, people],
    });
    tellOf(work, item, 'meetings.changed');
  }

  private async find(work: Work, id: string, itemId: string): Promise<StoredItem> {
    const found = await work.row<StoredItem>({
      text: `SELECT m.id, m.version, m.body_id, m.state, m.visibility, m.starts_at, m.ends_at, i.visibility AS item_visibility
             FROM meetings_item i JOIN meetings_meeting m ON m.network_id = i.network_id AND m.id = i.meeting_id
             WHERE i.network_id = $1 AND i.meeting_id = $2 AND i.id = $3`,
      values: [work.networkId, id, itemId],
    });
    if (!found) throw new Refusal(notFound);
    return found;
  }
}
