import { Injectable } from '@nestjs/common';
import type { Visibility } from '@torv/shared/kernel';
import type { ConsiderationState, NewConsideration, Placement } from '@torv/shared/proposals';
import { Meetings } from '../meetings/meetings';
import { conflicted, otherBody } from '../meetings/meetings.refusals';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal, versionStale } from '../platform/errors/refusal';
import { mayAnswerFor, mayAskOthers } from './proposals.policy';
import {
  alreadyAsked,
  alreadyConsidered,
  alreadyOnAgenda,
  itsOwnBody,
  mayNotAnswer,
  mayNotAsk,
  notOpenForPositions,
} from './proposals.refusals';
import { findProposal } from './stored-proposal';

/** A consideration as rules look at it, with what it is about. */
interface StoredConsideration {
  id: string;
  version: number;
  proposal_id: string;
  body_id: string;
  asked_by: string;
  state: ConsiderationState;
  visibility: Visibility;
  title: string;
  conflicted: boolean;
}

/** Asks another body about a proposal of one's own, and answers as the one that was asked. */
@Injectable()
export class ConsiderElsewhere {
  constructor(private readonly meetings: Meetings) {}

  /**
   * @param version the proposal's version that the one who asks has read
   * @returns the consideration's id
   * @throws Refusal PROPOSALS.MAY_NOT_ASK, MEETINGS.CONFLICTED, PROPOSALS.NOT_OPEN, PROPOSALS.ITS_OWN_BODY, PROPOSALS.ALREADY_ASKED
   */
  async ask(work: Work, proposalId: string, version: number, asked: NewConsideration): Promise<string> {
    const proposal = await findProposal(work, proposalId);
    if (!mayAskOthers(work.actor, proposal.body_id)) throw new Refusal(mayNotAsk);
    if (proposal.conflicted) throw new Refusal(conflicted);
    if (!['open', 'on-agenda', 'referred'].includes(proposal.state)) throw new Refusal(notOpenForPositions);
    if (proposal.version !== version) throw new Refusal(versionStale);
    const body = await work.row<{ id: string }>({
      text: 'SELECT id FROM bodies_body WHERE network_id = $1 AND key = $2',
      values: [work.networkId, asked.body],
    });
    if (!body)
      throw new Refusal(notFound, [
        {
          path: 'body',
          message: {
            da: `Der er intet forum »${asked.body}« i netværket.`,
            en: `There is no body "${asked.body}" in this network.`,
          },
        },
      ]);
    if (body.id === proposal.body_id) throw new Refusal(itsOwnBody, [{ path: 'body', message: asked.body }]);
    const made = await work.row<{ id: string }>({
      text: `INSERT INTO proposals_consideration (network_id, proposal_id, body_id, kind, asked_by, asked_by_person, visibility, question, due)
             VALUES ($1, $2, $3, $4, $5, platform_actor(), $6, $7, $8) ON CONFLICT DO NOTHING RETURNING id`,
      values: [
        work.networkId,
        proposalId,
        body.id,
        asked.kind,
        proposal.body_id,
        proposal.visibility,
        asked.question,
        asked.due ?? null,
      ],
    });
    if (!made) throw new Refusal(alreadyAsked, [{ path: 'body', message: asked.body }]);
    tellOf(work, { ...proposal, proposal_id: proposalId }, 'proposals.referred', body.id, asked.kind);
    return made.id;
  }

  /** Places it on an agenda of the body that was asked. */
  async place(work: Work, id: string, version: number, placement: Placement): Promise<string> {
    const held = await this.forAnswering(work, id, version);
    if (held.state !== 'waiting') throw new Refusal(alreadyOnAgenda);
    const meeting = await this.meetings.forRunning(work, placement.meetingId, null);
    if (meeting.body_id !== held.body_id)
      throw new Refusal(otherBody, [
        { path: 'meetingId', message: { da: 'Et møde i samme forum.', en: 'A meeting of the same body.' } },
      ]);
    const item = { title: held.title, kind: placement.kind, minutes: placement.minutes };
    const subject = { kind: 'proposal', id: held.proposal_id, visibility: held.visibility };
    const itemId = await this.meetings.addItem(work, meeting.id, null, item, subject);
    await work.row({
      text: `UPDATE proposals_consideration SET state = 'on-agenda', meeting_id = $3, item_id = $4, version = version + 1
             WHERE network_id = $1 AND id = $2`,
      values: [work.networkId, id, meeting.id, itemId],
    });
    tellOf(work, held, 'proposals.placed', held.body_id);
    return id;
  }

  /** The advice of the body that was asked; it goes back to the one that asked. */
  async advise(work: Work, id: string, version: number, advice: string): Promise<string> {
    const held = await this.forAnswering(work, id, version);
    await work.row({
      text: `UPDATE proposals_consideration SET state = 'answered', advice = $3, answered_by = platform_actor(), answered_at = now(), version = version + 1
             WHERE network_id = $1 AND id = $2`,
      values: [work.networkId, id, advice],
    });
    tellOf(work, held, 'proposals.heard', held.asked_by);
    return id;
  }

  /** The body that asked needs no answer any more. */
  async takeBack(work: Work, id: string, version: number): Promise<string> {
    const held = await this.find(work, id);
    if (!mayAskOthers(work.actor, held.asked_by)) throw new Refusal(mayNotAsk);
    refuseUnlessWaiting(held, version);
    await work.row({
      text: `UPDATE proposals_consideration SET state = 'withdrawn', version = version + 1 WHERE network_id = $1 AND id = $2`,
      values: [work.networkId, id],
    });
    tellOf(work, held, 'proposals.returned', held.asked_by);
    return id;
  }

  private async forAnswering(work: Work, id: string, version: number): Promise<StoredConsideration> {
    const held = await this.find(work, id);
    if (!mayAnswerFor(work.actor, held.body_id)) throw new Refusal(mayNotAnswer);
    refuseUnlessWaiting(held, version);
    return held;
  }

  private async find(work: Work, id: string): Promise<StoredConsideration> {
    const found = await work.row<StoredConsideration & Record<string, unknown>>({
      text: `SELECT c.id, c.version, c.proposal_id, c.body_id, c.asked_by, c.state, c.visibility, p.title,
               c.proposal_id IN (SELECT x.subject_id FROM platform_exclusion x) AS conflicted
             FROM proposals_consideration c JOIN proposals_proposal p ON p.network_id = c.network_id AND p.id = c.proposal_id
             WHERE c.network_id = $1 AND c.id = $2`,
      values: [work.networkId, id],
    });
    if (!found) throw new Refusal(notFound);
    return found;
  }
}

function refuseUnlessWaiting(held: StoredConsideration, version: number): void {
  if (held.conflicted) throw new Refusal(conflicted);
  if (held.state === 'answered' || held.state === 'withdrawn') throw new Refusal(alreadyConsidered);
  if (held.version !== version) throw new Refusal(versionStale);
}

function tellOf(
  work: Work,
  { proposal_id, visibility }: Pick<StoredConsideration, 'proposal_id' | 'visibility'>,
  kind: string,
  bodyId: string,
  word?: string,
): void {
  work.tell({ kind, subjectKind: 'proposal', subjectId: proposal_id, visibility, bodyId, ...(word ? { word } : {}) });
}
