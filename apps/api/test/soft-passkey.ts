import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

/** What a test changes in what the authenticator answers. */
export interface Crooked {
  origin?: string;
  host?: string;
  challenge?: string;
  verified?: boolean;
  /** Signs with another key. */
  signedBy?: KeyObject;
  counter?: number;
  userHandle?: string;
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();
const base64url = (data: Uint8Array) => Buffer.from(data).toString('base64url');

/** An authenticator in software, as WebAuthn describes it: ES256, no attestation. */
export class SoftPasskey {
  readonly id = randomBytes(32);
  counter = 0;
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private userHandle = '';

  constructor(
    private readonly origin = 'http://localhost:3000',
    private readonly host = 'localhost',
  ) {}

  /** Answers `navigator.credentials.create`. */
  make(options: { challenge: string; user?: unknown }, crooked: Crooked = {}): object {
    this.userHandle = (options.user as { id: string }).id;
    const jwk = this.keys.publicKey.export({ format: 'jwk' });
    const publicKey = isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, new Uint8Array(Buffer.from(jwk.x!, 'base64url'))],
        [-3, new Uint8Array(Buffer.from(jwk.y!, 'base64url'))],
      ]) as never,
    );
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const authData = Buffer.concat([this.head(0x40, crooked), Buffer.alloc(16), length, this.id, publicKey]);
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', new Uint8Array(authData)],
    ]);
    return this.answer({
      clientDataJSON: base64url(this.clientData('webauthn.create', options.challenge, crooked)),
      attestationObject: base64url(isoCBOR.encode(attestation as never)),
      transports: ['internal'],
    });
  }

  /** Answers `navigator.credentials.get`. */
  sign(options: { challenge: string }, crooked: Crooked = {}): object {
    this.counter = crooked.counter ?? this.counter + 1;
    const clientData = this.clientData('webauthn.get', options.challenge, crooked);
    const authenticatorData = this.head(0, crooked);
    const signature = createSign('sha256')
      .update(Buffer.concat([authenticatorData, sha256(clientData)]))
      .sign(crooked.signedBy ?? this.keys.privateKey);
    return this.answer({
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(authenticatorData),
      signature: base64url(signature),
      userHandle: crooked.userHandle ?? this.userHandle,
    });
  }

  private head(flags: number, crooked: Crooked): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const verified = crooked.verified === false ? 0 : 0x04;
    return Buffer.concat([sha256(crooked.host ?? this.host), Buffer.from([0x01 | verified | flags]), counter]);
  }

  private clientData(type: string, challenge: string, crooked: Crooked): Buffer {
    const data = {
      type,
      challenge: crooked.challenge ?? challenge,
      origin: crooked.origin ?? this.origin,
      crossOrigin: false,
    };
    return Buffer.from(JSON.stringify(data));
  }

  private answer(response: object): object {
    const id = base64url(this.id);
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }
}
