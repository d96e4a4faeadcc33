import { declareRefusal } from '../platform/errors/refusal';

export const mayNotRecord = declareRefusal(403, 'DECISIONS.MAY_NOT_RECORD', {
  da: 'Kun forpersonen fører forummets beslutninger til protokols.',
  en: "Only the chair records the body's decisions.",
});
export const meetingNotOpen = declareRefusal(409, 'DECISIONS.MEETING_NOT_OPEN', {
  da: 'Der kan kun besluttes i et åbent møde. Åbn mødet først; er det lukket, så brug et nyt møde.',
  en: 'Decisions are made in an open meeting only. Open it first; if it is closed, use a new meeting.',
});
export const notForDecision = declareRefusal(409, 'DECISIONS.NOT_FOR_DECISION', {
  da: 'Punktet er ikke til beslutning. Noter det som drøftet eller taget til efterretning.',
  en: 'The item is not for decision. Record it as discussed or noted.',
});
export const alreadyDecided = declareRefusal(409, 'DECISIONS.ALREADY_RECORDED', {
  da: 'Punktet er allerede afgjort. En beslutning rettes kun ved en ny beslutning.',
  en: 'The item is already decided. A decision is corrected only by a new one.',
});
export const quorumMissing = declareRefusal(409, 'DECISIONS.QUORUM_MISSING', {
  da: 'Mødet er ikke beslutningsdygtigt. Noter fremmødet, eller udskyd punktet.',
  en: 'The meeting has no quorum. Record who is present, or postpone the item.',
});
export const textMissing = declareRefusal(400, 'DECISIONS.TEXT_MISSING', {
  da: 'Skriv, hvad der er besluttet. Punktet har ingen indstilling at tage teksten fra.',
  en: 'Write what was decided. The item has no proposal to take the text from.',
});
export const moreVisible = declareRefusal(409, 'DECISIONS.MORE_VISIBLE_THAN_MEETING', {
  da: 'Mødet eller punktet er lukket, så beslutningen kan kun vises for dem, der var med. Vælg »Lukket«.',
  en: 'The meeting or the item is closed, so the decision can be shown only to those who took part. Choose “Closed”.',
});
export const recordDiffers = declareRefusal(409, 'DECISIONS.RECORD_DIFFERS', {
  da: 'Beslutningen svarer ikke til punktet på dagsordenen og blev ikke ført til loggen. Åbn punktet, og prøv igen.',
  en: 'The decision does not match the item on the agenda and was not entered. Open the item and try again.',
});
export const positionsDiffer = declareRefusal(409, 'DECISIONS.POSITIONS_DIFFER', {
  da: 'En organisation har taget stilling i samme øjeblik. Se stillingtagenen efter, og prøv igen.',
  en: 'An organisation stated its position at the same moment. Look the positions over and try again.',
});
export const notRecorded = declareRefusal(409, 'DECISIONS.NOT_RECORDED', {
  da: 'Loggen tager kun imod en beslutning, der er ført til protokols.',
  en: 'The log takes only a decision that has been recorded.',
});
export const notInLog = declareRefusal(500, 'DECISIONS.NOT_IN_LOG', {
  da: 'Beslutningen kom ikke i loggen og blev derfor ikke ført til protokols.',
  en: 'The decision did not reach the log and was therefore not recorded.',
});
export const mandateNotInLog = declareRefusal(500, 'DECISIONS.MANDATE_NOT_IN_LOG', {
  da: 'Rammerne kom ikke i loggen og blev derfor ikke vedtaget.',
  en: 'The mandate did not reach the log and was therefore not adopted.',
});
export const mayNotFinish = declareRefusal(403, 'DECISIONS.MAY_NOT_FINISH', {
  da: 'Kun den ansvarlige organisation og forummets forperson og sekretær kan afslutte opfølgningen.',
  en: "Only the organisation that owes it and the body's chair and secretary may finish the follow-up.",
});
export const mayNotAddFollowUp = declareRefusal(403, 'DECISIONS.MAY_NOT_ADD_FOLLOW_UP', {
  da: 'Kun forummets forperson og sekretær kan tilføje opfølgning. Skriv til dem, hvad der mangler.',
  en: "Only the body's chair and secretary may add a follow-up. Tell them what is missing.",
});
export const mayNotPutOff = declareRefusal(403, 'DECISIONS.MAY_NOT_PUT_OFF', {
  da: 'Kun forummets forperson og sekretær kan flytte fristen. Skriv en note om, hvorfor I har brug for mere tid.',
  en: "Only the body's chair and secretary may move the date. Write a note about why you need more time.",
});
export const followUpDone = declareRefusal(409, 'DECISIONS.FOLLOW_UP_DONE', {
  da: 'Opfølgningen er afsluttet. Genoptag den, før du ændrer fristen.',
  en: 'The follow-up is done. Take it up again before you move its date.',
});
export const notOfOrganisation = declareRefusal(409, 'DECISIONS.NOT_OF_ORGANISATION', {
  da: 'Personen er ikke tilknyttet den organisation, der skal følge op. Vælg en, der er.',
  en: 'The person does not act for the organisation that follows up. Choose one who does.',
});
export const reviewTooEarly = declareRefusal(400, 'DECISIONS.REVIEW_TOO_EARLY', {
  da: 'En vedtaget beslutning kan tages op igen en senere dag. Vælg en dag efter i dag.',
  en: 'An adopted decision is looked at again on a later day. Choose a day after today.',
});
export const changesWhatWasNotAdopted = declareRefusal(409, 'DECISIONS.CHANGES_WHAT_WAS_NOT_ADOPTED', {
  da: 'Kun en vedtagelse kan stadfæste, ændre eller ophæve, og kun en tidligere vedtagelse.',
  en: 'Only a decision that is adopted can confirm, change or revoke, and only an earlier one that was adopted.',
});
export const changesOfOthers = declareRefusal(409, 'DECISIONS.CHANGES_OF_OTHERS', {
  da: 'Et forum kan kun ændre sine egne beslutninger og dem fra fora, der hører under det.',
  en: 'A body may change only its own decisions and those of bodies that report to it.',
});
export const noLongerStands = declareRefusal(409, 'DECISIONS.NO_LONGER_STANDS', {
  da: 'Beslutningen er allerede afløst eller ophævet. Vælg den, der gælder nu.',
  en: 'The decision is already superseded or revoked. Choose the one that stands now.',
});
export const mayNotPlaceReview = declareRefusal(403, 'DECISIONS.MAY_NOT_PLACE_REVIEW', {
  da: 'Kun forummets forperson og sekretær kan sætte beslutningen på dagsordenen igen.',
  en: "Only the body's chair and secretary may put the decision on an agenda again.",
});
export const nothingToReview = declareRefusal(409, 'DECISIONS.NOTHING_TO_REVIEW', {
  da: 'Beslutningen er ikke en vedtagelse, eller den er allerede stadfæstet, afløst eller ophævet.',
  en: 'The decision was not adopted, or it is already confirmed, superseded or revoked.',
});
export const reviewElsewhere = declareRefusal(409, 'DECISIONS.REVIEW_ELSEWHERE', {
  da: 'Beslutningen tages op igen i det forum, der traf den. Vælg et af dets møder.',
  en: 'The decision is looked at again by the body that made it. Choose one of its meetings.',
});
export const mayNotAdopt = declareRefusal(403, 'DECISIONS.MAY_NOT_ADOPT', {
  da: 'Kun forpersonen for det forum, der traf beslutningen, fører til protokols, hvad den vedtager.',
  en: 'Only the chair of the body that decided records what the decision adopts.',
});
export const adoptsNothing = declareRefusal(409, 'DECISIONS.ADOPTS_NOTHING', {
  da: 'Beslutningen er ikke en vedtagelse, så den kan ikke give noget gyldighed.',
  en: 'The decision did not adopt anything, so it can give nothing force.',
});
export const mandateOfOthers = declareRefusal(409, 'DECISIONS.MANDATE_OF_OTHERS', {
  da: 'Et forums rammer vedtages af forummet selv eller af et forum, det hører under.',
  en: "A body's mandate is adopted by the body itself, or by one that it reports to.",
});
export const olderThanMandate = declareRefusal(409, 'DECISIONS.OLDER_THAN_MANDATE', {
  da: 'Beslutningen er ældre end udkastet. Lad forummet beslutte udkastet, som det er nu.',
  en: 'The decision is older than the draft. Let the body decide on the draft as it is now.',
});
export const departureMissing = declareRefusal(400, 'DECISIONS.DEPARTURE_MISSING', {
  da: 'Forretningsordenens regel giver et andet resultat. Skriv, hvorfor der besluttes noget andet, eller vælg reglens resultat.',
  en: "The mandate's rule gives another outcome. Write why something else is decided, or choose what the rule gives.",
});
export const tallyDiffers = declareRefusal(409, 'DECISIONS.TALLY_DIFFERS', {
  da: 'Fremmødet eller stillingtagen blev ændret i samme øjeblik. Se optællingen efter, og prøv igen.',
  en: 'Attendance or a position changed at the same moment. Look the count over and try again.',
});
export const mayNotCount = declareRefusal(403, 'DECISIONS.MAY_NOT_COUNT', {
  da: 'Kun de, der sidder i forummet, ser, hvad dets regel giver, og kun hvis forummet har en forretningsorden.',
  en: 'Only those who sit in the body see what its rule gives, and only if the body has a mandate.',
});
export const referredToItself = declareRefusal(409, 'DECISIONS.REFERRED_TO_ITSELF', {
  da: 'Forummet kan ikke oversende til sig selv. Udskyd punktet, eller vælg et andet forum.',
  en: 'The body cannot refer to itself. Postpone the item, or choose another body.',
});
export const procedureRuns = declareRefusal(409, 'DECISIONS.PROCEDURE_RUNS', {
  da: 'Der kan afgøres, når alle har svaret, eller fristen er gået.',
  en: 'It can be decided when everyone has answered, or the deadline is over.',
});
export const tooFewAnswered = declareRefusal(409, 'DECISIONS.TOO_FEW_ANSWERED', {
  da: 'For få har svaret til, at der kan afgøres skriftligt. Tag indstillingen op i et møde.',
  en: 'Too few have answered to decide in writing. Take the proposal up in a meeting.',
});
export const viewNameTaken = declareRefusal(409, 'DECISIONS.VIEW_NAME_TAKEN', {
  da: 'Du har allerede en visning med det navn. Vælg et andet navn.',
  en: 'You already have a view of that name. Choose another name.',
});
export const tooManyViews = declareRefusal(409, 'DECISIONS.TOO_MANY_VIEWS', {
  da: 'Du har gemt 30 visninger, og flere er der ikke plads til. Slet en, du ikke bruger.',
  en: 'You have saved 30 views, and there is no room for more. Delete one that you do not use.',
});
export const noMandate = declareRefusal(409, 'DECISIONS.NO_MANDATE', {
  da: 'Forummet har ingen forretningsorden, så der er ingen regel at beslutte efter. Skriv beslutningen i stedet.',
  en: 'The body has no mandate, and so no rule to decide by. Write the decision instead.',
});
export const objectionStands = declareRefusal(409, 'DECISIONS.OBJECTION_STANDS', {
  da: 'En organisation kan ikke tiltræde, så der er en indvending. Skriv beslutningen, eller lad den ændre sin stillingtagen først.',
  en: 'An organisation objects, so there is an objection. Write the decision, or let it change its position first.',
});
export const mayNotAskRatification = declareRefusal(403, 'DECISIONS.MAY_NOT_ASK_RATIFICATION', {
  da: 'Kun forummets forperson og sekretær beder organisationer godkende beslutningen og tager det op, der kommer tilbage.',
  en: "Only the body's chair and secretary ask organisations to ratify the decision and take up what comes back.",
});
export const nothingToRatify = declareRefusal(409, 'DECISIONS.NOTHING_TO_RATIFY', {
  da: 'Kun en vedtaget beslutning kan godkendes i de enkelte organisationer.',
  en: 'Only a decision that was adopted can be ratified in the organisations.',
});
export const instanceDissolved = declareRefusal(409, 'DECISIONS.INSTANCE_DISSOLVED', {
  da: 'Den instans findes ikke længere. Vælg en anden, eller bed organisationen selv.',
  en: 'That instance no longer exists. Choose another, or ask the organisation itself.',
});
export const askedMayNotRead = declareRefusal(409, 'DECISIONS.ASKED_MAY_NOT_READ', {
  da: 'Organisationen har ingen plads i forummet og kan ikke læse beslutningen. Den kan derfor ikke spørges.',
  en: 'The organisation has no seat in the body and cannot read the decision, so it cannot be asked.',
});
export const answerByIsPast = declareRefusal(400, 'DECISIONS.ANSWER_BY_IS_PAST', {
  da: 'Fristen er passeret. Vælg en dag fra i dag.',
  en: 'That day has passed. Choose today or later.',
});
export const alreadyAsked = declareRefusal(409, 'DECISIONS.ALREADY_ASKED', {
  da: 'Organisationen er allerede bedt om at godkende beslutningen.',
  en: 'The organisation has already been asked to ratify the decision.',
});
export const mayNotRatify = declareRefusal(403, 'DECISIONS.MAY_NOT_RATIFY', {
  da: 'Du er ikke bemyndiget til alene at godkende beslutninger for organisationen. Den, der administrerer den, kan give bemyndigelsen.',
  en: 'You have no authority to ratify decisions for the organisation alone. Whoever administers it can give you that.',
});
export const decidedAhead = declareRefusal(400, 'DECISIONS.DECIDED_AHEAD', {
  da: 'Dagen ligger i fremtiden. Skriv, hvornår I har besluttet det.',
  en: 'That day is in the future. Say when it was decided.',
});
export const answerNotInLog = declareRefusal(500, 'DECISIONS.ANSWER_NOT_IN_LOG', {
  da: 'Svaret kom ikke i loggen og blev derfor ikke gemt.',
  en: 'The answer did not reach the log and was therefore not kept.',
});
export const nothingComesBack = declareRefusal(409, 'DECISIONS.NOTHING_COMES_BACK', {
  da: 'Ingen har afvist eller taget forbehold, siden det sidst blev taget op.',
  en: 'Nobody has declined or reserved since it was last taken up.',
});
