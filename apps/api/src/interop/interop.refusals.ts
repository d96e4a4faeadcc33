import { declareRefusal } from '../platform/errors/refusal';

export const anotherAddress = declareRefusal(422, 'INTEROP.ANOTHER_ADDRESS', {
  da: 'Det er ikke den e-mail, du er logget ind med. Skriv den, som den står under Min konto, hvis du vil slettes.',
  en: 'This is not the e-mail you are signed in with. Type it as it stands under My account if you want to be erased.',
});
export const tooManyForText = declareRefusal(422, 'INTEROP.TOO_MANY_FOR_A_TEXT', {
  da: 'Det er mere end 300 beslutninger, og det bliver for langt til Word og pdf. Vælg færre med et filter, eller hent dem som regneark.',
  en: 'That is more than 300 decisions, too long for Word and PDF. Choose fewer with a filter, or take them as a spreadsheet.',
});
export const noChromium = declareRefusal(503, 'INTEROP.NO_CHROMIUM', {
  da: 'Pdf kan ikke laves på denne Torv, for der er ingen browser på serveren. Hent Word i stedet, eller bed driften sætte TORV_CHROMIUM.',
  en: 'This Torv cannot make a PDF, for there is no browser on its server. Take Word instead, or ask whoever runs it to set TORV_CHROMIUM.',
});
export const pdfFailed = declareRefusal(503, 'INTEROP.PDF_FAILED', {
  da: 'Pdf’en blev ikke færdig. Prøv igen om lidt, eller hent Word i stedet.',
  en: 'The PDF was not finished. Try again in a moment, or take Word instead.',
});
export const mayNotExtract = declareRefusal(403, 'INTEROP.MAY_NOT_EXTRACT', {
  da: 'Kun forummets forperson og sekretær tager en sag ud til aktindsigt. Send anmodningen til dem.',
  en: "Only the body's chair and secretary take a case out for access to records. Send the request to them.",
});
export const caseTooHeavy = declareRefusal(413, 'INTEROP.CASE_TOO_HEAVY', {
  da: 'Sagens filer fylder mere end 200 MB. Hent dem en ad gangen fra sagens sider.',
  en: 'The files of the case are larger than 200 MB. Take them one by one from its pages.',
});
