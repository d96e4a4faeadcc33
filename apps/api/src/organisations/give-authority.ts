import { Injectable } from '@nestjs/common';
import type { InstanceChange, NewAuthority, NewInstance } from '@torv/shared/organisations';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal } from '../platform/errors/refusal';
import { nameTaken } from './organisations.refusals';
import { PeopleOfOrganisation } from './people-of-organisation';
import { periodOf, type StoredOrganisation, tellOf } from './stored-organisation';

/** What people may bind the organisation to, on its administrator's word; and the instances that approve for it. */
@Injectable()
export class Authorities {
  constructor(private readonly people: PeopleOfOrganisation) {}

  /** Gives authority, one row a subject. What was given is never changed: it is withdrawn and given anew. */
  async give(work: Work, key: string, version: number, given: NewAuthority): Promise<string> {
    const organisation = await this.people.administeredAt(work, key, version);
    await this.people.refuseUnlessItsOwn(work, organisation, given.personId, given.from ?? null);
    if (given.instanceId) await this.instance(work, organisation, given.instanceId, 'instanceId');
    await work.row({
      text: `INSERT INTO organisations_authority (network_id, person_id, organisation_id, subject, given_by, limit_amount, together, instance_id, recorded_by, valid_from, valid_until)
             SELECT $1, $2, $3, s.subject, $6, $7, $8, $9, platform_actor(), ${periodOf('$4', '$5')}
             FROM places_network n CROSS JOIN unnest($10::text[]) AS s (subject) WHERE n.id = $1`,
      values: [
        work.networkId,
        given.personId,
        organisation.id,
        given.from ?? null,
        given.until,
        given.givenBy,
        given.limit,
        given.together,
        given.instanceId,
        given.subjects,
      ],
    });
    tellOf(work, organisation, 'organisations.authority-given');
    return key;
  }

  async addInstance(work: Work, key: string, version: number, given: NewInstance): Promise<string> {
    const organisation = await this.people.administeredAt(work, key, version);
    await this.refuseTaken(work, organisation, given.name, null);
    await work.row({
      text: 'INSERT INTO organisations_instance (network_id, organisation_id, name, kind, next_on) VALUES ($1, $2, $3, $4, $5)',
      values: [work.networkId, organisation.id, given.name, given.kind, given.nextOn],
    });
    tellOf(work, organisation, 'organisations.changed', 'instances');
    return key;
  }

  async changeInstance(work: Work, key: string, version: number, id: string, change: InstanceChange): Promise<string> {
    const organisation = await this.people.administeredAt(work, key, version);
    await this.instance(work, organisation, id);
    if (change.name !== undefined) await this.refuseTaken(work, organisation, change.name, id);
    await work.row({
      text: `UPDATE organisations_instance SET name = coalesce($3, name), kind = coalesce($4, kind), next_on = CASE WHEN $5 THEN $6::date ELSE next_on END
             WHERE network_id = $1 AND id = $2`,
      values: [
        work.networkId,
        id,
        change.name ?? null,
        change.kind ?? null,
        change.nextOn !== undefined,
        change.nextOn ?? null,
      ],
    });
    tellOf(work, organisation, 'organisations.changed', 'instances');
    return key;
  }

  /** Takes an instance away; authority that waits for it keeps naming it. */
  async dissolveInstance(work: Work, key: string, version: number, id: string): Promise<string> {
    const organisation = await this.people.administeredAt(work, key, version);
    await this.instance(work, organisation, id);
    await this.setDissolved(work, organisation, id, true);
    return key;
  }

  /** Puts one back that was taken away; what waits for it finds it again. */
  async restoreInstance(work: Work, key: string, version: number, id: string): Promise<string> {
    const organisation = await this.people.administeredAt(work, key, version);
    const gone = await work.row<{ name: string }>({
      text: 'SELECT name FROM organisations_instance WHERE network_id = $1 AND organisation_id = $2 AND id = $3',
      values: [work.networkId, organisation.id, id],
    });
    if (!gone) throw new Refusal(notFound);
    await this.refuseTaken(work, organisation, gone.name, id);
    await this.setDissolved(work, organisation, id, false);
    return key;
  }

  private async setDissolved(work: Work, organisation: StoredOrganisation, id: string, gone: boolean): Promise<void> {
    await work.row({
      text: 'UPDATE organisations_instance SET dissolved_at = CASE WHEN $3 THEN now() END WHERE network_id = $1 AND id = $2',
      values: [work.networkId, id, gone],
    });
    tellOf(work, organisation, 'organisations.changed', 'instances');
  }

  private async instance(work: Work, organisation: StoredOrganisation, id: string, path?: string): Promise<void> {
    const found = await work.row({
      text: 'SELECT 1 FROM organisations_instance WHERE network_id = $1 AND organisation_id = $2 AND id = $3 AND dissolved_at IS NULL',
      values: [work.networkId, organisation.id, id],
    });
    if (found) return;
    const message = { da: 'Organisationen har ingen sådan instans.', en: 'The organisation has no such instance.' };
    throw new Refusal(notFound, path ? [{ path, message }] : []);
  }

  private async refuseTaken(work: Work, organisation: StoredOrganisation, name: string, but: string | null) {
    const taken = await work.row({
      text: `SELECT 1 FROM organisations_instance WHERE network_id = $1 AND organisation_id = $2 AND name = $3 AND dissolved_at IS NULL
               AND ($4::uuid IS NULL OR id <> $4)`,
      values: [work.networkId, organisation.id, name, but],
    });
    if (taken)
      throw new Refusal(nameTaken, [{ path: 'name', message: { da: 'Navnet er brugt.', en: 'The name is in use.' } }]);
  }
}
