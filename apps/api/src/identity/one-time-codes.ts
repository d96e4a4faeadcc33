import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { SecondFactorView } from '@torv/shared/identity';
import { Secret, TOTP } from 'otpauth';
import { renderSVG } from 'uqr';
import type { Settings } from '../platform/config/read-settings';
import { Database } from '../platform/database/database';
import { Refusal } from '../platform/errors/refusal';
import { SETTINGS } from '../platform/platform.tokens';
import { codesAreOff, codesAreOn, pendingOver, setUpOver, wrongCode, wrongFirstCode } from './factors.refusals';
import { tooManyTries } from './identity.refusals';
import { readSeal, type Seal } from './seal-secrets';

/** Seconds that a code stands, and how many such steps a telephone's clock may be off, each way. */
const period = 30;
const drift = 1;
const recoveryCodes = 10;
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** What was tried: whose code, and how the secret is opened; `methods` is what a half-done sign-in had shown before. */
interface Tried {
  person_id: string;
  secret: Buffer | null;
  methods: string[];
  /** Seconds until the next try is looked at. */
  wait: number;
}

/** One-time codes of an app (RFC 6238) and the recovery codes that stand in for them. */
@Injectable()
export class OneTimeCodes {
  private known: Seal | undefined;

  constructor(
    private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    // A key that was named is checked at start; one of our own is made when it is first needed.
    if (settings.factorKeyFile !== null) this.known = readSeal(settings);
  }

  /** What someone has turned on. */
  async viewOf(personId: string): Promise<Pick<SecondFactorView, 'codes' | 'recoveryCodesLeft'>> {
    const [codes, left] = await this.database.read(
      personId,
      { text: 'SELECT confirmed_at FROM identity_totp WHERE confirmed_at IS NOT NULL' },
      { text: 'SELECT count(*)::int AS n FROM identity_recovery_code WHERE used_at IS NULL' },
    );
    const since = codes!.rows[0]?.['confirmed_at'] as Date | undefined;
    return { codes: since ? { since: since.toISOString() } : null, recoveryCodesLeft: left!.rows[0]!['n'] as number };
  }

  /**
   * Begins to set codes up; nothing is asked for at sign-in before the first code has been shown.
   *
   * @returns the secret, to be shown once, as text and as a picture for an app
   * @throws Refusal IDENTITY.CODES_ARE_ON
   */
  async begin(person: { id: string; email: string }): Promise<{ secret: string; address: string; picture: string }> {
    const secret = randomBytes(20);
    const begun = await this.database.note(person.id, {
      text: 'SELECT identity_begin_codes($1) AS done',
      values: [this.seal.close(secret, person.id)],
    });
    if (begun.rows[0]!['done'] !== true) throw new Refusal(codesAreOn);
    const totp = totpOf(secret, person.email);
    const address = totp.toString();
    return { secret: totp.secret.base32, address, picture: renderSVG(address, { border: 2, ecc: 'M' }) };
  }

  /**
   * Turns codes on by the first one.
   *
   * @returns the recovery codes, to be shown once
   * @throws Refusal IDENTITY.SET_UP_OVER when setting up was not begun within half an hour, IDENTITY.WRONG_FIRST_CODE
   */
  async confirm(personId: string, code: string): Promise<string[]> {
    const tried = await this.try(null, personId, true);
    if (!tried) throw new Refusal(setUpOver);
    const step = this.stepOf(tried, code);
    if (step === null) throw new Refusal(wrongFirstCode, [{ path: 'code', message: wrongFirstCode.sentence }]);
    const fresh = newRecoveryCodes();
    const done = await this.database.note(personId, {
      text: 'SELECT identity_confirm_codes($1, $2) AS done',
      values: [step, fresh.map(hashOf)],
    });
    if (done.rows[0]!['done'] !== true) throw new Refusal(codesAreOn);
    return fresh;
  }

  /** Puts new recovery codes in the place of the old. @throws Refusal IDENTITY.CODES_ARE_OFF */
  async renewRecoveryCodes(personId: string): Promise<string[]> {
    const fresh = newRecoveryCodes();
    const done = await this.database.note(personId, {
      text: 'SELECT identity_give_recovery_codes($1) AS done',
      values: [fresh.map(hashOf)],
    });
    if (done.rows[0]!['done'] !== true) throw new Refusal(codesAreOff);
    return fresh;
  }

