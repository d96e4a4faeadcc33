import { Injectable } from '@nestjs/common';
import type { Visibility } from '@torv/shared/kernel';
import type { NewProcedure, ProcedureEnd } from '@torv/shared/proposals';
import { conflicted } from '../meetings/meetings.refusals';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal, versionStale } from '../platform/errors/refusal';
import { mayDecideInWriting } from './proposals.policy';
import {
  deadlinePast,
  inProcedure,
  mayNotBind,
  mayNotDecideInWriting,
  notForWriting,
  procedureEnded,
} from './proposals.refusals';
import { findProposal } from './stored-proposal';

interface StoredProcedure {
  id: string;
  version: number;
  proposal_id: string;
  body_id: string;
  visibility: Visibility;
  ended: boolean;
  conflicted: boolean;
}

/** Opens a written procedure on a proposal, and ends it without a decision. */
@Injectable()
export class DecideInWriting {
  /**
   * @param version the proposal's version that the chair has read
   * @returns the procedure's id
   * @throws Refusal PROPOSALS.MAY_NOT_OPEN_WRITING, MEETINGS.CONFLICTED, PROPOSALS.NOT_FOR_WRITING, PROPOSALS.DEADLINE_PAST, PROPOSALS.IN_PROCEDURE
   */
  async open(work: Work, proposalId: string, version: number, { deadline, question }: NewProcedure): Promise<string> {
    const proposal = await findProposal(work, proposalId);
    if (!mayDecideInWriting(work.actor, proposal.body_id)) throw new Refusal(mayNotDecideInWriting);
    if (proposal.conflicted) throw new Refusal(conflicted);
    if (proposal.state !== 'open') throw new Refusal(notForWriting);
    if (proposal.version !== version) throw new Refusal(versionStale);
    const past = await work.row<{ past: boolean }>({
      text: 'SELECT $2::date < places_today($1) AS past',
      values: [work.networkId, deadline],
    });
    if (past!.past) throw new Refusal(deadlinePast, [{ path: 'deadline', message: deadline }]);
    const made = await work.row<{ id: string }>({
      text: `INSERT INTO proposals_procedure (network_id, proposal_id, body_id, visibility, question, deadline, opened_by)
             VALUES ($1, $2, $3, $4, $5, $6, platform_actor()) ON CONFLICT DO NOTHING RETURNING id`,
      values: [work.networkId, proposalId, proposal.body_id, proposal.visibility, question ?? null, deadline],
    });
    if (!made) throw new Refusal(inProcedure);
    tellOf(work, { ...proposal, proposal_id: proposalId }, 'proposals.procedure-opened');
    return made.id;
  }

  /** Ends it undecided: the chair stops it, or an organisation with a vote wants it in a meeting. */
  async end(work: Work, id: string, version: number, end: ProcedureEnd): Promise<string> {
    const held = await this.find(work, id);
    const organisationId = end.why === 'to-meeting' ? await speaksFor(work, end.organisation) : null;
    if (end.why === 'stopped' && !mayDecideInWriting(work.actor, held.body_id))
      throw new Refusal(mayNotDecideInWriting);
    if (held.conflicted) throw new Refusal(conflicted);
    if (held.ended) throw new Refusal(procedureEnded);
    if (held.version !== version) throw new Refusal(versionStale);
    await work.row({
      text: `UPDATE proposals_procedure SET ended_at = now(), ended_why = $3, ended_by = platform_actor(), ended_for = $4, version = version + 1
             WHERE network_id = $1 AND id = $2`,
      values: [work.networkId, id, end.why, organisationId],
    });
    tellOf(work, held, 'proposals.procedure-ended', end.why, organisationId);
    return id;
  }

  private async find(work: Work, id: string): Promise<StoredProcedure> {
    const found = await work.row<StoredProcedure & Record<string, unknown>>({
      text: `SELECT x.id, x.version, x.proposal_id, x.body_id, x.visibility, x.ended_at IS NOT NULL AS ended,
               x.proposal_id IN (SELECT e.subject_id FROM platform_exclusion e) AS conflicted
             FROM proposals_procedure x WHERE x.network_id = $1 AND x.id = $2`,
      values: [work.networkId, id],
    });
    if (!found) throw new Refusal(notFound);
    return found;
  }
}

/** The organisation's id, where the actor may state its position, alone or with another. */
async function speaksFor(work: Work, key: string): Promise<string> {
  const found = await work.row<{ id: string }>({
    text: `SELECT o.id FROM organisations_organisation o JOIN organisations_authority_of_actor a ON a.network_id = o.network_id
             AND a.organisation_id = o.id AND a.subject = 'positions' WHERE o.network_id = $1 AND o.key = $2 LIMIT 1`,
    values: [work.networkId, key],
  });
  if (!found) throw new Refusal(mayNotBind, [{ path: 'organisation', message: key }]);
  return found.id;
}

function tellOf(
  work: Work,
  { proposal_id, body_id, visibility }: Pick<StoredProcedure, 'proposal_id' | 'body_id' | 'visibility'>,
  kind: string,
  word?: string,
  organisationId?: string | null,
): void {
  work.tell({
    kind,
    subjectKind: 'proposal',
    subjectId: proposal_id,
    visibility,
    bodyId: body_id,
    ...(word ? { word } : {}),
    ...(organisationId ? { organisationId } : {}),
  });
}
