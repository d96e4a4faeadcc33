import { Injectable } from '@nestjs/common';
import type { Actor, ActorBody, ActorOrganisation } from '@torv/shared/kernel';
import { Database } from '../platform/database/database';
import type { Query } from '../platform/database/query';

const organisationsOfActor = (networkId: string): Query => ({
  name: 'organisations-of-actor',
  text: `SELECT o.id, o.key, o.name, coalesce(array_agg(DISTINCT b.subject) FILTER (WHERE b.subject IS NOT NULL), '{}') AS binds
         FROM organisations_organisation o
         LEFT JOIN organisations_bound_by_actor b ON b.network_id = o.network_id AND b.organisation_id = o.id
         WHERE o.network_id = $1 AND o.id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'organisation')
         GROUP BY o.id, o.key, o.name ORDER BY o.name`,
  values: [networkId],
});

const bodiesOfActor = (networkId: string): Query => ({
  name: 'bodies-of-actor',
  text: `SELECT b.id, b.key, b.name, array_agg(DISTINCT s.role) AS roles
         FROM bodies_seat s JOIN bodies_body b ON b.network_id = s.network_id AND b.id = s.body_id
         WHERE s.network_id = $1 AND s.person_id = platform_actor() AND s.valid_from <= now() AND s.valid_until > now()
         GROUP BY b.id, b.key, b.name ORDER BY b.name`,
  values: [networkId],
});

/** Resolves actors, anew for each request that changes something: a right that ended has ended. */
@Injectable()
export class Actors {
  constructor(private readonly database: Database) {}

  /** @throws Refusal PLATFORM.NOT_FOUND when the person does not belong to the network */
  async resolve(personId: string, networkId: string, networkKey: string): Promise<Actor> {
    const [organisations, bodies] = await this.database.readInNetwork(
      { personId, networkId },
      organisationsOfActor(networkId),
      bodiesOfActor(networkId),
    );
    return {
      personId,
      networkId,
      networkKey,
      organisations: organisations!.rows as ActorOrganisation[],
      bodies: bodies!.rows as ActorBody[],
    };
  }
}
