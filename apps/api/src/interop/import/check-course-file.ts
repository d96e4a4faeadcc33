import { CourseFile } from '@torv/shared/interop';
import type { NetworkKeys } from './check-overlay-file';
import { checkReferences, checkTwice, namesAt, nameOf, valuesAt } from './check-references';
import { checkShape } from './check-shape';
import { Findings } from './findings';
import type { ParsedFile } from './read-import-file';

/** The key of the network whose course a file tells, or null when the file does not say one. */
export const networkOfCourse = (parsed: ParsedFile): string | null =>
  nameOf(valuesAt(parsed.value, 'course')[0]?.value);

/** What a course may refer to. */
export interface CourseKeys extends NetworkKeys {
  goals: ReadonlySet<string>;
  /** Addresses of the network's people. */
  people: ReadonlySet<string>;
}

/**
 * Checks a course whole.
 *
 * @param network what stands in its network, or null when there is no such network
 */
export function checkCourseFile(
  parsed: ParsedFile,
  network: CourseKeys | null,
): { course: CourseFile } | { findings: Findings } {
  const { value, places } = parsed;
  const findings = new Findings(places);
  const course = checkShape(CourseFile, value, findings);
  const key = networkOfCourse(parsed);
  if (network === null && key !== null) {
    const found = `There is no network "${key}" of which this could be the course.`;
    findings.add('INTEROP.DANGLING_REFERENCE', 'course', found, 'the key of a network that was imported before');
  } else if (network !== null) {
    const refer = (is: string, keys: ReadonlySet<string>, ...patterns: string[]) => {
      for (const pattern of patterns) checkReferences(value, pattern, { is, keys }, findings);
    };
    refer('body', network.bodies, 'proposals[].body', 'meetings[].body', 'meetings[].items[].decision.refer_to');
    refer(
      'organisation',
      network.organisations,
      'proposals[].positions[].organisation',
      'meetings[].absent[]',
      'meetings[].items[].decision.follow_up.organisation',
      'meetings[].items[].decision.ratification[].organisation',
    );
    refer('goal', network.goals, 'proposals[].goals[]');
    refer(
      'person',
      network.people,
      'proposals[].by',
      'proposals[].positions[].person',
      'meetings[].led_by',
      'meetings[].items[].decision.ratification[].answer.person',
      'meetings[].items[].conflicts[].person',
    );
  }
  refer(value, findings);
  for (const pattern of ['proposals[].key', 'meetings[].items[].decision.key'])
    checkTwice(valuesAt(value, pattern), findings, () => pattern);
  if (course !== null) checkTitles(course, findings);
  if (course === null || findings.count > 0) return { findings };
  return { course };
}

/** What the file refers to in itself. */
function refer(value: unknown, findings: Findings): void {
  const proposals = { is: 'proposal', keys: namesAt(value, 'proposals[].key') };
  const decisions = { is: 'decision', keys: namesAt(value, 'meetings[].items[].decision.key') };
  checkReferences(value, 'meetings[].items[].proposal', proposals, findings);
  checkReferences(value, 'meetings[].items[].decision.changes.decision', decisions, findings);
}

/** An item has the title of what stands on it, or one of its own. */
function checkTitles(course: CourseFile, findings: Findings): void {
  for (const [m, meeting] of course.meetings.entries())
    for (const [i, item] of meeting.items.entries())
      if ((item.title === null) === (item.proposal === null))
        findings.add(
          'INTEROP.FORBIDDEN_MIX',
          `meetings[${m}].items[${i}]`,
          'It has a title and a proposal, or neither.',
          'one of the two',
        );
}
