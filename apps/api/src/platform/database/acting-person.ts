import type { Actor } from '@torv/shared/kernel';
import type { QueryResultRow } from 'pg';
import type { Query } from './query';

/** The port through which `access` says what a person is in a network: its queries travel with the work's first packet. */
export interface Rights {
  ask(networkId: string): Query[];
  /** @param found what each of the queries found */
  actorOf(person: ActingPerson, found: QueryResultRow[][]): Actor;
}

/** Who asks to change something in a network. What they may do there is read in the unit of work itself. */
export interface ActingPerson {
  personId: string;
  networkId: string;
  networkKey: string;
  rights: Rights;
}
