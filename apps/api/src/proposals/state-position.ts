import { Injectable } from '@nestjs/common';
import { asksForPositions, sayForApproval, type NewPosition, type Stance } from '@torv/shared/proposals';
import type { Language } from '@torv/shared/kernel';
import type { InstanceKind } from '@torv/shared/organisations';
import { conflicted } from '../meetings/meetings.refusals';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal, versionStale } from '../platform/errors/refusal';
import {
  awaitsAnother,
  mayNotBind,
  notAsked,
  notOpenForPositions,
  notTheSame,
  otherInstance,
  textChanged,
} from './proposals.refusals';
import { mayStateFor } from './proposals.policy';
import { findProposal, type StoredProposal } from './stored-proposal';

/** The instance that a reservation names by itself. */
interface Instance {
  id: string;
  instance: string;
  kind: InstanceKind;
  next_on: string | null;
}

/** A word as it is kept. */
interface Word {
  stance: Stance;
  text?: string | null | undefined;
  approval_id: string | null;
}

/** What someone may state for an organisation, and on what terms. */
interface Authority {
  instance: string | null;
  kind: InstanceKind | null;
  next_on: string | null;
  language: Language;
}

interface Pending {
  id: string;
  organisation_id: string;
  organisation: string;
  stance: Stance;
  text: string | null;
  on_version: number;
  stated_by: string;
  approval_id: string | null;
}

/** An organisation's word on a proposal (constitution, 2): alone or two together, finally or for approval. */
@Injectable()
export class Positions {
  /**
   * States an organisation's position. Who may only together with another states the first half; it waits for the second.
   *
   * @param version the version of the text that was read
   * @returns the proposal's id
   */
  async state(work: Work, id: string, version: number, position: NewPosition): Promise<string> {
    const proposal = await findProposal(work, id);
    const organisation = await this.organisation(work, position.organisation);
    const held = await this.authorities(work, organisation.id);
    if (held.length === 0) throw new Refusal(mayNotBind, [{ path: 'organisation', message: position.organisation }]);
    await this.refuseUnlessAsked(work, proposal, organisation.id, version, position.organisation);
    const named = position.approvalBy ? await this.instance(work, organisation.id, position.approvalBy) : null;
    const word = underAuthority(position, held, named);
    if (!mayStateFor(work.actor, organisation.id)) {
      await this.wait(work, proposal, organisation.id, version, word);
      return id;
    }
    await this.keep(work, proposal, organisation.id, version, word, null);
    return id;
  }

  /** The second of two says the same, in one act; with that it is the organisation's word. */
  async confirm(work: Work, id: string, version: number, pendingId: string): Promise<string> {
    const proposal = await findProposal(work, id);
    const pending = await work.row<Pending>({
      text: `SELECT w.id, w.organisation_id, o.key AS organisation, w.stance, w.text, w.on_version, w.stated_by, w.approval_id
             FROM proposals_pending w JOIN organisations_organisation o ON o.network_id = w.network_id AND o.id = w.organisation_id
             WHERE w.network_id = $1 AND w.proposal_id = $2 AND w.id = $3 AND w.ended_at IS NULL`,
      values: [work.networkId, id, pendingId],
    });
    if (!pending) throw new Refusal(notFound);
    if ((await this.authorities(work, pending.organisation_id)).length === 0) throw new Refusal(mayNotBind);
    if (pending.stated_by === work.actor.personId) throw new Refusal(awaitsAnother);
    await this.refuseUnlessAsked(work, proposal, pending.organisation_id, version, pending.organisation);
    if (pending.on_version < proposal.text_version) throw new Refusal(textChanged);
    // Whoever waits for no approval may stand beside one who does: the approval is still asked for.
    const firsts = await this.authorities(work, pending.organisation_id, pending.stated_by);
    if (firsts.length === 0) throw new Refusal(notTheSame);
    await this.keep(work, proposal, pending.organisation_id, pending.on_version, pending, pendingId);
    return id;
  }

  /** Takes the first half back before anyone has confirmed it. */
  async takeBack(work: Work, id: string, pendingId: string): Promise<string> {
    const proposal = await findProposal(work, id);
    const ended = await work.row<{ organisation_id: string }>({
      text: `UPDATE proposals_pending SET ended_at = now() WHERE network_id = $1 AND proposal_id = $2 AND id = $3 AND ended_at IS NULL
             RETURNING organisation_id`,
      values: [work.networkId, id, pendingId],
    });
    if (!ended) throw new Refusal(notFound);
    this.tell(work, proposal, 'proposals.position-awaits');
    return id;
  }

