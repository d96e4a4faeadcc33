import { declareRefusal } from '../platform/errors/refusal';

export const hasAdministrator = declareRefusal(409, 'ORGANISATIONS.HAS_ADMINISTRATOR', {
  da: 'Organisationen har allerede en administrator, og hver organisation inviterer selv sine folk. Bed dens administrator om det.',
  en: 'The organisation has an administrator already, and each organisation invites its own people. Ask its administrator.',
});
export const mayNotInvite = declareRefusal(403, 'ORGANISATIONS.MAY_NOT_INVITE', {
  da: 'Netværkets tovholder inviterer organisationer, og en organisations administrator inviterer dens folk. Spørg en af dem.',
  en: "The network's facilitator invites organisations, and an organisation's administrator invites its people. Ask one of them.",
});
export const partyKnown = declareRefusal(409, 'ORGANISATIONS.PARTY_KNOWN', {
  da: 'Netværket har allerede en organisation med det navn. Vælg den på listen i stedet.',
  en: 'The network has an organisation of that name already. Choose it from the list instead.',
});
export const belongsAlready = declareRefusal(409, 'ORGANISATIONS.BELONGS_ALREADY', {
  da: 'Den, der har adressen, handler allerede for organisationen.',
  en: 'Whoever has this address acts for the organisation already.',
});
export const invitedAlready = declareRefusal(409, 'ORGANISATIONS.INVITED_ALREADY', {
  da: 'Adressen er allerede inviteret. Send invitationen igen, eller træk den tilbage.',
  en: 'This address is invited already. Send that invitation again, or withdraw it.',
});
export const tooManyInvitations = declareRefusal(429, 'ORGANISATIONS.TOO_MANY_INVITATIONS', {
  da: 'Du har sendt 100 invitationer det seneste døgn. Vent til i morgen.',
  en: 'You have sent 100 invitations within a day. Wait until tomorrow.',
});
export const invitationSettled = declareRefusal(409, 'ORGANISATIONS.INVITATION_SETTLED', {
  da: 'Invitationen er allerede modtaget eller trukket tilbage.',
  en: 'The invitation was accepted or withdrawn already.',
});
export const signInFirst = declareRefusal(409, 'ORGANISATIONS.SIGN_IN_FIRST', {
  da: 'Du er kendt på Torv med den adresse. Log ind, og tag så imod invitationen.',
  en: 'Torv knows you by this address. Sign in, and then accept the invitation.',
});
export const someoneElses = declareRefusal(409, 'ORGANISATIONS.SOMEONE_ELSES', {
  da: 'Invitationen er sendt til en anden, der allerede er på Torv. Log ud, og log ind med den adresse, den er sendt til.',
  en: 'The invitation was sent to someone else who is on Torv already. Sign out, and sign in with the address it was sent to.',
});
