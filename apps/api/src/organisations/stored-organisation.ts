import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal, versionStale } from '../platform/errors/refusal';

/** An organisation as a change finds it. */
export interface StoredOrganisation {
  id: string;
  key: string;
  version: number;
  administered: boolean;
}

/**
 * Finds an organisation to change it; other changes of it wait until this one is done.
 *
 * @param version the version that was read
 * @throws Refusal PLATFORM.NOT_FOUND, or PLATFORM.VERSION_STALE when someone changed it since
 */
export async function organisationAt(work: Work, key: string, version: number): Promise<StoredOrganisation> {
  const [, found] = await work.together(
    // Who leaves by themselves may lock no row of the organisation; its name serves as well.
    {
      text: `SELECT pg_advisory_xact_lock(hashtextextended('organisation ' || $1::text || ' ' || $2::text, 0))`,
      values: [work.networkId, key],
    },
    {
      text: `SELECT o.id, o.key, o.version, o.id IN (SELECT a.organisation_id FROM organisations_administered() a) AS administered
             FROM organisations_organisation o WHERE o.network_id = $1 AND o.key = $2`,
      values: [work.networkId, key],
    },
  );
  const organisation = found![0] as StoredOrganisation | undefined;
  if (!organisation) throw new Refusal(notFound);
  if (organisation.version !== version) throw new Refusal(versionStale);
  return organisation;
}

/** Tells the network that something about an organisation is new; who and what is read where it is allowed. */
export function tellOf(work: Work, organisation: { id: string }, kind: string, word?: string): void {
  work.tell({
    kind,
    subjectKind: 'organisation',
    subjectId: organisation.id,
    organisationId: organisation.id,
    visibility: 'network',
    ...(word === undefined ? {} : { word }),
  });
}

/**
 * The period that is asked for, over `n`, the network: what begins today begins now, and a last day is included.
 *
 * @param from parameter of the first day, such as `$4`
 */
export const periodOf = (from: string, until: string): string =>
  `CASE WHEN ${from}::date IS NULL OR ${from}::date = (now() AT TIME ZONE n.timezone)::date THEN now() ELSE (${from}::date)::timestamp AT TIME ZONE n.timezone END,
   coalesce((${until}::date + 1)::timestamp AT TIME ZONE n.timezone, 'infinity')`;