  private async wait(
    work: Work,
    proposal: StoredProposal,
    organisationId: string,
    version: number,
    word: Word,
  ): Promise<void> {
    await work.row({
      text: `UPDATE proposals_pending SET ended_at = now() WHERE network_id = $1 AND proposal_id = $2 AND organisation_id = $3 AND ended_at IS NULL`,
      values: [work.networkId, proposal.id, organisationId],
    });
    await work.row({
      text: `INSERT INTO proposals_pending (network_id, proposal_id, organisation_id, stance, text, on_version, stated_by, approval_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      values: [
        work.networkId,
        proposal.id,
        organisationId,
        word.stance,
        word.text ?? null,
        version,
        work.actor.personId,
        word.approval_id,
      ],
    });
    // Whose it is and what it says is for its own people: the event says only that something of the proposal is new.
    this.tell(work, proposal, 'proposals.position-awaits');
  }

  private async keep(
    work: Work,
    proposal: StoredProposal,
    organisationId: string,
    version: number,
    word: Word,
    pendingId: string | null,
  ): Promise<void> {
    await work.row({
      text: `INSERT INTO proposals_position (network_id, proposal_id, organisation_id, revision, stance, text, on_version, stated_by, pending_id, approval_id)
             VALUES ($1, $2, $3, (SELECT coalesce(max(revision), 0) + 1 FROM proposals_position
               WHERE network_id = $1 AND proposal_id = $2 AND organisation_id = $3), $4, $5, $6, $7, $8, $9)`,
      values: [
        work.networkId,
        proposal.id,
        organisationId,
        word.stance,
        word.text ?? null,
        version,
        work.actor.personId,
        pendingId,
        word.approval_id,
      ],
    });
    this.tell(work, proposal, 'proposals.position-stated', { organisationId, word: word.stance });
  }

  private async refuseUnlessAsked(
    work: Work,
    proposal: StoredProposal,
    organisationId: string,
    version: number,
    key: string,
  ): Promise<void> {
    if (proposal.conflicted) throw new Refusal(conflicted);
    if (!asksForPositions(proposal.state)) throw new Refusal(notOpenForPositions);
    if (proposal.version !== version) throw new Refusal(versionStale);
    const seat = await work.row({
      text: `SELECT 1 FROM bodies_seat WHERE network_id = $1 AND body_id = $2 AND organisation_id = $3 AND voting
               AND valid_from <= now() AND valid_until > now() LIMIT 1`,
      values: [work.networkId, proposal.body_id, organisationId],
    });
    if (!seat) throw new Refusal(notAsked, [{ path: 'organisation', message: key }]);
  }

  private async organisation(work: Work, key: string): Promise<{ id: string }> {
    const found = await work.row<{ id: string }>({
      text: 'SELECT id FROM organisations_organisation WHERE network_id = $1 AND key = $2',
      values: [work.networkId, key],
    });
    if (found) return found;
    const message = { da: `Der er ingen organisation »${key}« her.`, en: `There is no organisation "${key}" here.` };
    throw new Refusal(notFound, [{ path: 'organisation', message }]);
  }

  private async instance(work: Work, organisationId: string, id: string): Promise<Instance> {
    const found = await work.row<Instance & Record<string, unknown>>({
      text: `SELECT id, name AS instance, kind, next_on::text AS next_on FROM organisations_instance
             WHERE network_id = $1 AND organisation_id = $2 AND id = $3 AND dissolved_at IS NULL`,
      values: [work.networkId, organisationId, id],
    });
    if (found) return found;
    const message = { da: 'Vælg en af organisationens egne instanser.', en: "Choose one of the organisation's own." };
    throw new Refusal(notFound, [{ path: 'approvalBy', message }]);
  }

  /** What the actor, or another, may state for the organisation today: alone before together, final before for approval. */
  private authorities(work: Work, organisationId: string, personId = work.actor.personId): Promise<Authority[]> {
    return work.rows<Authority & Record<string, unknown>>({
      text: `SELECT x.name AS instance, x.kind, x.next_on::text AS next_on, coalesce(n.languages[1], 'da') AS language
             FROM organisations_authority a JOIN places_network n ON n.id = a.network_id
             JOIN organisations_affiliation f ON f.network_id = a.network_id AND f.organisation_id = a.organisation_id AND f.person_id = a.person_id
               AND f.valid_from <= now() AND f.valid_until > now()
             LEFT JOIN organisations_instance x ON x.network_id = a.network_id AND x.id = a.instance_id
             WHERE a.network_id = $1 AND a.organisation_id = $2 AND a.person_id = $3 AND a.subject = 'positions'
               AND a.valid_from <= now() AND a.valid_until > now()
             ORDER BY a.together, a.instance_id IS NOT NULL, a.id`,
      values: [work.networkId, organisationId, personId],
    });
  }

  private tell(
    work: Work,
    proposal: StoredProposal,
    kind: string,
    more: { organisationId?: string; word?: string } = {},
  ): void {
    work.tell({
      kind,
      subjectKind: 'proposal',
      subjectId: proposal.id,
      visibility: proposal.visibility,
      bodyId: proposal.body_id,
      ...more,
    });
  }
}

/**
 * The word as it counts under the weightiest authority. What an instance must still approve is no yes but a
 * reservation, and says for whose approval; an objection, or standing aside, stays what it is.
 */
function underAuthority(position: NewPosition, held: readonly Authority[], named: Instance | null): Word {
  const [authority] = held as [Authority];
  if (named && authority.instance !== null && authority.instance !== named.instance)
    throw new Refusal(otherInstance, [{ path: 'approvalBy', message: authority.instance }]);
  const { instance, kind, next_on: on } = named ?? authority;
  const approval_id = named?.id ?? null;
  if (instance === null || kind === null) return { stance: position.stance, text: position.text, approval_id };
  const forApproval = sayForApproval({ instance, kind, on }, authority.language);
  // Whoever stands by what was said sends the words back with it.
  const words = position.text?.endsWith(forApproval)
    ? position.text.slice(0, -forApproval.length).trim()
    : position.text;
  const text = words ? `${words}\n\n${forApproval}` : forApproval;
  const stance = position.stance === 'endorse' ? 'reserve' : position.stance;
  return { stance, text, approval_id };
}
