import type { NewLink } from '@torv/shared/bodies';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal } from '../platform/errors/refusal';
import { linkedToItself } from './bodies.refusals';
import { organisationIds } from './find-body';

/**
 * Makes what a body says of others exactly this. That nobody comes to report to itself is guarded by the database.
 *
 * @throws Refusal PLATFORM.NOT_FOUND, BODIES.LINKED_TO_ITSELF, BODIES.REPORTS_IN_A_RING
 */
export async function linkBody(work: Work, bodyId: string, links: NewLink[]): Promise<void> {
  const bodies = await bodyIds(work, links);
  const organisations = await organisationIds(
    work,
    links.flatMap((link, n) =>
      link.kind === 'dialogue-with' ? [{ path: `links[${n}].organisation`, key: link.organisation }] : [],
    ),
  );
  const wanted = links.map((link) => ({
    kind: link.kind,
    body: 'body' in link ? bodies.get(link.body)! : null,
    organisation: 'organisation' in link ? organisations.get(link.organisation)! : null,
  }));
  const itself = wanted.findIndex((link) => link.body === bodyId);
  if (itself >= 0)
    throw new Refusal(linkedToItself, [
      { path: `links[${itself}].body`, message: { da: 'Vælg et andet forum.', en: 'Choose another body.' } },
    ]);
  const given = `jsonb_to_recordset($3::jsonb) AS w(kind text, body uuid, organisation uuid)`;
  await work.together(
    {
      text: `DELETE FROM bodies_link l WHERE l.network_id = $1 AND l.body_id = $2 AND NOT EXISTS (SELECT FROM ${given}
               WHERE w.kind = l.kind AND (w.body, w.organisation) IS NOT DISTINCT FROM (l.other_body_id, l.organisation_id))`,
      values: [work.networkId, bodyId, JSON.stringify(wanted)],
    },
    {
      text: `INSERT INTO bodies_link (network_id, body_id, kind, other_body_id, organisation_id)
             SELECT $1, $2, w.kind, w.body, w.organisation FROM ${given} ON CONFLICT DO NOTHING`,
      values: [work.networkId, bodyId, JSON.stringify(wanted)],
    },
  );
}

async function bodyIds(work: Work, links: NewLink[]): Promise<Map<string, string>> {
  const named = links.flatMap((link, n) => ('body' in link ? [{ path: `links[${n}].body`, key: link.body }] : []));
  const rows = await work.rows<{ key: string; id: string }>({
    text: 'SELECT key, id FROM bodies_body WHERE network_id = $1 AND key = ANY ($2)',
    values: [work.networkId, named.map((one) => one.key)],
  });
  const ids = new Map(rows.map((row) => [row.key, row.id]));
  const unknown = named.filter((one) => !ids.has(one.key));
  if (unknown.length > 0)
    throw new Refusal(
      notFound,
      unknown.map(({ path, key }) => ({
        path,
        message: { da: `Der er intet forum »${key}« i netværket.`, en: `There is no body "${key}" in this network.` },
      })),
    );
  return ids;
}
