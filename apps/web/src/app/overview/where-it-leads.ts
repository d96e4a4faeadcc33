import type { Happening, Need } from '@torv/shared/overview';
import type { IconName } from '../ui/icon';

/** What a need asks, where it is answered, and by when; `words` is the key of its sentence. */
export function needLine(need: Need): {
  icon: IconName;
  title: string;
  words:
    | 'position'
    | 'lookAgain'
    | 'commitment'
    | 'followUp'
    | 'overdue'
    | 'review'
    | 'ratification'
    | 'cameBack'
    | 'reservedBack'
    | 'meeting'
    | 'consideration'
    | 'procedure'
    | 'draft';
  organisation: string;
  decision: string;
  due: string | null;
  before: string | null;
  path: string[];
} {
  const line = { organisation: '', decision: '', due: null, before: null };
  switch (need.kind) {
    case 'position':
      return {
        ...line,
        icon: 'talk',
        words: need.again ? 'lookAgain' : 'position',
        title: need.proposal.title,
        organisation: need.organisation.name,
        before: need.askedBy ? null : (need.meeting?.startsAt ?? null),
        due: need.askedBy,
        path: ['proposals', need.proposal.id],
      };
    case 'commitment':
      return {
        ...line,
        icon: 'hands',
        words: 'commitment',
        title: need.initiative.name,
        organisation: need.organisation.name,
        path: ['initiatives', need.initiative.key],
      };
    case 'follow-up':
      return {
        ...line,
        icon: 'task',
        words: 'followUp',
        title: need.followUp.task,
        organisation: need.organisation.name,
        decision: need.followUp.decision,
        due: need.followUp.due,
        path: ['decisions', need.followUp.decision],
      };
    case 'overdue':
      return {
        ...line,
        icon: 'clock',
        words: 'overdue',
        title: need.followUp.task,
        organisation: need.organisation.name,
        decision: need.followUp.decision,
        due: need.followUp.due,
        path: ['decisions', need.followUp.decision],
      };
    case 'review':
      return {
        ...line,
        icon: 'clock',
        words: 'review',
        title: need.decision.title,
        decision: need.decision.number,
        due: need.decision.reviewOn,
        path: ['decisions', need.decision.number],
      };
    case 'ratification':
      return {
        ...line,
        icon: 'decisions',
        words: 'ratification',
        title: need.decision.title,
        organisation: need.organisation.name,
        decision: need.decision.number,
        due: need.by,
        path: ['decisions', need.decision.number],
      };
    case 'came-back':
      return {
        ...line,
        icon: 'reserve',
        words: need.answer === 'declines' ? 'cameBack' : 'reservedBack',
        title: need.decision.title,
        organisation: need.organisation.name,
        decision: need.decision.number,
        path: ['decisions', need.decision.number],
      };
    case 'meeting':
      return {
        ...line,
        icon: 'meetings',
        words: 'meeting',
        title: need.meeting.title,
        before: need.meeting.startsAt,
        path: ['meetings', need.meeting.id],
      };
    case 'consideration':
      return {
        ...line,
        icon: 'talk',
        words: 'consideration',
        title: need.proposal.title,
        organisation: need.body.name,
        due: need.due,
        path: ['proposals', need.proposal.id],
      };
    case 'procedure':
      return {
        ...line,
        icon: 'decisions',
        words: 'procedure',
        title: need.proposal.title,
        path: ['proposals', need.proposal.id],
      };
    case 'draft':
      return {
        ...line,
        icon: 'draft',
        words: 'draft',
        title: need.proposal.title,
        path: ['proposals', need.proposal.id],
      };
  }
}

/** The page of what a happening is about, or null when it has none of its own. */
export function happeningPath(happening: Happening): string[] | null {
  const { kind, id, key } = happening.subject;
  if (kind === 'body') return key ? ['bodies', key] : null;
  const room = kind.endsWith('s') ? kind : `${kind}s`;
  if (room === 'proposals' || room === 'meetings') return [room, id];
  if ((room === 'decisions' || room === 'initiatives') && key) return [room, key];
  if (room === 'organisations' && key) return ['people', 'parties', key];
  return null;
}
