import type { NewCommitment } from '@torv/shared/initiatives';
import type { Work } from '../platform/database/unit-of-work';
import { Refusal } from '../platform/errors/refusal';
import { mayCommitFor } from './initiatives.policy';
import { aboveLimit, mayNotCommit, mayNotCommitAlone } from './initiatives.refusals';

interface Giver {
  name: string;
  mine: boolean;
  alone: boolean;
  limit: string | null;
}

const kroner = (amount: number): { da: string; en: string } => ({
  da: new Intl.NumberFormat('da-DK').format(amount),
  en: new Intl.NumberFormat('en-GB').format(amount),
});

/**
 * Refuses a commitment that its giver may not give alone, or of more money than they may: then it says how much, and
 * who may give more.
 *
 * @throws Refusal INITIATIVES.MAY_NOT_COMMIT, .MAY_NOT_COMMIT_ALONE or .ABOVE_LIMIT
 */
export async function refuseBeyondAuthority(
  work: Work,
  organisationId: string,
  commitment: NewCommitment,
): Promise<void> {
  const at = [{ path: 'organisation', message: commitment.organisation }];
  const may = mayCommitFor(work.actor, organisationId);
  if (may && commitment.kind !== 'money') return;
  const givers = await work.rows<Giver & Record<string, unknown>>({
    text: `SELECT i.name, a.person_id = platform_actor() AS mine, NOT a.together AND a.instance_id IS NULL AS alone, a.limit_amount AS limit
           FROM organisations_authority a JOIN identity_person i ON i.id = a.person_id
           JOIN organisations_affiliation f ON f.network_id = a.network_id AND f.organisation_id = a.organisation_id AND f.person_id = a.person_id
             AND f.valid_from <= now() AND f.valid_until > now()
           WHERE a.network_id = $1 AND a.organisation_id = $2 AND a.subject = 'commitments' AND a.valid_from <= now() AND a.valid_until > now()
           ORDER BY i.name`,
    values: [work.networkId, organisationId],
  });
  if (!may) throw new Refusal(givers.some((one) => one.mine) ? mayNotCommitAlone : mayNotCommit, at);
  const amount = commitment.amount ?? 0;
  const covers = (one: Giver) => one.alone && (one.limit === null || Number(one.limit) >= amount);
  if (givers.some((one) => one.mine && covers(one))) return;
  const most = Math.max(...givers.filter((one) => one.mine && one.alone).map((one) => Number(one.limit)));
  const others = [...new Set(givers.filter((one) => !one.mine && covers(one)).map((one) => one.name))].join(', ');
  const limit = kroner(most);
  throw new Refusal(aboveLimit, [
    {
      path: 'amount',
      message: {
        da: `Din bemyndigelse går til ${limit.da} kr. ${others ? `Mere kan gives af: ${others}.` : 'Ingen andre i organisationen kan give så meget i Torv endnu.'}`,
        en: `Your authority goes to ${limit.en} kr. ${others ? `More can be given by: ${others}.` : 'Nobody else in the organisation may give that much in Torv yet.'}`,
      },
    },
  ]);
}
