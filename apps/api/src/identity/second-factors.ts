import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '../platform/config/read-settings';
import { Database } from '../platform/database/database';
import { Refusal } from '../platform/errors/refusal';
import type { SignedIn, SignInMethod } from '../platform/http/who-asks';
import { SETTINGS } from '../platform/platform.tokens';
import { type BrokerLevel, Brokers } from './brokers';
import { factorFirst, secondFactorRequired } from './factors.refusals';

/** Of whom a second factor is demanded, and who has shown it. */
@Injectable()
export class SecondFactors {
  /** What a sign-in was found to owe lives as long as its session is remembered: no longer than nobody's rights change. */
  private readonly found = new WeakMap<SignedIn, boolean>();

  constructor(
    private readonly database: Database,
    private readonly brokers: Brokers,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** True where nobody owes one. */
  get onlyOffered(): boolean {
    return this.settings.secondFactor === 'offered';
  }

  /**
   * Lets pass who owes no second factor; without a promise when that is known.
   *
   * @throws Refusal IDENTITY.SECOND_FACTOR_REQUIRED
   */
  demand(signedIn: SignedIn): true | Promise<true> {
    if (this.onlyOffered || signedIn.scopes !== null || areTwo(signedIn.methods)) return true;
    const known = this.found.get(signedIn);
    if (known !== undefined) return unlessOwed(known);
    return this.owes(signedIn).then((owed) => {
      this.found.set(signedIn, owed);
      return unlessOwed(owed);
    });
  }

  /** True when a second factor is demanded of whoever signed in, and they have not shown it. Asks anew each time. */
  async owes(signedIn: SignedIn): Promise<boolean> {
    if (this.onlyOffered || signedIn.scopes !== null) return false;
    return (await this.demandedOf(signedIn.id)) && !(await this.hasShownTwo(signedIn));
  }

  /** True when this sign-in was by two factors: by its methods, or by the level at which a broker vouched for it. */
  async hasShownTwo(signedIn: SignedIn): Promise<boolean> {
    if (areTwo(signedIn.methods)) return true;
    if (!signedIn.methods.includes('broker')) return false;
    const [found] = await this.database.read(signedIn.id, {
      text: 'SELECT broker FROM identity_session WHERE id = $1',
      values: [signedIn.sessionId],
    });
    return this.brokers.countsAsTwo(found!.rows[0]?.['broker'] as BrokerLevel | null | undefined);
  }

  /** True when a second factor is demanded of this person. */
  async demandedOf(personId: string): Promise<boolean> {
    if (this.settings.secondFactor !== 'administrators') return this.settings.secondFactor === 'everyone';
    const { rows } = await this.database.call({
      name: 'holds-office',
      text: 'SELECT identity_holds_office($1) AS holds',
      values: [personId],
    });
    return rows[0]!['holds'] === true;
  }

  /**
   * Whoever has a second factor changes how they sign in only after showing it: a found password gets no further.
   *
   * @throws Refusal IDENTITY.USE_YOUR_FACTOR_FIRST
   */
  async guardChange(signedIn: SignedIn): Promise<void> {
    if (await this.hasShownTwo(signedIn)) return;
    const { rows } = await this.database.call({
      text: 'SELECT identity_has_factor($1) AS has',
      values: [signedIn.id],
    });
    if (rows[0]!['has'] === true) throw new Refusal(factorFirst);
  }
}

/** A code besides something else, or a passkey: a device and what unlocks it. */
export function areTwo(methods: readonly SignInMethod[]): boolean {
  return methods.includes('passkey') || methods.includes('totp') || methods.includes('recovery');
}

function unlessOwed(owed: boolean): true {
  if (owed) throw new Refusal(secondFactorRequired);
  return true;
}
