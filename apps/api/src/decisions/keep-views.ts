import type { NewSavedView } from '@torv/shared/decisions';
import type { Query } from '../platform/database/query';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal, versionStale } from '../platform/errors/refusal';
import { tooManyViews, viewNameTaken } from './decisions.refusals';

const viewJson = `json_build_object('id', v.id, 'version', v.version, 'name', v.name, 'query', v.query)`;

export const viewsOfActor = (networkId: string): Query => ({
  name: 'decision-views',
  text: `SELECT coalesce(json_agg(${viewJson} ORDER BY v.name), '[]')::text AS json FROM decisions_saved_view v
         WHERE v.network_id = $1 AND v.person_id = platform_actor()`,
  values: [networkId],
});

export const viewById = (networkId: string, id: string): Query => ({
  name: 'decision-view',
  text: `SELECT v.version, ${viewJson}::text AS json FROM decisions_saved_view v WHERE v.network_id = $1 AND v.id = $2`,
  values: [networkId, id],
});

/**
 * Keeps a view of the log for the actor alone.
 *
 * @returns its id
 * @throws Refusal DECISIONS.VIEW_NAME_TAKEN, DECISIONS.TOO_MANY_VIEWS
 */
export async function keepView(work: Work, view: NewSavedView): Promise<string> {
  const made = await asNamed(() =>
    work.row<{ id: string }>({
      text: `INSERT INTO decisions_saved_view (network_id, person_id, name, query) VALUES ($1, platform_actor(), $2, $3) RETURNING id`,
      values: [work.networkId, view.name, view.query],
    }),
  );
  return made!.id;
}

/**
 * Gives a view another name or another query.
 *
 * @throws Refusal PLATFORM.NOT_FOUND, PLATFORM.VERSION_STALE, DECISIONS.VIEW_NAME_TAKEN
 */
export async function changeView(work: Work, id: string, version: number, view: NewSavedView): Promise<void> {
  await findView(work, id, version);
  await asNamed(() =>
    work.row({
      text: `UPDATE decisions_saved_view SET name = $3, query = $4, version = version + 1 WHERE network_id = $1 AND id = $2`,
      values: [work.networkId, id, view.name, view.query],
    }),
  );
}

/** @throws Refusal PLATFORM.NOT_FOUND, PLATFORM.VERSION_STALE */
export async function dropView(work: Work, id: string, version: number): Promise<void> {
  await findView(work, id, version);
  await work.row({
    text: 'DELETE FROM decisions_saved_view WHERE network_id = $1 AND id = $2',
    values: [work.networkId, id],
  });
}

async function findView(work: Work, id: string, version: number): Promise<void> {
  const [found] = await work.rows<{ version: number }>({
    text: 'SELECT v.version FROM decisions_saved_view v WHERE v.network_id = $1 AND v.id = $2 FOR UPDATE',
    values: [work.networkId, id],
  });
  if (!found) throw new Refusal(notFound);
  if (found.version !== version) throw new Refusal(versionStale);
}

async function asNamed<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { constraint, message } = error as { constraint?: string; message?: string };
    if (constraint === 'decisions_saved_view_network_id_person_id_name_key') throw new Refusal(viewNameTaken);
    if (message === tooManyViews.code) throw new Refusal(tooManyViews);
    throw error;
  }
}
