/** A sentence in both languages of the interface. */
export interface Sentence {
  da: string;
  en: string;
}

/** A field at fault, by its path in the request; a word for machines, or a sentence in both languages for people. */
export interface Fault {
  path: string;
  message: string | Sentence;
}

/** One way in which Torv says no: its status, stable code and sentence. */
export interface RefusalKind {
  status: number;
  code: string;
  sentence: Sentence;
}

const kinds = new Map<string, RefusalKind>();

/**
 * Declares a refusal. The code starts with its room's name and never changes; the sentence says what a person can do.
 */
export function declareRefusal(status: number, code: string, sentence: Sentence): RefusalKind {
  if (kinds.has(code)) throw new Error(`The refusal ${code} is declared twice.`);
  const kind = { status, code, sentence };
  kinds.set(code, kind);
  return kind;
}

/** The refusal with this code, or undefined. The database names refusals by code in its guards. */
export function refusalByCode(code: string): RefusalKind | undefined {
  return kinds.get(code);
}

/** Every declared refusal; the API document lists them. */
export function allRefusals(): RefusalKind[] {
  return [...kinds.values()];
}

/** Thrown to answer a request with a refusal. `errors` are the fields at fault; `retryAfter` seconds it may be tried again. */
export class Refusal extends Error {
  constructor(
    readonly kind: RefusalKind,
    readonly errors: readonly Fault[] = [],
    readonly retryAfter: number | null = null,
  ) {
    super(kind.code);
  }
}

export const notFound = declareRefusal(404, 'PLATFORM.NOT_FOUND', {
  da: 'Det findes ikke, eller du har ikke adgang til at se det.',
  en: 'It does not exist, or you may not see it.',
});
export const invalidInput = declareRefusal(400, 'PLATFORM.INVALID_INPUT', {
  da: 'Noget i det, du sendte, passer ikke. Ret de nævnte felter, og prøv igen.',
  en: 'Something in what you sent does not fit. Mend the fields named and try again.',
});
export const notAllowed = declareRefusal(403, 'PLATFORM.NOT_ALLOWED', {
  da: 'Det har du ikke ret til her. Spørg forpersonen eller sekretæren for forummet.',
  en: 'You may not do that here. Ask the chair or the secretary of the body.',
});
export const unexpected = declareRefusal(500, 'PLATFORM.UNEXPECTED', {
  da: 'Noget gik galt hos os. Intet blev ændret. Prøv igen om lidt.',
  en: 'Something went wrong on our side. Nothing was changed. Try again in a moment.',
});
export const busy = declareRefusal(503, 'PLATFORM.BUSY', {
  da: 'Torv kan ikke nå sin database lige nu. Intet blev ændret. Prøv igen om lidt.',
  en: 'Torv cannot reach its database right now. Nothing was changed. Try again in a moment.',
});
export const versionMissing = declareRefusal(428, 'PLATFORM.VERSION_MISSING', {
  da: 'Anmodningen siger ikke, hvilken version den ændrer. Send If-Match med den version, du har læst.',
  en: 'The request does not say which version it changes. Send If-Match with the version you have read.',
});
export const versionStale = declareRefusal(412, 'PLATFORM.VERSION_STALE', {
  da: 'En anden har ændret det, siden du åbnede det. Læs den nye udgave, og prøv igen.',
  en: 'Someone else changed it after you opened it. Read the new version and try again.',
});
export const keyMissing = declareRefusal(400, 'PLATFORM.IDEMPOTENCY_KEY_MISSING', {
  da: 'Anmodningen opretter noget og skal have en Idempotency-Key på 8–100 tegn.',
  en: 'The request creates something and needs an Idempotency-Key of 8–100 characters.',
});
export const keyReused = declareRefusal(422, 'PLATFORM.IDEMPOTENCY_KEY_REUSED', {
  da: 'Nøglen er allerede brugt til noget andet. Brug en ny Idempotency-Key.',
  en: 'The key was already used for something else. Use a new Idempotency-Key.',
});
export const forged = declareRefusal(403, 'PLATFORM.FORGED', {
  da: 'Anmodningen kommer ikke fra Torv selv. Genindlæs siden, og prøv igen.',
  en: 'The request does not come from Torv itself. Reload the page and try again.',
});
export const notJson = declareRefusal(415, 'PLATFORM.NOT_JSON', {
  da: 'Send indholdet som JSON (Content-Type: application/json).',
  en: 'Send the content as JSON (Content-Type: application/json).',
});
export const tooMany = declareRefusal(429, 'PLATFORM.TOO_MANY', {
  da: 'For mange forsøg på kort tid. Vent et minut, og prøv igen.',
  en: 'Too many attempts in a short time. Wait a minute and try again.',
});
