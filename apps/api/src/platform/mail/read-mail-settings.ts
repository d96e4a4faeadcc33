/** How mail leaves Torv. */
export interface MailSettings {
  /** smtp://user:password@host:587 or smtps://…; null: no server is known. */
  smtpUrl: string | null;
  /** Who mails come from, as `Torv <torv@example.org>`; null without a server. */
  from: { name: string; address: string } | null;
}

/** What is wrong with a setting: its name, and what is expected. */
type Fault = (setting: string, message: string) => Error;

const address = /^[^\s@<>(),;:"\\]+@[^\s@<>(),;:"\\]+$/;

/**
 * Reads and checks TORV_SMTP_URL and TORV_MAIL_FROM.
 *
 * @throws what `fault` makes of a setting that does not fit
 */
export function readMailSettings(env: NodeJS.ProcessEnv, fault: Fault): MailSettings {
  const smtpUrl = env['TORV_SMTP_URL'] || null;
  const from = env['TORV_MAIL_FROM'] || null;
  if (smtpUrl !== null && !(URL.canParse(smtpUrl) && /^smtps?:$/.test(new URL(smtpUrl).protocol))) {
    throw fault('TORV_SMTP_URL', 'give an address such as smtp://user:password@mail.example.org:587, or smtps://… .');
  }
  if (smtpUrl !== null && from === null) {
    throw fault('TORV_MAIL_FROM', 'is missing; say whom mails come from, such as Torv <torv@example.org>.');
  }
  if (from === null) return { smtpUrl, from: null };
  const [, name, inBrackets] = /^([^<>"\r\n]*)<([^<>]+)>$/.exec(from) ?? [null, '', from];
  if (!address.test(inBrackets!)) {
    throw fault('TORV_MAIL_FROM', `"${from}" is no address; give one such as Torv <torv@example.org>.`);
  }
  return { smtpUrl, from: { name: name!.trim() || 'Torv', address: inBrackets! } };
}
