import { Inject, Injectable } from '@nestjs/common';
import type { NewInvitation } from '@torv/shared/organisations';
import { makeSecret } from '../identity/tickets';
import { linkTo, type Settings } from '../platform/config/read-settings';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal } from '../platform/errors/refusal';
import { queueMail } from '../platform/mail/queue-mail';
import { SETTINGS } from '../platform/platform.tokens';
import { invitationMail } from './invitation-mail';
import { mayNotInvite } from './invitations.refusals';
import { type InvitationToMail, invitationToMail } from './invitations.sql';
import { keyOfName } from './key-of-name';
import { mayInvite, mayTakeUp } from './organisations.policy';

/**
 * Invites people, each with a link in a mail that goes out with the commit. The database says who may ask whom, for
 * that holds at every door; what is said here first is what a person can act on.
 */
@Injectable()
export class InvitePeople {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** @returns the invitation's id */
  async invite(work: Work, asked: NewInvitation): Promise<string> {
    const { organisation: wanted } = asked;
    if (typeof wanted !== 'string' && !mayTakeUp(work.actor)) throw new Refusal(mayNotInvite);
    const organisationId = typeof wanted === 'string' ? await this.invitedOrganisation(work, wanted) : null;
    const takenUp = typeof wanted === 'string' ? null : { ...wanted, key: keyOfName(wanted.name) };
    const { secret, hash } = makeSecret();
    const made = await work.row<{ id: string }>({
      text: 'SELECT organisations_invite($1, $2, $3::jsonb, $4, $5, $6, $7, $8, $9) AS id',
      values: [
        work.networkId,
        organisationId,
        takenUp && JSON.stringify(takenUp),
        asked.email,
        asked.language,
        asked.administrator,
        asked.message,
        asked.seatId,
        hash,
      ],
    });
    await this.send(work, made!.id, secret);
    return made!.id;
  }

  /** Sends it again, with a new link; the old one is good no more. */
  async sendAgain(work: Work, id: string, version: number): Promise<void> {
    await this.seen(work, id);
    const { secret, hash } = makeSecret();
    await work.row({
      text: 'SELECT organisations_renew_invitation($1, $2, $3, $4)',
      values: [work.networkId, id, version, hash],
    });
    await this.send(work, id, secret);
  }

  async withdraw(work: Work, id: string, version: number): Promise<void> {
    const organisationId = await this.seen(work, id);
    await work.row({
      text: 'SELECT organisations_withdraw_invitation($1, $2, $3)',
      values: [work.networkId, id, version],
    });
    tell(work, organisationId, 'organisations.invitation-withdrawn');
  }

  private async invitedOrganisation(work: Work, key: string): Promise<string> {
    const found = await work.row<{ id: string }>({
      text: 'SELECT id FROM organisations_organisation WHERE network_id = $1 AND key = $2',
      values: [work.networkId, key],
    });
    if (!found) throw new Refusal(notFound, [{ path: 'organisation', message: 'There is none.' }]);
    if (!mayInvite(work.actor, found.id)) throw new Refusal(mayNotInvite);
    return found.id;
  }

  /** The organisation of an invitation that the actor looks after. @throws Refusal PLATFORM.NOT_FOUND */
  private async seen(work: Work, id: string): Promise<string> {
    const found = await work.row<{ organisation_id: string }>({
      text: 'SELECT organisation_id FROM organisations_invitation WHERE network_id = $1 AND id = $2',
      values: [work.networkId, id],
    });
    if (!found) throw new Refusal(notFound);
    return found.organisation_id;
  }

  private async send(work: Work, id: string, secret: string): Promise<void> {
    const it = (await work.row<InvitationToMail>(invitationToMail(work.networkId, id)))!;
    const mail = await queueMail(work, invitationMail(it, linkTo(this.settings, `/join/${secret}`)));
    await work.row({ text: 'SELECT organisations_note_mail($1, $2, $3)', values: [work.networkId, id, mail] });
    tell(work, it.organisation_id, 'organisations.invited');
  }
}

function tell(work: Work, organisationId: string, kind: string): void {
  const subject = { subjectKind: 'organisation', subjectId: organisationId, organisationId };
  work.tell({ ...subject, kind, visibility: 'network' });
}