  /** Turns codes off; the recovery codes go with them. @throws Refusal IDENTITY.CODES_ARE_OFF */
  async drop(personId: string): Promise<void> {
    const done = await this.database.note(personId, { text: 'SELECT identity_drop_codes() AS done' });
    if (done.rows[0]!['done'] !== true) throw new Refusal(codesAreOff);
  }

  /** True when a sign-in of this person by one factor is completed with a code. */
  async askedOf(personId: string): Promise<boolean> {
    const { rows } = await this.database.call({
      text: 'SELECT identity_asks_for_code($1) AS asks',
      values: [personId],
    });
    return rows[0]!['asks'] === true;
  }

  /** Keeps that someone has shown one factor and owes a code. @returns the secret of it, good for five minutes */
  async openPending(personId: string, methods: readonly string[]): Promise<{ pending: string; expiresAt: string }> {
    const pending = randomBytes(32).toString('base64url');
    const { rows } = await this.database.call({
      text: 'SELECT identity_open_pending($1, $2, $3) AS until',
      values: [hashOf(pending), personId, methods],
    });
    return { pending, expiresAt: (rows[0]!['until'] as Date).toISOString() };
  }

  /**
   * Checks a code, of the app or a recovery code, and uses it up.
   *
   * @param whose the secret of a half-done sign-in, or the person who is signed in
   * @returns the person, what they had shown before, and which kind of code it was
   * @throws Refusal IDENTITY.PENDING_OVER, IDENTITY.CODES_ARE_OFF, IDENTITY.WRONG_CODE, IDENTITY.TOO_MANY_TRIES
   */
  async use(
    whose: { pending: string } | { personId: string },
    code: string,
  ): Promise<{ personId: string; methods: string[]; by: 'totp' | 'recovery' }> {
    const pending = 'pending' in whose ? hashOf(whose.pending) : null;
    const personId = 'personId' in whose ? whose.personId : null;
    const tried = await this.try(pending, personId, false);
    if (!tried) throw new Refusal(pending ? pendingOver : codesAreOff);
    const by = /^\d{6}$/.test(digitsOf(code)) ? 'totp' : 'recovery';
    const step = by === 'totp' ? this.stepOf(tried, code) : null;
    const query =
      by === 'recovery'
        ? { text: 'SELECT identity_pass_recovery_code($1, $2) AS done', values: [pending, hashOf(lettersOf(code))] }
        : { text: 'SELECT identity_pass_code($1, $2) AS done', values: [pending, step] };
    const passed = by === 'totp' && step === null ? null : await this.database.note(tried.person_id, query);
    if (passed?.rows[0]!['done'] !== true)
      throw new Refusal(wrongCode, [{ path: 'code', message: wrongCode.sentence }]);
    return { personId: tried.person_id, methods: tried.methods, by };
  }

  private get seal(): Seal {
    return (this.known ??= readSeal(this.settings));
  }

  private async try(pending: Buffer | null, personId: string | null, settingUp: boolean): Promise<Tried | null> {
    const query = { text: 'SELECT * FROM identity_try_code($1, $2)', values: [pending, settingUp] };
    const { rows } = personId === null ? await this.database.call(query) : await this.database.note(personId, query);
    const tried = (rows[0] as Tried | undefined) ?? null;
    if (tried && tried.wait > 0) throw new Refusal(tooManyTries, [], Math.ceil(tried.wait));
    return tried;
  }

  /** The step whose code this is, or null. That it was used before, the database says. */
  private stepOf(tried: Tried, code: string): number | null {
    const totp = totpOf(this.seal.open(tried.secret!, tried.person_id), '');
    const now = Date.now();
    const off = totp.validate({ token: digitsOf(code), timestamp: now, window: drift });
    return off === null ? null : Math.floor(now / 1000 / period) + off;
  }
}

const totpOf = (secret: Buffer, label: string): TOTP =>
  new TOTP({
    issuer: 'Torv',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
  });

/** Ten codes of 80 random bits, in four groups that can be read aloud. */
const newRecoveryCodes = (): string[] =>
  Array.from({ length: recoveryCodes }, () =>
    [...randomBytes(16)]
      .map((byte) => alphabet[byte % 32]!)
      .join('')
      .replaceAll(/(.{4})(?=.)/g, '$1-'),
  );

const digitsOf = (code: string) => code.replaceAll(/\s/g, '');
const lettersOf = (code: string) =>
  code
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .replaceAll(/(.{4})(?=.)/g, '$1-');
const hashOf = (secret: string) => createHash('sha256').update(secret).digest();
