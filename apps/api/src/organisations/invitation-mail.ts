import type { Language } from '@torv/shared/kernel';
import { composeMail } from '../platform/mail/compose-mail';
import type { Mail } from '../platform/mail/queue-mail';
import type { InvitationToMail } from './invitations.sql';

type Given = Pick<InvitationToMail, 'asker' | 'organisation' | 'network'>;

interface Words {
  subject(network: string): string;
  heading(network: string): string;
  /** Why the reader is asked, by the office that comes with it. */
  first(given: Given): string;
  own(given: Given): string;
  facilitator(given: Given): string;
  administers: string;
  seat(body: string): string;
  says(asker: string, message: string): string;
  open: string;
  page: string;
  until(day: string): string;
  stranger: string;
}

const words: Record<Language, Words> = {
  da: {
    subject: (network) => `Invitation til ${network} på Torv`,
    heading: (network) => `Du er inviteret til ${network}`,
    first: ({ asker, organisation, network }) =>
      `${asker} inviterer ${organisation} med i ${network} på Torv, med dig som den første. Du kommer til at stå for organisationens egne folk: hvem der handler for den, og hvem der sidder på dens pladser.`,
    own: ({ asker, organisation, network }) =>
      `${asker} inviterer dig til at handle for ${organisation} i ${network} på Torv.`,
    facilitator: ({ organisation, network }) =>
      `Du er inviteret som tovholder for ${network} på Torv, på vegne af ${organisation}.`,
    administers: 'Du bliver også administrator for organisationens egne folk.',
    seat: (body) => `Med invitationen følger en plads i ${body}.`,
    says: (asker, message) => `${asker} skriver:\n${message}`,
    open: 'Se invitationen',
    page: 'På siden står der, hvad du siger ja til, hvad du kommer til at se, og hvad andre ser om dig. Du kan altid træde ud igen.',
    until: (day) => `Linket er dit alene og gælder til og med ${day}.`,
    stranger: 'Kender du ikke afsenderen, skal du ikke gøre noget.',
  },
  en: {
    subject: (network) => `Invitation to ${network} on Torv`,
    heading: (network) => `You are invited to ${network}`,
    first: ({ asker, organisation, network }) =>
      `${asker} invites ${organisation} into ${network} on Torv, with you as its first person. You will look after the organisation's own people: who acts for it, and who sits in its seats.`,
    own: ({ asker, organisation, network }) => `${asker} invites you to act for ${organisation} in ${network} on Torv.`,
    facilitator: ({ organisation, network }) =>
      `You are invited to be the facilitator of ${network} on Torv, on behalf of ${organisation}.`,
    administers: "You will also administer the organisation's own people.",
    seat: (body) => `A seat in ${body} comes with it.`,
    says: (asker, message) => `${asker} writes:\n${message}`,
    open: 'See the invitation',
    page: 'The page says what you agree to, what you will see, and what others see of you. You can leave again whenever you like.',
    until: (day) => `The link is yours alone and holds until ${day}.`,
    stranger: 'If you do not know the sender, you need do nothing.',
  },
};

/** The mail that carries an invitation's link. */
export function invitationMail(it: InvitationToMail, link: string): Mail {
  const say = words[it.language];
  const facilitates = it.offices.includes('facilitator');
  const opening = facilitates ? say.facilitator(it) : it.asked_as === 'administrator' ? say.own(it) : say.first(it);
  const administers = it.offices.includes('administrator') && (facilitates || it.asked_as === 'administrator');
  const day = new Intl.DateTimeFormat(it.language === 'da' ? 'da-DK' : 'en-GB', {
    dateStyle: 'long',
    timeZone: it.timezone,
  }).format(it.expires_at);
  const letter = composeMail({
    language: it.language,
    heading: say.heading(it.network),
    paragraphs: [
      opening,
      ...(administers ? [say.administers] : []),
      ...(it.body ? [say.seat(it.body)] : []),
      ...(it.message ? [say.says(it.asker, it.message)] : []),
      say.page,
    ],
    action: { label: say.open, link },
    footnotes: [say.until(day), say.stranger],
  });
  const subject = oneLine(say.subject(it.network));
  return {
    kind: 'organisations.invitation',
    to: it.email,
    language: it.language,
    subject,
    usefulUntil: it.expires_at,
    ...letter,
  };
}

/** Names are typed by people: what would break the head of a mail is a space in it. */
const oneLine = (text: string) => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').slice(0, 200);
