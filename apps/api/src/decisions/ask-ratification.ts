import type { AskedToRatify, NewDecision } from '@torv/shared/decisions';
import type { Visibility } from '@torv/shared/kernel';
import type { QueryResultRow } from 'pg';
import { conflicted } from '../meetings/meetings.refusals';
import type { Query } from '../platform/database/query';
import type { Work } from '../platform/database/unit-of-work';
import { notFound, Refusal } from '../platform/errors/refusal';
import { mayAskRatification } from './decisions.policy';
import { alreadyAsked, mayNotAskRatification, nothingToRatify } from './decisions.refusals';

/** Whom a record asks, as organisation and instance are called when it is made. */
interface AskedByRecord extends Record<string, unknown> {
  organisation: string;
  name: string;
  instanceId: string | null;
  instance: string | null;
  kind: string | null;
  by: string;
}

/**
 * Someone as a record asks them, over the organisation `o` and its instance `i`, which may be none. The database holds
 * a record's asking against this very shape.
 *
 * @param by the day, as SQL
 */
export const askedJson = (by: string): string =>
  `jsonb_build_object('organisation', o.key, 'name', o.name, 'instanceId', i.id, 'instance', i.name, 'kind', i.kind, 'by', ${by})`;

/**
 * Whom a decision will ask to adopt it for themselves: those that were named, or else those whose word waits for an
 * instance of their own.
 */
export const whomToAsk = (networkId: string, { meetingId, itemId, ratification, noObjections }: NewDecision): Query =>
  ratification
    ? {
        name: 'named-to-ratify',
        text: `SELECT coalesce(jsonb_agg(${askedJson("x.asked->>'by'")} ORDER BY x.n), '[]') AS asked
               FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY x (asked, n)
               JOIN organisations_organisation o ON o.network_id = $1 AND o.key = x.asked->>'organisation'
               LEFT JOIN organisations_instance i ON i.network_id = o.network_id AND i.organisation_id = o.id AND i.id = (x.asked->>'instanceId')::uuid
               WHERE i.id IS NOT NULL OR x.asked->>'instanceId' IS NULL`,
        values: [networkId, JSON.stringify(ratification)],
      }
    : {
        name: 'approvals-awaited',
        text: 'SELECT decisions_approvals_awaited($1, $2, $3, $4) AS asked',
        values: [networkId, meetingId, itemId, noObjections ?? false],
      };

/**
 * Whom the record asks, given what `whomToAsk` found; null when nobody.
 *
 * @throws Refusal DECISIONS.NOTHING_TO_RATIFY, DECISIONS.ALREADY_ASKED, PLATFORM.NOT_FOUND
 */
export function askedByRecord({ outcome, ratification }: NewDecision, found: QueryResultRow[]): AskedByRecord[] | null {
  if (outcome !== 'adopted') {
    if (ratification && ratification.length > 0) throw new Refusal(nothingToRatify);
    return null;
  }
  const asked = (found[0]?.['asked'] as AskedByRecord[] | undefined) ?? [];
  ratification?.forEach(({ organisation }, n) => {
    if (ratification.findIndex((one) => one.organisation === organisation) < n)
      throw new Refusal(alreadyAsked, [{ path: `ratification.${n}.organisation`, message: organisation }]);
    if (!asked.some((one) => one.organisation === organisation)) throw unknown(`ratification.${n}`, organisation);
  });
  return asked.length > 0 ? asked : null;
}

/**
 * Asks an organisation to adopt a decision for itself, after it was recorded. The decision itself never changes, and so
 * has no version.
 *
 * @returns the ratification's id
 * @throws Refusal PLATFORM.NOT_FOUND, DECISIONS.MAY_NOT_ASK_RATIFICATION, MEETINGS.CONFLICTED, DECISIONS.NOTHING_TO_RATIFY,
 * DECISIONS.ALREADY_ASKED, DECISIONS.INSTANCE_DISSOLVED, DECISIONS.ASKED_MAY_NOT_READ, DECISIONS.ANSWER_BY_IS_PAST
 */
export async function askRatification(work: Work, number: string, asked: AskedToRatify): Promise<string> {
  const decision = await findDecision(work, number);
  if (!mayAskRatification(work.actor, decision.body_id)) throw new Refusal(mayNotAskRatification);
  if (decision.conflicted) throw new Refusal(conflicted);
  if (decision.outcome !== 'adopted') throw new Refusal(nothingToRatify);
  const organisation = await work.row<{ id: string; known: boolean; asked: boolean }>({
    text: `SELECT o.id, $3::uuid IS NULL OR EXISTS (SELECT FROM organisations_instance i WHERE i.network_id = o.network_id AND i.organisation_id = o.id AND i.id = $3) AS known,
             EXISTS (SELECT FROM decisions_ratification r WHERE r.network_id = o.network_id AND r.decision_id = $4 AND r.organisation_id = o.id) AS asked
           FROM organisations_organisation o WHERE o.network_id = $1 AND o.key = $2`,
    values: [work.networkId, asked.organisation, asked.instanceId ?? null, decision.id],
  });
  if (!organisation?.known) throw unknown('organisation', asked.organisation);
  if (organisation.asked) throw new Refusal(alreadyAsked, [{ path: 'organisation', message: asked.organisation }]);
  const made = await work.row<{ id: string }>({
    text: `INSERT INTO decisions_ratification (network_id, decision_id, organisation_id, instance_id, due, asked_by)
           VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    values: [work.networkId, decision.id, organisation.id, asked.instanceId ?? null, asked.by, work.actor.personId],
  });
  work.tell({
    kind: 'decisions.ratification-asked',
    subjectKind: 'decision',
    subjectId: decision.id,
    organisationId: organisation.id,
    visibility: decision.visibility,
    bodyId: decision.body_id,
  });
  return made!.id;
}

/** A decision as ratifying looks at it. */
export interface DecisionToRatify extends QueryResultRow {
  id: string;
  body_id: string;
  body: string;
  visibility: Visibility;
  outcome: string;
  title: string;
  text: string | null;
  conflicted: boolean;
}

/** @throws Refusal PLATFORM.NOT_FOUND */
export async function findDecision(work: Work, number: string): Promise<DecisionToRatify> {
  const found = await work.row<DecisionToRatify>({
    text: `SELECT d.id, d.body_id, b.key AS body, d.visibility, d.outcome, d.title, d.text, d.id IN (SELECT x.subject_id FROM platform_exclusion x) AS conflicted
           FROM decisions_decision d JOIN bodies_body b ON b.network_id = d.network_id AND b.id = d.body_id WHERE d.network_id = $1 AND d.number = $2`,
    values: [work.networkId, number],
  });
  if (!found) throw new Refusal(notFound);
  return found;
}

const unknown = (path: string, key: string) =>
  new Refusal(notFound, [
    {
      path,
      message: {
        da: `Der er ingen organisation »${key}« med den instans her.`,
        en: `There is no organisation "${key}" with that instance here.`,
      },
    },
  ]);
