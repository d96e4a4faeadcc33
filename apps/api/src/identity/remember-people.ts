import type { RightsNotices } from '../platform/events/hear-of-rights';
import type { SignedIn } from '../platform/http/who-asks';

const atMost = 10_000;

/**
 * Who was looked up by a secret, remembered as long as a change to them would be heard of: so that a request costs no
 * round trip, and what has ended has ended for the next one.
 */
export class RememberedPeople {
  private readonly known = new Map<string, { signedIn: SignedIn; until: number }>();

  /** @param rememberFor milliseconds after which they are looked up again all the same: its use is noted then */
  constructor(
    private readonly notices: RightsNotices,
    private readonly rememberFor: number,
  ) {
    notices.listen((personId) => this.forget(personId));
  }

  /** Who has this secret and was looked up already, or null. */
  get(secret: string | undefined): SignedIn | null {
    const known = secret === undefined || !this.notices.listening ? undefined : this.known.get(secret);
    return known && known.until > Date.now() ? known.signedIn : null;
  }

  /** Who has this secret: remembered, else looked up and then remembered. */
  async find(secret: string, lookUp: () => Promise<SignedIn | null>): Promise<SignedIn | null> {
    const remembered = this.get(secret);
    if (remembered) return remembered;
    const before = this.notices.count;
    const signedIn = await lookUp();
    this.known.delete(secret);
    // A change that was heard of meanwhile may be newer than what was read.
    if (signedIn && this.notices.listening && this.notices.count === before) this.keep(secret, signedIn);
    return signedIn;
  }

  /** Forgets a secret. */
  drop(secret: string): void {
    this.known.delete(secret);
  }

  /** Forgets what is remembered of a person (null: of everyone). */
  forget(personId: string | null): void {
    if (personId === null) return this.known.clear();
    for (const [secret, { signedIn }] of this.known) if (signedIn.id === personId) this.known.delete(secret);
  }

  private keep(secret: string, signedIn: SignedIn): void {
    if (this.known.size >= atMost) this.known.clear();
    this.known.set(secret, {
      signedIn,
      until: Math.min(Date.now() + this.rememberFor, Date.parse(signedIn.expiresAt)),
    });
  }
}
