import { Injectable } from '@nestjs/common';
import type { Actor, ActorBody, ActorOrganisation } from '@torv/shared/kernel';
import type { QueryResultRow } from 'pg';
import { rolesOfReader } from '../bodies/sittings.sql';
import type { ActingPerson, Rights } from '../platform/database/acting-person';
import { Database } from '../platform/database/database';
import type { Query } from '../platform/database/query';
import { RightsNotices } from '../platform/events/hear-of-rights';

const organisationsOfActor = (networkId: string): Query => ({
  name: 'organisations-of-actor',
  text: `SELECT o.id, o.key, o.name, coalesce(array_agg(DISTINCT b.subject) FILTER (WHERE b.subject IS NOT NULL), '{}') AS binds,
           o.id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'administer') AS administers
         FROM organisations_organisation o
         LEFT JOIN organisations_bound_by_actor b ON b.network_id = o.network_id AND b.organisation_id = o.id
         WHERE o.network_id = $1 AND o.id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'organisation')
         GROUP BY o.network_id, o.id, o.key, o.name ORDER BY o.name`,
  values: [networkId],
});

const bodiesOfActor = (networkId: string): Query => ({
  name: 'bodies-of-actor',
  text: `SELECT b.id, b.key, b.name, array_agg(r.role) AS roles
         FROM bodies_body b CROSS JOIN LATERAL (${rolesOfReader('b')}) r
         WHERE b.network_id = $1 AND b.id IN (SELECT g.scope_id FROM platform_grant g WHERE g.scope = 'body')
         GROUP BY b.id, b.key, b.name ORDER BY b.name`,
  values: [networkId],
});

const officeOfActor = (networkId: string): Query => ({
  name: 'office-of-actor',
  text: `SELECT EXISTS (SELECT FROM platform_grant g WHERE g.scope = 'facilitate' AND g.network_id = $1) AS facilitates`,
  values: [networkId],
});

/**
 * Who was just found to belong somewhere is not looked up again for this long, unless a change is heard of before;
 * what they may do there always is.
 */
const rememberFor = 60_000;
const rememberAtMost = 5_000;

/** Resolves actors, anew in each unit of work: a right that ended has ended. */
@Injectable()
export class Actors implements Rights {
  private readonly belonged = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly notices: RightsNotices,
  ) {
    notices.listen((personId) => this.forget(personId));
  }

  ask(networkId: string): Query[] {
    return [organisationsOfActor(networkId), bodiesOfActor(networkId), officeOfActor(networkId)];
  }

  actorOf(
    { personId, networkId, networkKey }: ActingPerson,
    [organisations, bodies, office]: QueryResultRow[][],
  ): Actor {
    return {
      personId,
      networkId,
      networkKey,
      organisations: organisations as ActorOrganisation[],
      bodies: bodies as ActorBody[],
      facilitates: office![0]!['facilitates'] as boolean,
    };
  }

  /** The actor as a view of their own. @throws Refusal PLATFORM.NOT_FOUND when the person does not belong to the network */
  async resolve(personId: string, networkId: string): Promise<Actor> {
    const found = await this.database.readInNetwork({ personId, networkId }, ...this.ask(networkId));
    const person = { personId, networkId, networkKey: '', rights: this };
    return this.actorOf(
      person,
      found.map((one) => one.rows),
    );
  }

  /**
   * Refuses a stranger before anything else about their request is looked at, so that no answer says what is here.
   * It gives no right: the unit of work asks again.
   *
   * @throws Refusal PLATFORM.NOT_FOUND
   */
  async refuseStranger(personId: string, networkId: string): Promise<void> {
    const key = `${personId} ${networkId}`;
    if (this.notices.listening && (this.belonged.get(key) ?? 0) > Date.now()) return;
    const before = this.notices.count;
    await this.database.readInNetwork({ personId, networkId });
    // A change that was heard of meanwhile may be newer than what was read.
    if (!this.notices.listening || this.notices.count !== before) return;
    if (this.belonged.size >= rememberAtMost) this.belonged.clear();
    this.belonged.set(key, Date.now() + rememberFor);
  }

  private forget(personId: string | null): void {
    if (personId === null) return this.belonged.clear();
    for (const key of this.belonged.keys()) if (key.startsWith(personId)) this.belonged.delete(key);
  }
}
