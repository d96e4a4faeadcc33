import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { PasskeyAsked, PasskeyMade, PasskeySigned, PasskeyView } from '@torv/shared/identity';
import type { Settings } from '../platform/config/read-settings';
import { Database } from '../platform/database/database';
import { notFound, Refusal, versionStale } from '../platform/errors/refusal';
import { SETTINGS } from '../platform/platform.tokens';
import { passkeyKnown, passkeyNeedsName, passkeyRefused } from './factors.refusals';

/** What a challenge is asked for, and in which session. A sign-in has none yet. */
export type Purpose = { purpose: 'sign-in' } | { purpose: 'add' | 'again'; person: { id: string; sessionId: string } };

interface KnownKey {
  person_id: string;
  public_key: Buffer;
  counter: string;
  transports: string[];
}

const timeout = 5 * 60 * 1000;

/** Passkeys (WebAuthn): a key pair on a person's device, unlocked by their finger, face or PIN. They count as two factors. */
@Injectable()
export class Passkeys {
  constructor(
    private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** A person's own passkeys, the oldest first. */
  async listOf(personId: string): Promise<PasskeyView[]> {
    const [found] = await this.database.read(personId, { text: `${select} ORDER BY created_at, id` });
    return found!.rows.map(viewOf);
  }

  /** What the browser is asked to make. */
  async askToAdd(person: { id: string; sessionId: string; email: string; name: string }): Promise<PasskeyAsked> {
    const [known] = await this.database.read(person.id, {
      text: 'SELECT credential_id AS id, transports FROM identity_passkey',
    });
    const options = await generateRegistrationOptions({
      rpName: 'Torv',
      rpID: this.host,
      userName: person.email,
      userDisplayName: person.name,
      userID: new Uint8Array(Buffer.from(person.id)),
      timeout,
      attestationType: 'none',
      excludeCredentials: known!.rows as { id: string; transports: never }[],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    await this.keep(options.challenge, { purpose: 'add', person });
    return { options: options as never };
  }

  /**
   * Keeps a passkey that the browser has made.
   *
   * @param origin where the page stands that made it
   * @throws Refusal IDENTITY.PASSKEY_REFUSED, IDENTITY.PASSKEY_KNOWN
   */
  async add(
    person: { id: string; sessionId: string },
    name: string,
    answer: PasskeyMade,
    origin: string | undefined,
  ): Promise<PasskeyView> {
    const { registrationInfo } = await refusing(
      verifyRegistrationResponse({
        response: answer as never,
        expectedChallenge: (challenge) => this.take(challenge, { purpose: 'add', person }),
        expectedOrigin: this.ownOrigin(origin),
        expectedRPID: this.host,
        requireUserVerification: true,
      }),
    );
    if (!registrationInfo) throw new Refusal(passkeyRefused);
    const { credential, credentialBackedUp } = registrationInfo;
    const made = await this.database
      .note(person.id, {
        text: `INSERT INTO identity_passkey (person_id, credential_id, public_key, counter, transports, backed_up, name)
               VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${columns}`,
        values: [
          person.id,
          credential.id,
          Buffer.from(credential.publicKey),
          credential.counter,
          credential.transports ?? [],
          credentialBackedUp,
          name,
        ],
      })
      .catch((error: { code?: string }) => {
        throw error.code === '23505' ? new Refusal(passkeyKnown) : error;
      });
    return viewOf(made.rows[0]!);
  }

  /** Gives a passkey another name. @throws Refusal PLATFORM.NOT_FOUND, PLATFORM.VERSION_STALE */
  async rename(personId: string, id: string, version: number, name: string): Promise<PasskeyView> {
    const changed = await this.database.note(personId, {
      text: `UPDATE identity_passkey SET name = $3, version = version + 1 WHERE id = $1 AND version = $2 RETURNING ${columns}`,
      values: [id, version, name],
    });
    if (changed.rows[0]) return viewOf(changed.rows[0]);
    throw new Refusal((await this.has(personId, id)) ? versionStale : notFound);
  }

  /** Forgets a passkey. @throws Refusal PLATFORM.NOT_FOUND, PLATFORM.VERSION_STALE */
  async remove(personId: string, id: string, version: number): Promise<void> {
    const gone = await this.database.note(personId, {
      text: 'DELETE FROM identity_passkey WHERE id = $1 AND version = $2 RETURNING id',
      values: [id, version],
    });
    if (!gone.rows[0]) throw new Refusal((await this.has(personId, id)) ? versionStale : notFound);
  }

  /** What the browser is asked to sign; at sign-in with any passkey it has for Torv, later with one of the person's. */
  async askToSign(wanted: Purpose): Promise<PasskeyAsked> {
    const known =
      wanted.purpose === 'sign-in'
        ? []
        : (
            await this.database.read(wanted.person.id, {
              text: 'SELECT credential_id AS id, transports FROM identity_passkey',
            })
          )[0]!.rows;
    const options = await generateAuthenticationOptions({
      rpID: this.host,
      userVerification: 'required',
      timeout,
      allowCredentials: known as { id: string; transports: never }[],
    });
    await this.keep(options.challenge, wanted);
    return { options: options as never };
  }

  /**
   * Checks what a passkey has signed.
   *
   * @param origin where the page stands that asked for it
   * @returns the person whose passkey it is
   * @throws Refusal IDENTITY.PASSKEY_REFUSED, whatever was wrong
   */
  async check(answer: PasskeySigned, wanted: Purpose, origin: string | undefined): Promise<string> {
    const { rows } = await this.database.call({
      text: 'SELECT * FROM identity_passkey_of($1)',
      values: [answer.id],
    });
    const known = rows[0] as KnownKey | undefined;
    if (!known) throw new Refusal(passkeyRefused);
    const handle = answer.response.userHandle;
    const owns = handle
      ? Buffer.from(handle, 'base64url').toString() === known.person_id
      : wanted.purpose !== 'sign-in';
    if (!owns || (wanted.purpose !== 'sign-in' && wanted.person.id !== known.person_id))
      throw new Refusal(passkeyRefused);
    const { verified, authenticationInfo } = await refusing(
      verifyAuthenticationResponse({
        response: answer as never,
        expectedChallenge: (challenge) => this.take(challenge, wanted),
        expectedOrigin: this.ownOrigin(origin),
        expectedRPID: this.host,
        requireUserVerification: true,
        credential: {
          id: answer.id,
          publicKey: new Uint8Array(known.public_key),
          counter: Number(known.counter),
          transports: known.transports as never,
        },
      }),
    );
    if (!verified) throw new Refusal(passkeyRefused);
    const used = await this.database.call({
      text: 'SELECT identity_use_passkey($1, $2, $3) AS done',
      values: [answer.id, authenticationInfo.newCounter, authenticationInfo.credentialBackedUp],
    });
    if (used.rows[0]!['done'] !== true) throw new Refusal(passkeyRefused);
    return known.person_id;
  }

  /** The name that passkeys belong to. */
  private get host(): string {
    return this.settings.origin === null ? 'localhost' : new URL(this.settings.origin).hostname;
  }

  /** Without an origin of its own, Torv is opened on this machine, on any port: the guard has seen that it is ours. */
  private ownOrigin(origin: string | undefined): string {
    if (this.settings.origin !== null) return this.settings.origin;
    if (origin === undefined || new URL(origin).hostname !== this.host) throw new Refusal(passkeyNeedsName);
    return origin;
  }

  private async keep(challenge: string, wanted: Purpose): Promise<void> {
    const query = { text: 'SELECT identity_ask_challenge($1, $2, $3)', values: challengeOf(challenge, wanted) };
    await (wanted.purpose === 'sign-in' ? this.database.call(query) : this.database.note(wanted.person.id, query));
  }

  private async take(challenge: string, wanted: Purpose): Promise<boolean> {
    const query = {
      text: 'SELECT identity_take_challenge($1, $2, $3) AS good',
      values: challengeOf(challenge, wanted),
    };
    const found = await (wanted.purpose === 'sign-in'
      ? this.database.call(query)
      : this.database.note(wanted.person.id, query));
    return found.rows[0]!['good'] === true;
  }

  private async has(personId: string, id: string): Promise<boolean> {
    const [found] = await this.database.read(personId, {
      text: 'SELECT 1 FROM identity_passkey WHERE id = $1',
      values: [id],
    });
    return found!.rows.length > 0;
  }
}

const columns = 'id, version, name, backed_up, created_at, last_used_at';
const select = `SELECT ${columns} FROM identity_passkey`;

const viewOf = (row: Record<string, unknown>): PasskeyView => ({
  id: row['id'] as string,
  version: row['version'] as number,
  name: row['name'] as string,
  synced: row['backed_up'] as boolean,
  createdAt: (row['created_at'] as Date).toISOString(),
  lastUsedAt: (row['last_used_at'] as Date | null)?.toISOString() ?? null,
});

const hashOf = (text: string) => createHash('sha256').update(text).digest();
const challengeOf = (challenge: string, wanted: Purpose) => [
  hashOf(challenge),
  wanted.purpose,
  wanted.purpose === 'sign-in' ? null : hashOf(wanted.person.sessionId),
];

/** The library throws for what does not fit; whoever asks is told no more than that it was refused. */
async function refusing<T>(checking: Promise<T>): Promise<T> {
  try {
    return await checking;
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(passkeyRefused);
  }
}
