import { Injectable } from '@nestjs/common';
import { mayGo } from '@torv/shared/kernel';
import {
  asksForPositions,
  isUnsettled,
  proposalTransitions,
  type Opening,
  type NewProposal,
  type Placement,
  type ProposalChange,
} from '@torv/shared/proposals';
import { Meetings } from '../meetings/meetings';
import { conflicted, otherBody } from '../meetings/meetings.refusals';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal, versionStale } from '../platform/errors/refusal';
import { linkWhatItConcerns } from './link-what-it-concerns';
import { mayDraftIn, mayEdit, mayOpen } from './proposals.policy';
import { alreadyPlaced, isReferred, mayNotOpen, mayNotEdit, noSeat, settled } from './proposals.refusals';
import { findProposal, proposalColumns, type StoredProposal } from './stored-proposal';

/** Drafts, placement and withdrawal. */
@Injectable()
export class Proposals {
  constructor(private readonly meetings: Meetings) {}

  /** @returns the id of the new draft */
  async draft(work: Work, proposal: NewProposal): Promise<string> {
    const body = await work.row<{ id: string }>({
      text: 'SELECT id FROM bodies_body WHERE network_id = $1 AND key = $2',
      values: [work.networkId, proposal.body],
    });
    if (!body)
      throw new Refusal(notFound, [
        {
          path: 'body',
          message: {
            da: `Der er intet forum »${proposal.body}« i netværket.`,
            en: `There is no body "${proposal.body}" in this network.`,
          },
        },
      ]);
    if (!mayDraftIn(work.actor, body.id)) throw new Refusal(noSeat);
    const made = await work.row<{ id: string }>({
      text: `INSERT INTO proposals_proposal (network_id, body_id, title, text, background, visibility, author_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
      values: [
        work.networkId,
        body.id,
        proposal.title,
        proposal.text,
        proposal.background ?? null,
        proposal.visibility,
        work.actor.personId,
      ],
    });
    await linkWhatItConcerns(work, made!.id, proposal);
    return made!.id;
  }

  /** Changes the text; who stated a position on an earlier version will see that it changed. */
  async change(work: Work, id: string, version: number, change: ProposalChange): Promise<void> {
    const proposal = await this.forEditing(work, id, version);
    await work.row({
      text: `UPDATE proposals_proposal SET title = coalesce($3, title), text = coalesce($4, text),
               background = CASE WHEN $5 THEN $6 ELSE background END, version = version + 1,
               text_version = CASE WHEN (title, text) IS DISTINCT FROM (coalesce($3, title), coalesce($4, text)) THEN version + 1 ELSE text_version END
             WHERE network_id = $1 AND id = $2`,
      values: [
        work.networkId,
        id,
        change.title ?? null,
        change.text ?? null,
        change.background !== undefined,
        change.background ?? null,
      ],
    });
    await linkWhatItConcerns(work, id, change);
    if (proposal.state !== 'draft') tellOf(work, proposal, 'proposals.changed');
  }

  /** Places it on an agenda of its own body and opens it for positions. */
  async place(work: Work, id: string, version: number, placement: Placement): Promise<void> {
    const proposal = await this.forEditing(work, id, version);
    if (!mayGo(proposalTransitions, proposal.state, 'on-agenda')) throw new Refusal(alreadyPlaced);
    const meeting = await this.meetings.forRunning(work, placement.meetingId, null);
    if (meeting.body_id !== proposal.body_id)
      throw new Refusal(otherBody, [
        { path: 'meetingId', message: { da: 'Et møde i samme forum.', en: 'A meeting of the same body.' } },
      ]);
    const item = { title: proposal.title, kind: placement.kind, minutes: placement.minutes };
    const subject = { kind: 'proposal', id, visibility: proposal.visibility };
    const itemId = await this.meetings.addItem(work, meeting.id, null, item, subject);
    await work.row({
      text: `UPDATE proposals_proposal SET state = 'on-agenda', meeting_id = $3, item_id = $4, version = version + 1 WHERE network_id = $1 AND id = $2`,
      values: [work.networkId, id, meeting.id, itemId],
    });
    tellOf(work, proposal, 'proposals.placed');
  }

  /** Asks the body's organisations for their written positions; a draft is open from then on. */
  async open(work: Work, id: string, version: number, { askedBy }: Opening): Promise<void> {
    const proposal = await this.forEditing(work, id, version);
    if (!mayOpen(work.actor, proposal.body_id)) throw new Refusal(mayNotOpen);
    if (proposal.state !== 'draft' && !asksForPositions(proposal.state)) throw new Refusal(isReferred);
    await work.row({
      text: `UPDATE proposals_proposal SET state = CASE state WHEN 'draft' THEN 'open' ELSE state END, asked_by = $3, version = version + 1
             WHERE network_id = $1 AND id = $2`,
      values: [work.networkId, id, askedBy],
    });
    tellOf(work, proposal, 'proposals.opened');
  }

  /** Takes it back, with a reason, off the agenda that it stood on; what was said on it stays. */
  async withdraw(work: Work, id: string, version: number, reason: string): Promise<void> {
    const proposal = await this.forEditing(work, id, version);
    await work.row({
      text: `UPDATE proposals_proposal SET state = 'withdrawn', withdrawn_reason = $3, version = version + 1 WHERE network_id = $1 AND id = $2`,
      values: [work.networkId, id, reason],
    });
    if (proposal.state === 'draft') return;
    tellOf(work, proposal, 'proposals.withdrawn');
    const { meeting_id: meetingId, body_id: bodyId, visibility } = proposal;
    // Its item has left the agenda with it.
    if (proposal.item_id && meetingId)
      work.tell({ kind: 'meetings.changed', subjectKind: 'meeting', subjectId: meetingId, visibility, bodyId });
  }

  private async forEditing(work: Work, id: string, version: number): Promise<StoredProposal> {
    const seen = await findProposal(work, id);
    if (!mayEdit(work.actor, seen)) throw new Refusal(mayNotEdit);
    if (seen.conflicted) throw new Refusal(conflicted);
    const locked = await work.row<StoredProposal>({
      text: `SELECT ${proposalColumns} FROM proposals_proposal WHERE network_id = $1 AND id = $2 FOR UPDATE`,
      values: [work.networkId, id],
    });
    if (!locked) throw new Refusal(notFound);
    if (!isUnsettled(locked.state)) throw new Refusal(settled);
    if (locked.version !== version) throw new Refusal(versionStale);
    return locked;
  }
}

function tellOf(work: Work, proposal: StoredProposal, kind: string): void {
  work.tell({
    kind,
    subjectKind: 'proposal',
    subjectId: proposal.id,
    visibility: proposal.visibility,
    bodyId: proposal.body_id,
  });
}
