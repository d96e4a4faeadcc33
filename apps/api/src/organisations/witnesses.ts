import { Inject, Injectable } from '@nestjs/common';
import { readVkey } from '@torv/shared/log';
import type { NewWitness } from '@torv/shared/organisations';
import { mayBeAsked } from '../log/ask-witness';
import { maySetNoQuorum, notAnAddress, notAVkey, witnessIsHost, witnessThere } from '../log/log.refusals';
import { VerifiableLog } from '../log/verifiable-log';
import { isOnThisMachine, type Settings } from '../platform/config/read-settings';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal, versionStale } from '../platform/errors/refusal';
import { SETTINGS } from '../platform/platform.tokens';
import { mayNotAdminister } from './organisations.refusals';
import { organisationAt, type StoredOrganisation, tellOf } from './stored-organisation';
import { maySetQuorum, mayWitnessFor } from './witnesses.policy';

/** Organisations that witness the log: taking one up, ending it, and how many the network asks for. */
@Injectable()
export class Witnesses {
  constructor(
    private readonly log: VerifiableLog,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * @throws Refusal LOG.NOT_A_WITNESS_KEY, LOG.WITNESS_IS_HOST, LOG.NOT_AN_ADDRESS or, when the organisation has one or
   *   the key is another's, LOG.WITNESS_THERE
   */
  async register(work: Work, key: string, version: number, { vkey, url }: NewWitness): Promise<string> {
    const organisation = await this.governedAt(work, key, version);
    const read = readVkey(vkey);
    if (read?.algorithm !== 4) throw new Refusal(notAVkey, [{ path: 'vkey', message: notAVkey.sentence }]);
    if (this.log.isOwnKey(work.networkId, vkey))
      throw new Refusal(witnessIsHost, [{ path: 'vkey', message: witnessIsHost.sentence }]);
    if (url !== null && !mayBeAsked(url, isOnThisMachine(this.settings)))
      throw new Refusal(notAnAddress, [{ path: 'url', message: notAnAddress.sentence }]);
    const made = await work.row<{ id: string }>({
      text: `INSERT INTO log_witness (network_id, organisation_id, name, vkey, url, registered_by)
             VALUES ($1, $2, $3, $4, $5, platform_actor()) ON CONFLICT DO NOTHING RETURNING id`,
      values: [work.networkId, organisation.id, read.name, vkey, url],
    });
    if (!made) throw new Refusal(witnessThere);
    tellOf(work, organisation, 'log.witness-registered');
    return key;
  }

  /** Ends the organisation's witness; what it cosigned stands. */
  async end(work: Work, key: string, version: number): Promise<string> {
    const organisation = await this.governedAt(work, key, version);
    const ended = await work.rows({
      text: `UPDATE log_witness SET ended_at = now() WHERE network_id = $1 AND organisation_id = $2 AND ended_at IS NULL RETURNING id`,
      values: [work.networkId, organisation.id],
    });
    if (ended.length === 0) throw new Refusal(notFound);
    tellOf(work, organisation, 'log.witness-ended');
    return key;
  }

  /**
   * Asks that whoever acts administers the organisation, for what changes nothing of it.
   *
   * @throws Refusal PLATFORM.NOT_FOUND or ORGANISATIONS.MAY_NOT_ADMINISTER
   */
  async refuseUnlessGoverned(work: Work, key: string): Promise<void> {
    const organisation = await work.row<{ id: string }>({
      text: 'SELECT id FROM organisations_organisation WHERE network_id = $1 AND key = $2',
      values: [work.networkId, key],
    });
    if (!organisation) throw new Refusal(notFound);
    if (!mayWitnessFor(work.actor, organisation)) throw new Refusal(mayNotAdminister);
  }

  /** @throws Refusal LOG.MAY_NOT_SET_QUORUM, or PLATFORM.VERSION_STALE when it was set anew since */
  async setQuorum(work: Work, version: number, quorum: number): Promise<string> {
    if (!maySetQuorum(work.actor)) throw new Refusal(maySetNoQuorum);
    const set = await work.row<{ version: number }>({
      text: `INSERT INTO log_quorum (network_id, version, quorum, set_by)
             SELECT $1, $2 + 1, $3, platform_actor()
             WHERE $2 = (SELECT coalesce(max(version), 0) FROM log_quorum WHERE network_id = $1)
             ON CONFLICT DO NOTHING RETURNING version`,
      values: [work.networkId, version, quorum],
    });
    if (!set) throw new Refusal(versionStale);
    work.tell({
      kind: 'log.quorum-set',
      subjectKind: 'network',
      subjectId: work.networkId,
      word: `${quorum}`,
      visibility: 'network',
    });
    return `${set.version}`;
  }

  private async governedAt(work: Work, key: string, version: number): Promise<StoredOrganisation> {
    const organisation = await organisationAt(work, key, version);
    if (!mayWitnessFor(work.actor, organisation)) throw new Refusal(mayNotAdminister);
    return organisation;
  }
}
