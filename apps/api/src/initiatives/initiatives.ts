import { Injectable } from '@nestjs/common';
import {
  initiativeTransitions,
  partnerHindrance,
  type InitiativeState,
  type NewCommitment,
} from '@torv/shared/initiatives';
import { mayGo } from '@torv/shared/kernel';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal, versionStale } from '../platform/errors/refusal';
import { mayCommitFor, mayLead } from './initiatives.policy';
import { refuseBeyondAuthority } from './keep-to-the-limit';
import { alreadyWithdrawn, ended, mayNotCommit, mayNotLead, noSuchStep, partnerRequired } from './initiatives.refusals';

interface StoredInitiative {
  id: string;
  key: string;
  version: number;
  kind: 'joint' | 'own';
  state: InitiativeState;
  lead_id: string;
}

/** Naming partners, giving and withdrawing commitments, and the steps of an initiative's life. */
@Injectable()
export class Initiatives {
  /** Gives an organisation's commitment (constitution, 2: only who may bind it). */
  async commit(work: Work, key: string, version: number, commitment: NewCommitment): Promise<string> {
    const initiative = await this.find(work, key);
    const organisation = await this.organisation(work, commitment.organisation);
    await refuseBeyondAuthority(work, organisation, commitment);
    if (initiative.version !== version) throw new Refusal(versionStale);
    if (['completed', 'stopped', 'anchored'].includes(initiative.state)) throw new Refusal(ended);
    await work.row({
      text: `INSERT INTO initiatives_commitment (network_id, initiative_id, organisation_id, kind, amount, note, valid_from, valid_until, given_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      values: [
        work.networkId,
        initiative.id,
        organisation,
        commitment.kind,
        commitment.amount ?? null,
        commitment.note ?? null,
        commitment.from,
        commitment.until,
        work.actor.personId,
      ],
    });
    this.tell(work, initiative, 'initiatives.committed', { organisationId: organisation, word: commitment.kind });
    return key;
  }

  /** Takes a commitment back, with a reason. When it was the last partner's, the initiative is paused with it. */
  async withdraw(work: Work, key: string, version: number, commitmentId: string, reason: string): Promise<void> {
    const initiative = await this.at(work, key, version);
    const commitment = await work.row<{ organisation_id: string; withdrawn_at: Date | null }>({
      text: 'SELECT organisation_id, withdrawn_at FROM initiatives_commitment WHERE network_id = $1 AND initiative_id = $2 AND id = $3',
      values: [work.networkId, initiative.id, commitmentId],
    });
    if (!commitment) throw new Refusal(notFound);
    if (!mayCommitFor(work.actor, commitment.organisation_id)) throw new Refusal(mayNotCommit);
    if (commitment.withdrawn_at) throw new Refusal(alreadyWithdrawn);
    await work.row({
      text: `UPDATE initiatives_commitment SET withdrawn_by = $4, withdrawn_at = now(), withdrawn_reason = $5
             WHERE network_id = $1 AND initiative_id = $2 AND id = $3`,
      values: [work.networkId, initiative.id, commitmentId, work.actor.personId, reason],
    });
    this.tell(work, initiative, 'initiatives.withdrawn', { organisationId: commitment.organisation_id });
    const after = await this.find(work, key);
    if (initiative.state === 'active' && after.state === 'paused')
      this.tell(work, initiative, 'initiatives.paused', { word: 'paused' });
  }

  /** Takes a step of the transition table; into `active` only as the partner rule allows. */
  async step(work: Work, key: string, version: number, to: InitiativeState): Promise<void> {
    const initiative = await this.at(work, key, version);
    this.refuseUnlessLed(work, initiative);
    if (!mayGo(initiativeTransitions, initiative.state, to)) throw new Refusal(noSuchStep);
    if (to === 'active') await this.refuseWithoutPartner(work, initiative);
    await work.row({
      text: 'UPDATE initiatives_initiative SET state = $3, version = version + 1 WHERE network_id = $1 AND id = $2',
      values: [work.networkId, initiative.id, to],
    });
    const kind =
      to === 'active' ? 'initiatives.activated' : to === 'paused' ? 'initiatives.paused' : 'initiatives.changed';
    this.tell(work, initiative, kind, { word: to });
  }

  /** Links the proposal that asks a body to start it. */
  async linkProposal(work: Work, key: string, version: number, proposalId: string): Promise<void> {
    const initiative = await this.at(work, key, version);
    this.refuseUnlessLed(work, initiative);
    const proposal = await work.row({
      text: 'SELECT 1 FROM proposals_proposal WHERE network_id = $1 AND id = $2',
      values: [work.networkId, proposalId],
    });
    if (!proposal) throw new Refusal(notFound, [{ path: 'proposalId', message: 'There is no such proposal.' }]);
    await work.row({
      text: 'INSERT INTO initiatives_proposal (network_id, initiative_id, proposal_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      values: [work.networkId, initiative.id, proposalId],
    });
    await this.touch(work, initiative);
  }

  /** Names a partner; naming commits nobody. */
  async namePartner(work: Work, key: string, version: number, organisationKey: string): Promise<void> {
    const initiative = await this.at(work, key, version);
    this.refuseUnlessLed(work, initiative);
    const organisation = await this.organisation(work, organisationKey);
    await work.row({
      text: 'INSERT INTO initiatives_partner (network_id, initiative_id, organisation_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      values: [work.networkId, initiative.id, organisation],
    });
    await this.touch(work, initiative);
    this.tell(work, initiative, 'initiatives.changed', { organisationId: organisation });
  }

  private async find(work: Work, key: string): Promise<StoredInitiative> {
    const found = await work.row<StoredInitiative>({
      text: 'SELECT id, key, version, kind, state, lead_id FROM initiatives_initiative WHERE network_id = $1 AND key = $2',
      values: [work.networkId, key],
    });
    if (!found) throw new Refusal(notFound);
    return found;
  }

  private async at(work: Work, key: string, version: number): Promise<StoredInitiative> {
    const initiative = await this.find(work, key);
    if (initiative.version !== version) throw new Refusal(versionStale);
    return initiative;
  }

  private async organisation(work: Work, key: string): Promise<string> {
    const found = await work.row<{ id: string }>({
      text: 'SELECT id FROM organisations_organisation WHERE network_id = $1 AND key = $2',
      values: [work.networkId, key],
    });
    if (!found)
      throw new Refusal(notFound, [
        {
          path: 'organisation',
          message: { da: `Der er ingen organisation »${key}« her.`, en: `There is no organisation "${key}" here.` },
        },
      ]);
    return found.id;
  }

  private refuseUnlessLed(work: Work, initiative: StoredInitiative): void {
    if (!mayLead(work.actor, initiative.lead_id)) throw new Refusal(mayNotLead);
  }

  private async refuseWithoutPartner(work: Work, initiative: StoredInitiative): Promise<void> {
    const [committed, named, parents] = await work.together(
      {
        text: `SELECT DISTINCT organisation_id AS id FROM initiatives_commitment WHERE network_id = $1 AND initiative_id = $2
                 AND withdrawn_at IS NULL AND valid_until >= places_today(network_id)`,
        values: [work.networkId, initiative.id],
      },
      {
        text: 'SELECT organisation_id AS id FROM initiatives_partner WHERE network_id = $1 AND initiative_id = $2',
        values: [work.networkId, initiative.id],
      },
      {
        text: 'SELECT organisation_id AS id, array_agg(parent_id) AS parents FROM organisations_parent WHERE network_id = $1 GROUP BY 1',
        values: [work.networkId],
      },
    );
    const ids = (rows: { id?: string }[] | undefined) => (rows ?? []).map((row) => row.id!);
    const hindrance = partnerHindrance(
      { kind: initiative.kind, lead: initiative.lead_id, named: ids(named), committed: ids(committed) },
      new Map((parents ?? []).map((row) => [row['id'] as string, row['parents'] as string[]])),
    );
    if (hindrance) throw new Refusal(partnerRequired, [{ path: 'to', message: hindrance }]);
  }

  private async touch(work: Work, initiative: StoredInitiative): Promise<void> {
    await work.row({
      text: 'UPDATE initiatives_initiative SET version = version + 1 WHERE network_id = $1 AND id = $2',
      values: [work.networkId, initiative.id],
    });
  }

  private tell(
    work: Work,
    initiative: StoredInitiative,
    kind: string,
    more: { organisationId?: string; word?: string },
  ): void {
    work.tell({ kind, subjectKind: 'initiative', subjectId: initiative.id, visibility: 'network', ...more });
  }
}
