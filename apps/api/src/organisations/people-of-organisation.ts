import { Injectable } from '@nestjs/common';
import type { NewAffiliation } from '@torv/shared/organisations';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal } from '../platform/errors/refusal';
import { mayAdminister, mayEnd } from './organisations.policy';
import { alreadyAffiliated, alreadyEnded, mayNotAdminister, notItsOwn, notOfNetwork } from './organisations.refusals';
import { organisationAt, periodOf, type StoredOrganisation, tellOf } from './stored-organisation';

/** What has a period and an end: who acts for the organisation, its offices, and what people may bind it to. */
export type Held = 'affiliation' | 'office' | 'authority';

interface StoredHolding {
  id: string;
  person_id: string;
  organisation_id: string;
  ended: boolean;
}

const at = (path: string, da: string, en: string) => [{ path, message: { da, en } }];

/** An organisation's own people: taken in, let go, and taken back when it was a mistake. */
@Injectable()
export class PeopleOfOrganisation {
  /** Affiliates someone whom the network knows. @returns the organisation's key */
  async affiliate(work: Work, key: string, version: number, given: NewAffiliation): Promise<string> {
    const organisation = await this.administeredAt(work, key, version);
    const [known] = await work.rows<{ known: boolean; there: boolean }>({
      text: `SELECT count(*) > 0 AS known, coalesce(bool_or(organisation_id = $3 AND valid_until > now()), false) AS there
             FROM organisations_affiliation WHERE network_id = $1 AND person_id = $2`,
      values: [work.networkId, given.personId, organisation.id],
    });
    if (!known!.known)
      throw new Refusal(notOfNetwork, at('personId', 'Kendes ikke i netværket.', 'Not known in the network.'));
    if (known!.there) throw new Refusal(alreadyAffiliated, at('personId', 'Er tilknyttet.', 'Already acts for it.'));
    await work.row({
      text: `INSERT INTO organisations_affiliation (network_id, person_id, organisation_id, valid_from, valid_until)
             SELECT $1, $2, $3, ${periodOf('$4', '$5')} FROM places_network n WHERE n.id = $1`,
      values: [work.networkId, given.personId, organisation.id, given.from ?? null, given.until],
    });
    tellOf(work, organisation, 'organisations.joined');
    return key;
  }

  /** Makes one of the organisation's own people its administrator. */
  async makeAdministrator(work: Work, key: string, version: number, personId: string): Promise<string> {
    const organisation = await this.administeredAt(work, key, version);
    await this.refuseUnlessItsOwn(work, organisation, personId);
    const holds = await work.row({
      text: `SELECT 1 FROM organisations_office WHERE network_id = $1 AND organisation_id = $2 AND person_id = $3 AND office = 'administrator'
               AND valid_until > now()`,
      values: [work.networkId, organisation.id, personId],
    });
    // Whoever holds the office already keeps it; asked for twice it is one.
    if (!holds)
      await work.row({
        text: `INSERT INTO organisations_office (network_id, person_id, organisation_id, office, valid_from) VALUES ($1, $2, $3, 'administrator', now())`,
        values: [work.networkId, personId, organisation.id],
      });
    tellOf(work, organisation, 'organisations.changed', 'administrator');
    return key;
  }

  /**
   * Ends it at this moment, which is after the unit of work began: what it tells is still told. An affiliation is also
   * ended by its own person, who leaves; what hangs on it ends at the same moment.
   */
  async end(work: Work, key: string, version: number, held: Held, id: string): Promise<string> {
    const organisation = await organisationAt(work, key, version);
    const holding = await this.holding(work, organisation, held, id);
    const may = held === 'affiliation' ? mayEnd(work.actor, holding) : mayAdminister(work.actor, organisation);
    if (!may) throw new Refusal(mayNotAdminister);
    if (holding.ended) throw new Refusal(alreadyEnded);
    await work.row({
      text: `UPDATE organisations_${held} SET valid_until = greatest(clock_timestamp(), valid_from) WHERE network_id = $1 AND id = $2`,
      values: [work.networkId, id],
    });
    tellOf(work, organisation, ended[held]);
    return key;
  }

  /** Takes an end back, within the hour. */
  async reopen(work: Work, key: string, version: number, held: Held, id: string): Promise<string> {
    const organisation = await this.administeredAt(work, key, version);
    await this.holding(work, organisation, held, id);
    await work.row({
      text: `UPDATE organisations_${held} SET valid_until = coalesce(until_before, valid_until) WHERE network_id = $1 AND id = $2`,
      values: [work.networkId, id],
    });
    tellOf(work, organisation, begun[held]);
    return key;
  }

  /** @throws Refusal ORGANISATIONS.MAY_NOT_ADMINISTER, as nobody administers another organisation's people */
  async administeredAt(work: Work, key: string, version: number): Promise<StoredOrganisation> {
    const organisation = await organisationAt(work, key, version);
    if (!mayAdminister(work.actor, organisation)) throw new Refusal(mayNotAdminister);
    return organisation;
  }

  /** @throws Refusal ORGANISATIONS.NOT_ITS_OWN unless the person acts for the organisation from that day */
  async refuseUnlessItsOwn(
    work: Work,
    organisation: StoredOrganisation,
    personId: string,
    from: string | null = null,
  ): Promise<void> {
    const own = await work.row({
      text: `SELECT 1 FROM organisations_affiliation a JOIN places_network n ON n.id = a.network_id
             WHERE a.network_id = $1 AND a.organisation_id = $2 AND a.person_id = $3
               AND a.valid_from <= greatest(now(), $4::date::timestamp AT TIME ZONE n.timezone)
               AND a.valid_until > greatest(now(), $4::date::timestamp AT TIME ZONE n.timezone)`,
      values: [work.networkId, organisation.id, personId, from],
    });
    if (!own)
      throw new Refusal(notItsOwn, at('personId', 'Er ikke tilknyttet den dag.', 'Does not act for it on that day.'));
  }

  private async holding(work: Work, organisation: StoredOrganisation, held: Held, id: string): Promise<StoredHolding> {
    const found = await work.row<StoredHolding>({
      text: `SELECT id, person_id, organisation_id, valid_until <= now() AS ended FROM organisations_${held}
             WHERE network_id = $1 AND organisation_id = $2 AND id = $3`,
      values: [work.networkId, organisation.id, id],
    });
    if (!found) throw new Refusal(notFound);
    return found;
  }
}

const ended = {
  affiliation: 'organisations.left',
  office: 'organisations.changed',
  authority: 'organisations.authority-withdrawn',
} as const;
const begun = {
  affiliation: 'organisations.joined',
  office: 'organisations.changed',
  authority: 'organisations.authority-given',
} as const;
