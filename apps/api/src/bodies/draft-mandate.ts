import type { NewMandate } from '@torv/shared/bodies';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal, versionStale } from '../platform/errors/refusal';
import { mayDraft, mayMendProvisional } from './bodies.policy';
import { closed, draftWaits, mandateAdopted, mandateInForceRefused, mayNotDraft } from './bodies.refusals';
import { findBody, tellOfBody } from './find-body';

interface StoredMandate {
  id: string;
  revision: number;
  demonstration: boolean;
  in_force: boolean;
  adopted: boolean;
}

/** Drafts the next version. The first one of a body is in force as provisional. @returns the body's key */
export async function draftMandate(work: Work, key: string, mandate: NewMandate): Promise<string> {
  const body = await findBody(work, key);
  if (!mayDraft(work.actor, body.id)) throw new Refusal(mayNotDraft);
  if (body.ended_on !== null) throw new Refusal(closed);
  const waiting = await work.row({
    text: 'SELECT id FROM bodies_mandate WHERE network_id = $1 AND body_id = $2 AND in_force_from IS NULL',
    values: [work.networkId, body.id],
  });
  if (waiting) throw new Refusal(draftWaits);
  await insertMandate(work, body.id, mandate);
  tellOfBody(work, body.id, 'bodies.mandate-drafted');
  return key;
}

/** Changes a draft, or as facilitator the provisional version; what is adopted is never edited. */
export async function changeMandate(
  work: Work,
  key: string,
  version: number,
  revision: number,
  mandate: NewMandate,
): Promise<void> {
  const { bodyId, stored } = await mandateForChange(work, key, version, revision);
  if (stored.in_force && (stored.demonstration || !mayMendProvisional(work.actor)))
    throw new Refusal(mandateInForceRefused);
  await work.row({
    text: `UPDATE bodies_mandate SET remit = $3, rule = $4, quorum = $5, required_sectors = $6, cadence_per_year = $7, term_months = $8,
             text = $9, revision = revision + 1, drafted_by = platform_actor(), drafted_at = now() WHERE network_id = $1 AND id = $2`,
    values: [work.networkId, stored.id, ...columns(mandate)],
  });
  tellOfBody(work, bodyId, 'bodies.mandate-drafted');
}

/** Drops a draft. */
export async function dropMandate(work: Work, key: string, version: number, revision: number): Promise<void> {
  const { bodyId, stored } = await mandateForChange(work, key, version, revision);
  if (stored.in_force) throw new Refusal(mandateInForceRefused);
  await work.row({
    text: 'DELETE FROM bodies_mandate WHERE network_id = $1 AND id = $2',
    values: [work.networkId, stored.id],
  });
  tellOfBody(work, bodyId, 'bodies.mandate-dropped');
}

async function mandateForChange(
  work: Work,
  key: string,
  version: number,
  revision: number,
): Promise<{ bodyId: string; stored: StoredMandate }> {
  const { id: bodyId } = await findBody(work, key);
  if (!mayDraft(work.actor, bodyId)) throw new Refusal(mayNotDraft);
  const stored = await work.row<StoredMandate>({
    text: `SELECT id, revision, demonstration, in_force_from IS NOT NULL AS in_force, adopted_by IS NOT NULL AS adopted
           FROM bodies_mandate WHERE network_id = $1 AND body_id = $2 AND version = $3 FOR UPDATE`,
    values: [work.networkId, bodyId, version],
  });
  if (!stored) throw new Refusal(notFound);
  if (stored.adopted) throw new Refusal(mandateAdopted);
  if (stored.revision !== revision) throw new Refusal(versionStale);
  return { bodyId, stored };
}

const columns = (mandate: NewMandate): unknown[] => [
  mandate.remit,
  mandate.rule,
  mandate.quorum,
  mandate.requiredSectors,
  mandate.cadencePerYear,
  mandate.termMonths,
  mandate.text,
];

/** The database numbers it and says whether it is in force. */
export async function insertMandate(work: Work, bodyId: string, mandate: NewMandate): Promise<void> {
  await work.row({
    text: `INSERT INTO bodies_mandate (network_id, body_id, remit, rule, quorum, required_sectors, cadence_per_year, term_months, text, drafted_by)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, platform_actor())`,
    values: [work.networkId, bodyId, ...columns(mandate)],
  });
}
