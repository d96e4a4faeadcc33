import { Injectable } from '@nestjs/common';
import { type DecisionInWriting, type DecisionRecord, type Sitting } from '@torv/shared/decisions';
import { bodyJson } from '../bodies/body-json';
import { VerifiableLog } from '../log/verifiable-log';
import { conflicted } from '../meetings/meetings.refusals';
import type { Query } from '../platform/database/query';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal, versionStale } from '../platform/errors/refusal';
import { isDue } from '../proposals/procedures.sql';
import { procedureEnded } from '../proposals/proposals.refusals';
import { settleProposal, standingPositions, type ProposalOnItem } from '../proposals/proposals.sql';
import { askedJson } from './ask-ratification';
import { mayRecord } from './decisions.policy';
import { mayNotRecord, moreVisible, noMandate, procedureRuns, tooFewAnswered } from './decisions.refusals';
import { enterDecision } from './enter-decision';
import { keepDecision, takeNumber, type ItemForDeciding } from './keep-decision.sql';
import { ruleOnRecord } from './tally-of-item';

/** A procedure as the rules of recording look at it: like an item, with those who answered as the ones present. */
interface ProcedureForDeciding extends Omit<ItemForDeciding, 'text'>, Omit<ProposalOnItem, 'id'> {
  proposal_id: string;
  ended: boolean;
  due: boolean;
  sitting: Sitting | null;
  approvals: Record<string, unknown>[] | null;
}

/** Those whose word on the proposal `p` waits for an instance of their own, as a record asks them; null when nobody's does. */
const approvalsAwaited = `SELECT jsonb_agg(${askedJson('greatest(coalesce(i.next_on, places_today(p.network_id) + 90), places_today(p.network_id))')} ORDER BY o.key)
  FROM (SELECT DISTINCT ON (w.organisation_id) w.* FROM proposals_position w WHERE w.network_id = p.network_id AND w.proposal_id = p.id
    ORDER BY w.organisation_id, w.revision DESC) w
  JOIN organisations_organisation o ON o.network_id = w.network_id AND o.id = w.organisation_id
  JOIN organisations_instance i ON i.network_id = w.network_id AND i.organisation_id = o.id AND i.name = w.terms #>> '{approval,instance}' AND i.dissolved_at IS NULL
  WHERE w.stance = 'reserve'`;

const procedureForDeciding = (networkId: string, id: string): Query => ({
  name: 'procedure-for-deciding',
  text: `SELECT x.version, x.ended_at IS NOT NULL AS ended, ${isDue} AS due, ${bodyJson('b')} AS body, '' AS meeting_title, p.title, p.text,
           p.id AS proposal_id, p.visibility, p.visibility = 'closed' AS closed, p.id IN (SELECT e.subject_id FROM platform_exclusion e) AS conflicted,
           extract(year FROM now() AT TIME ZONE n.timezone)::int AS year, uuidv7() AS id, coalesce(n.languages[1], 'da') AS language,
           (SELECT i.name FROM identity_person i WHERE i.id = platform_actor()) AS my_name,
           decisions_sitting_in_writing(x.network_id, x.id) AS sitting, ${standingPositions} AS positions, (${approvalsAwaited}) AS approvals
         FROM proposals_procedure x JOIN proposals_proposal p ON p.network_id = x.network_id AND p.id = x.proposal_id
         JOIN bodies_body b ON b.network_id = x.network_id AND b.id = x.body_id JOIN places_network n ON n.id = x.network_id
         WHERE x.network_id = $1 AND x.id = $2`,
  values: [networkId, id],
});

/** Concludes a written procedure: the same rule, the same record and the same log as in a meeting. */
@Injectable()
export class ConcludeInWriting {
  constructor(private readonly log: VerifiableLog) {}

  /** What the rules look at, for `conclude`. */
  asks(networkId: string, procedureId: string): Query[] {
    return [procedureForDeciding(networkId, procedureId)];
  }

  /**
   * @param version the procedure's version that the chair has read
   * @returns the decision's id
   * @throws Refusal DECISIONS.MAY_NOT_RECORD, MEETINGS.CONFLICTED, PROPOSALS.PROCEDURE_ENDED, DECISIONS.PROCEDURE_RUNS,
   *   DECISIONS.TOO_FEW_ANSWERED, DECISIONS.DEPARTURE_MISSING
   */
  async conclude(work: Work, procedureId: string, version: number, decision: DecisionInWriting): Promise<string> {
    const { networkId } = work;
    const held = work.opened[0]![0] as ProcedureForDeciding | undefined;
    if (!held) throw new Refusal(notFound);
    const sitting = thatMayBeConcluded(work, held, version, decision);
    const ruled = ruleOnRecord(sitting, held.positions, decision);
    const { id } = held;
    const record: DecisionRecord = {
      ...ruled,
      number: '',
      body: held.body.key,
      meeting: null,
      item: null,
      proposal: held.proposal_id,
      title: held.title,
      outcome: decision.outcome,
      text: decision.text ?? held.text,
      rationale: decision.rationale,
      summary: decision.summary,
      visibility: decision.visibility,
      decidedAt: new Date().toISOString(),
      recordedBy: held.my_name,
      positions: held.positions,
      followUp: null,
      procedure: procedureId,
      reviewOn: null,
      changes: null,
      referredTo: null,
      // Whose word waits for an instance of their own is asked, as when it is decided at a table.
      ratification: decision.outcome === 'adopted' ? held.approvals : null,
    };
    work.atTheEnd(takeNumber(networkId, held));
    work.atTheEnd(keepDecision(work.actor, held, record, null));
    work.atTheEnd(settleProposal(networkId, held.proposal_id));
    enterDecision(work, this.log, { id, bodyId: held.body.id }, record);
    return id;
  }
}

function thatMayBeConcluded(
  work: Work,
  held: ProcedureForDeciding,
  version: number,
  decision: DecisionInWriting,
): Sitting {
  if (!mayRecord(work.actor, held.body.id)) throw new Refusal(mayNotRecord);
  if (held.conflicted) throw new Refusal(conflicted);
  if (held.ended) throw new Refusal(procedureEnded);
  if (held.version !== version) throw new Refusal(versionStale);
  if (!held.due) throw new Refusal(procedureRuns);
  if (held.closed && decision.visibility !== 'closed')
    throw new Refusal(moreVisible, [{ path: 'visibility', message: { da: 'Vælg »Lukket«.', en: 'Choose “Closed”.' } }]);
  if (!held.sitting) throw new Refusal(noMandate);
  const there = held.sitting.present.filter((one) => !held.sitting!.recused.includes(one));
  const sectors = held.sitting.voting.filter((one) => there.includes(one.key)).map((one) => one.sector);
  const missing = held.sitting.requiredSectors.filter((one) => !sectors.includes(one));
  if (there.length < held.sitting.quorum || missing.length > 0)
    throw new Refusal(tooFewAnswered, [
      {
        path: 'procedureId',
        message: `${there.length} of ${held.sitting.quorum} organisations answered${missing.length > 0 ? `; missing: ${missing.join(', ')}` : ''}`,
      },
    ]);
  return held.sitting;
}
