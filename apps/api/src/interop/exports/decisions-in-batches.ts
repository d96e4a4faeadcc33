import type { DecisionView } from '@torv/shared/decisions';
import type { DecisionFilter } from '../../decisions/chosen-decisions.sql';
import { decisionsByIds, decisionsOfNetwork } from '../../decisions/decisions.sql';
import { decisionsMatching } from '../../decisions/find-decisions.sql';
import type { Database, Reader } from '../../platform/database/database';

const batch = 100;

interface Row {
  id: string;
  decided: string;
  rank?: number;
}

/**
 * What the list's filters choose, newest first and whole, as the reader may see it: the list's own queries, a batch at a
 * time and each in a read of its own, so that a long export holds nothing in memory and keeps no connection.
 */
export async function* decisionsInBatches(
  database: Database,
  reader: Reader,
  filter: DecisionFilter,
): AsyncGenerator<DecisionView[]> {
  const chosen = Object.values(filter).some((one) => one !== undefined);
  let after: (string | number)[] | null = null;
  do {
    const [found] = await database.readInNetwork(
      reader,
      chosen
        ? decisionsMatching(reader.networkId, filter, after, batch)
        : decisionsOfNetwork(reader.networkId, after, batch),
    );
    const rows = (found!.rows as Row[]).slice(0, batch);
    const isMore: boolean = found!.rows.length > batch;
    const ids = rows.map((row) => row.id);
    const [whole] = await database.readInNetwork(reader, decisionsByIds(reader.networkId, ids));
    const views = (whole!.rows as { json: string }[]).map((row) => JSON.parse(row.json) as DecisionView);
    const place = new Map(ids.map((id, n) => [id, n]));
    if (views.length > 0) yield views.sort((a, b) => place.get(a.id)! - place.get(b.id)!);
    const last = rows.at(-1);
    after =
      !isMore || !last
        ? null
        : filter.q === undefined
          ? [last.decided, last.id]
          : [last.rank ?? 0, last.decided, last.id];
  } while (after !== null);
}
