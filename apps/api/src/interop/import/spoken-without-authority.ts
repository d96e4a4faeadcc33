import type { CourseFile } from '@torv/shared/interop';
import type { ClientBase } from 'pg';

/** A word that a course lets somebody speak: where it stands in the file, for whom, by whom, on which day. */
interface Word {
  path: string;
  organisation: string;
  person: string;
  subject: 'positions' | 'ratifications';
  on: string;
}

/**
 * The words of a course that were given by someone who had no authority for it on that day (constitution, 2): a file of
 * the past binds no organisation either by who could not.
 */
export async function spokenWithoutAuthority(
  client: ClientBase,
  networkId: string,
  course: CourseFile,
): Promise<Word[]> {
  const words: Word[] = [
    ...course.proposals.flatMap((proposal, p) =>
      proposal.positions.map((one, n) => ({
        path: `proposals[${p}].positions[${n}].person`,
        organisation: one.organisation,
        person: one.person,
        subject: 'positions' as const,
        on: one.stated,
      })),
    ),
    ...course.meetings.flatMap((meeting, m) =>
      meeting.items.flatMap((item, i) =>
        (item.decision?.ratification ?? []).flatMap(({ organisation, answer }, n) =>
          answer
            ? {
                path: `meetings[${m}].items[${i}].decision.ratification[${n}].answer.person`,
                organisation,
                person: answer.person,
                subject: 'ratifications' as const,
                on: answer.on,
              }
            : [],
        ),
      ),
    ),
  ];
  const { rows } = await client.query<{ n: number }>(
    `SELECT (w.n - 1)::int AS n FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY w (word, n) WHERE NOT EXISTS (
       SELECT FROM organisations_authority a JOIN identity_person p ON p.id = a.person_id
       JOIN organisations_organisation o ON o.network_id = a.network_id AND o.id = a.organisation_id
       WHERE a.network_id = $1 AND o.key = w.word->>'organisation' AND p.email = w.word->>'person' AND a.subject = w.word->>'subject'
         AND a.valid_from <= (w.word->>'on')::date + 1 AND a.valid_until > (w.word->>'on')::date)`,
    [networkId, JSON.stringify(words)],
  );
  return rows.map(({ n }) => words[n]!);
}
