import type { Language } from '../kernel';
import type { InstanceKind } from '../organisations';

/** What is decided at an assembly is decided *på* it in Danish, by a board *i* it. */
const at: Record<InstanceKind, string> = {
  council: 'i',
  committee: 'i',
  'organisation-board': 'i',
  representatives: 'i',
  'estate-meeting': 'på',
  'estate-board': 'i',
};

/**
 * The reservation of an official who speaks subject to approval, as it will stand in the log for good: "Med forbehold
 * for godkendelse i Repræsentantskabet den 12. januar 2027."
 *
 * @param approval the instance, and the day it meets next (`YYYY-MM-DD`) when that is known
 */
export function sayForApproval(
  approval: { instance: string; kind: InstanceKind; on: string | null },
  language: Language,
): string {
  const day =
    approval.on === null
      ? ''
      : new Intl.DateTimeFormat(language === 'da' ? 'da-DK' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
          new Date(`${approval.on}T00:00:00Z`),
        );
  if (language === 'da')
    return `Med forbehold for godkendelse ${at[approval.kind]} ${approval.instance}${day && ` den ${day}`}.`;
  return `Subject to approval by ${approval.instance}${day && ` on ${day}`}.`;
}
