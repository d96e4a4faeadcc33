import type { Visibility } from '@torv/shared/kernel';
import type { NewEvent, Work } from '../platform/database/unit-of-work';
import { notFound, Refusal, versionStale } from '../platform/errors/refusal';

/** A body as rules look at it. */
export interface StoredBody {
  id: string;
  version: number;
  ended_on: string | null;
}

/** @throws Refusal PLATFORM.NOT_FOUND */
export async function findBody(work: Work, key: string): Promise<StoredBody> {
  const found = await work.row<StoredBody>({
    text: 'SELECT id, version, ended_on::text FROM bodies_body WHERE network_id = $1 AND key = $2',
    values: [work.networkId, key],
  });
  if (!found) throw new Refusal(notFound);
  return found;
}

/**
 * A body that is changed, locked, at the version that was read.
 *
 * @throws Refusal PLATFORM.NOT_FOUND, PLATFORM.VERSION_STALE
 */
export async function bodyForChange(work: Work, key: string, version: number): Promise<StoredBody> {
  const locked = await work.row<StoredBody>({
    text: 'SELECT id, version, ended_on::text FROM bodies_body WHERE network_id = $1 AND key = $2 FOR UPDATE',
    values: [work.networkId, key],
  });
  if (!locked) throw new Refusal(notFound);
  if (locked.version !== version) throw new Refusal(versionStale);
  return locked;
}

/** Who sits where for whom is the network's to see. */
export function tellOfBody(
  work: Work,
  bodyId: string,
  kind: string,
  more: Pick<NewEvent, 'organisationId' | 'word'> & { visibility?: Visibility } = {},
): void {
  work.tell({ kind, subjectKind: 'body', subjectId: bodyId, visibility: 'network', bodyId, ...more });
}

/** The ids of organisations by their keys. @throws Refusal PLATFORM.NOT_FOUND with the field at fault */
export async function organisationIds(
  work: Work,
  named: { path: string; key: string }[],
): Promise<Map<string, string>> {
  if (named.length === 0) return new Map();
  const rows = await work.rows<{ key: string; id: string }>({
    text: 'SELECT key, id FROM organisations_organisation WHERE network_id = $1 AND key = ANY ($2)',
    values: [work.networkId, named.map((one) => one.key)],
  });
  const ids = new Map(rows.map((row) => [row.key, row.id]));
  const unknown = named.filter((one) => !ids.has(one.key));
  if (unknown.length > 0) {
    throw new Refusal(
      notFound,
      unknown.map(({ path, key }) => ({
        path,
        message: { da: `Der er ingen organisation »${key}« her.`, en: `There is no organisation "${key}" here.` },
      })),
    );
  }
  return ids;
}
