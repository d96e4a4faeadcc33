import { Injectable } from '@nestjs/common';
import type { NewOrganisation, OrganisationChange } from '@torv/shared/organisations';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal } from '../platform/errors/refusal';
import { mayChange, mayPlace, mayTakeUp } from './organisations.policy';
import { keyTaken, mayNotChange, mayNotPlace, mayNotTakeUp, underItself } from './organisations.refusals';
import { organisationAt, tellOf } from './stored-organisation';

/** The columns of what a change may say, by its field. */
const columns = {
  name: 'name',
  sector: 'sector',
  kind: 'kind',
  cvr: 'cvr',
  pNumber: 'p_number',
  permanent: 'permanent',
  until: 'ends_on',
  note: 'note',
  swatch: 'swatch',
} as const;

/** Taking up parties, and changing who they are. */
@Injectable()
export class Organisations {
  /** @returns the new organisation's key */
  async takeUp(work: Work, organisation: NewOrganisation): Promise<string> {
    if (!mayTakeUp(work.actor)) throw new Refusal(mayNotTakeUp);
    const { contact } = organisation;
    const made = await work.row<{ id: string }>({
      text: `INSERT INTO organisations_organisation (network_id, key, name, sector, kind, cvr, p_number, permanent, ends_on, note, swatch,
               contact_function, contact_email, contact_phone, contact_web)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
               coalesce($11, (SELECT count(*) % 12 FROM organisations_organisation WHERE network_id = $1)), $12, $13, $14, $15)
             ON CONFLICT (network_id, key) DO NOTHING RETURNING id`,
      values: [
        work.networkId,
        organisation.key,
        organisation.name,
        organisation.sector,
        organisation.kind,
        organisation.cvr,
        organisation.pNumber,
        organisation.permanent,
        organisation.until,
        organisation.note,
        organisation.swatch ?? null,
        contact.function,
        contact.email,
        contact.phone,
        contact.web,
      ],
    });
    if (!made)
      throw new Refusal(keyTaken, [
        { path: 'key', message: { da: 'Vælg et andet kort navn.', en: 'Choose another short name.' } },
      ]);
    await this.standUnder(work, made.id, organisation.parents);
    await this.workOn(work, made.id, organisation.areas);
    tellOf(work, made, 'organisations.taken-up');
    return organisation.key;
  }

  /** Changes who it is; under whom it stands is asked of the facilitator. */
  async change(work: Work, key: string, version: number, change: OrganisationChange): Promise<string> {
    const organisation = await organisationAt(work, key, version);
    const { parents, areas, contact, ...facts } = change;
    if (parents && !mayPlace(work.actor)) throw new Refusal(mayNotPlace, [{ path: 'parents', message: key }]);
    const given = Object.entries(facts).filter(([, value]) => value !== undefined) as [keyof typeof columns, unknown][];
    if (given.length > 0 || areas || contact) {
      if (!mayChange(work.actor, organisation)) throw new Refusal(mayNotChange);
      const values: [string, unknown][] = given.map(([field, value]) => [columns[field], value]);
      // One that becomes permanent ends on no day.
      if (facts.permanent !== undefined && facts.permanent !== false && facts.until === undefined)
        values.push(['ends_on', null]);
      if (contact)
        values.push(
          ['contact_function', contact.function],
          ['contact_email', contact.email],
          ['contact_phone', contact.phone],
          ['contact_web', contact.web],
        );
      if (values.length > 0)
        await work.row({
          text: `UPDATE organisations_organisation SET ${values.map(([column], n) => `${column} = $${n + 3}`).join(', ')}
                 WHERE network_id = $1 AND id = $2`,
          values: [work.networkId, organisation.id, ...values.map(([, value]) => value)],
        });
      if (areas) await this.workOn(work, organisation.id, areas);
    }
    if (parents?.includes(key)) throw new Refusal(underItself, [{ path: 'parents', message: key }]);
    if (parents) await this.standUnder(work, organisation.id, parents);
    tellOf(work, organisation, 'organisations.changed');
    return key;
  }

  private async standUnder(work: Work, id: string, parents: readonly string[]): Promise<void> {
    await this.linkTo(work, id, parents, 'parent', 'organisations_organisation', {
      da: 'Der er ingen organisation',
      en: 'There is no organisation',
    });
  }

  private async workOn(work: Work, id: string, areas: readonly string[]): Promise<void> {
    await this.linkTo(work, id, areas, 'area', 'places_area', { da: 'Der er intet område', en: 'There is no area' });
  }

  /** Makes the links of an organisation exactly these; refuses a key that names nothing. */
  private async linkTo(
    work: Work,
    id: string,
    keys: readonly string[],
    what: 'parent' | 'area',
    table: string,
    missing: { da: string; en: string },
  ): Promise<void> {
    const [found] = await work.together(
      { text: `SELECT id, key FROM ${table} WHERE network_id = $1 AND key = ANY ($2)`, values: [work.networkId, keys] },
      {
        text: `DELETE FROM organisations_${what} l WHERE l.network_id = $1 AND l.organisation_id = $2
                 AND l.${what}_id NOT IN (SELECT t.id FROM ${table} t WHERE t.network_id = $1 AND t.key = ANY ($3))`,
        values: [work.networkId, id, keys],
      },
      {
        text: `INSERT INTO organisations_${what} (network_id, organisation_id, ${what}_id)
               SELECT $1, $2, t.id FROM ${table} t WHERE t.network_id = $1 AND t.key = ANY ($3)
                 AND t.id NOT IN (SELECT l.${what}_id FROM organisations_${what} l WHERE l.network_id = $1 AND l.organisation_id = $2)`,
        values: [work.networkId, id, keys],
      },
    );
    const unknown = keys.filter((key) => !found!.some((row) => row['key'] === key));
    if (unknown.length > 0)
      throw new Refusal(
        notFound,
        unknown.map((key) => ({
          path: `${what}s`,
          message: { da: `${missing.da} »${key}« her.`, en: `${missing.en} "${key}" here.` },
        })),
      );
  }
}
