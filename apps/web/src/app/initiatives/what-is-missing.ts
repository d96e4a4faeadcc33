import type { InitiativeView } from '@torv/shared/initiatives';
import { isUnsettled } from '@torv/shared/proposals';

/** What the reader is in the network, as far as it decides what they can do for an initiative. */
export interface Reader {
  /** Keys of bodies in which they have a seat. */
  bodies: readonly string[];
}

/** The sentence that says where it stands: a hindrance of the partner rule, or that nothing hinders it. */
export type Why = 'no-partner-named' | 'no-partner-committed' | 'only-own-family-committed' | 'nothing' | 'own';

/** What may be done next; each has a sentence, and those that are acts have a button. */
export type Step =
  | 'name-partner'
  | 'give-commitment'
  | 'start'
  | 'write-proposal'
  /** Not the reader's to do: the sentence says whose it is. */
  | 'ask-lead'
  | 'ask-partners'
  | 'await-decision';

export interface Missing {
  why: Why;
  /** The first is the screen's main act. */
  steps: Step[];
}

type Facts = Pick<InitiativeView, 'kind' | 'state' | 'hindrance' | 'may' | 'mayCommitFor' | 'lead' | 'commitments'> & {
  proposals: readonly { state: InitiativeView['proposals'][number]['state'] }[];
};

const notUnderWay: readonly InitiativeView['state'][] = ['idea', 'proposed', 'ready', 'paused'];

/**
 * Why an initiative cannot be active, and what this reader can do about it, most useful first.
 *
 * @returns null when it is active or has ended: then nothing is missing
 */
export function whatIsMissing(initiative: Facts, reader: Reader): Missing | null {
  if (!notUnderWay.includes(initiative.state)) return null;
  const leads = initiative.may.includes('initiatives.lead');
  // A commitment of the lead itself does not help: the rule asks for another party.
  const others = initiative.mayCommitFor.filter((key) => key !== initiative.lead.key);
  const given = initiative.commitments.filter((one) => !one.withdrawn).map((one) => one.organisation.key);
  const mayGive = others.some((key) => !given.includes(key));
  const decidable = initiative.proposals.some((one) => isUnsettled(one.state));
  const steps: Step[] = [];
  switch (initiative.hindrance) {
    case 'no-partner-named':
      if (leads) steps.push('name-partner');
      if (mayGive) steps.push('give-commitment');
      if (!leads) steps.push('ask-lead');
      break;
    case 'no-partner-committed':
      steps.push(mayGive ? 'give-commitment' : 'ask-partners');
      if (leads) steps.push('name-partner');
      break;
    case 'only-own-family-committed':
      if (mayGive) steps.push('give-commitment');
      steps.push(leads ? 'name-partner' : 'ask-lead');
      break;
    case null:
      if (leads) steps.push('start');
      break;
  }
  if (decidable) steps.push('await-decision');
  else if (reader.bodies.length > 0) steps.push('write-proposal');
  if (initiative.hindrance === null && steps.length === 0) steps.push('ask-lead');
  return { why: initiative.hindrance ?? (initiative.kind === 'own' ? 'own' : 'nothing'), steps };
}

/** What follows when one commitment is withdrawn, as far as the page knows: who is of the lead's family, it does not. */
export function whatAWithdrawalDoes(
  initiative: Pick<InitiativeView, 'kind' | 'state' | 'lead' | 'commitments'>,
  commitmentId: string,
  today: string,
): 'nothing' | 'pauses' | 'may-pause' {
  if (initiative.kind === 'own' || initiative.state !== 'active') return 'nothing';
  const left = initiative.commitments.filter(
    (one) =>
      one.id !== commitmentId && !one.withdrawn && one.until >= today && one.organisation.key !== initiative.lead.key,
  );
  return left.length === 0 ? 'pauses' : 'may-pause';
}

/**
 * The period that a commitment is given for unless the giver says otherwise: from today to the end of the year, or of
 * the next one when less than half a year is left.
 */
export function usualPeriod(today: string): { from: string; until: string } {
  const year = Number(today.slice(0, 4)) + (today.slice(5) > '06-30' ? 1 : 0);
  return { from: today, until: `${year}-12-31` };
}
