import * as z from 'zod';
import { Id } from '../kernel';

/** A code of an app (six digits) or a recovery code. */
const Code = z.string().trim().min(6).max(40);

/** `POST /api/v1/session` answers 202 with this when a code is owed; `pending` is good for five minutes, once. */
export const SecondFactorAsked = z.strictObject({
  pending: z.string(),
  methods: z.array(z.enum(['totp', 'recovery'])),
  expiresAt: z.string(),
});
export type SecondFactorAsked = z.infer<typeof SecondFactorAsked>;

/** `POST /api/v1/session/second-factor`. */
export const GiveSecondFactor = z.strictObject({ pending: z.string().min(20).max(100), code: Code });
export type GiveSecondFactor = z.infer<typeof GiveSecondFactor>;

/** `GET /api/v1/me/second-factor`: what is on, and whether it is demanded of me. */
export const SecondFactorView = z.strictObject({
  /** A second factor is demanded of me here. */
  demanded: z.boolean(),
  /** This session was opened with two factors. */
  shown: z.boolean(),
  codes: z.strictObject({ since: z.string() }).nullable(),
  recoveryCodesLeft: z.number(),
});
export type SecondFactorView = z.infer<typeof SecondFactorView>;

/** `POST /api/v1/me/second-factor/codes`: shown once; `picture` is an SVG for an app's camera. */
export const CodesSetUp = z.strictObject({ secret: z.string(), address: z.string(), picture: z.string() });
export type CodesSetUp = z.infer<typeof CodesSetUp>;

export const ConfirmCodes = z.strictObject({ code: Code });
export type ConfirmCodes = z.infer<typeof ConfirmCodes>;

/** Shown once; each is good once. */
export const RecoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

const PasskeyName = z.string().trim().min(1).max(80);

/** One passkey of mine. */
export const PasskeyView = z.strictObject({
  id: Id,
  version: z.number(),
  name: z.string(),
  /** It follows its owner to other devices. */
  synced: z.boolean(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
export type PasskeyView = z.infer<typeof PasskeyView>;
export const PasskeyList = z.strictObject({ items: z.array(PasskeyView) });
export type PasskeyList = z.infer<typeof PasskeyList>;

/** What the browser is asked, as WebAuthn's own JSON: handed on to it unread. */
export const PasskeyAsked = z.strictObject({ options: z.looseObject({ challenge: z.string() }) });
export type PasskeyAsked = z.infer<typeof PasskeyAsked>;

const Encoded = z
  .string()
  .max(16_384)
  .regex(/^[\w-]*$/);
const Credential = {
  id: Encoded.min(1),
  rawId: Encoded.min(1),
  type: z.literal('public-key'),
  authenticatorAttachment: z.string().max(40).nullish(),
  clientExtensionResults: z.record(z.string().max(80), z.unknown()),
};

/** A browser's answer when a passkey is made. */
export const PasskeyMade = z.strictObject({
  ...Credential,
  response: z.strictObject({
    clientDataJSON: Encoded,
    attestationObject: Encoded,
    authenticatorData: Encoded.optional(),
    publicKey: Encoded.optional(),
    publicKeyAlgorithm: z.number().optional(),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});
export type PasskeyMade = z.infer<typeof PasskeyMade>;

/** A browser's answer when a passkey signs. */
export const PasskeySigned = z.strictObject({
  ...Credential,
  response: z.strictObject({
    clientDataJSON: Encoded,
    authenticatorData: Encoded,
    signature: Encoded,
    userHandle: Encoded.nullish(),
  }),
});
export type PasskeySigned = z.infer<typeof PasskeySigned>;

/** `POST /api/v1/me/passkeys`. */
export const AddPasskey = z.strictObject({ name: PasskeyName, answer: PasskeyMade });
export type AddPasskey = z.infer<typeof AddPasskey>;
/** `PATCH /api/v1/me/passkeys/{id}`. */
export const NamePasskey = z.strictObject({ name: PasskeyName });
export type NamePasskey = z.infer<typeof NamePasskey>;
/** `POST /api/v1/session/passkey`. */
export const SignInByPasskey = z.strictObject({ answer: PasskeySigned });
export type SignInByPasskey = z.infer<typeof SignInByPasskey>;

/** One broker that people may sign in through. */
export const BrokerView = z.strictObject({
  key: z.string(),
  title: z.strictObject({ da: z.string(), en: z.string() }),
});
export type BrokerView = z.infer<typeof BrokerView>;
/** `GET /api/v1/brokers`. */
export const BrokerList = z.strictObject({ items: z.array(BrokerView) });
export type BrokerList = z.infer<typeof BrokerList>;

/** An account at a broker that is mine. */
export const BrokerAccountView = z.strictObject({
  id: Id,
  broker: BrokerView,
  name: z.string().nullable(),
  linkedAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
export type BrokerAccountView = z.infer<typeof BrokerAccountView>;
export const BrokerAccountList = z.strictObject({ items: z.array(BrokerAccountView) });
export type BrokerAccountList = z.infer<typeof BrokerAccountList>;

/** `POST /api/v1/me/brokers/{key}`: where the browser goes next. */
export const BrokerAddress = z.strictObject({ address: z.string() });
export type BrokerAddress = z.infer<typeof BrokerAddress>;

/** A page of our own, and nothing that leads elsewhere: `//host` and `/\host` do. */
export const ThenPage = z
  .string()
  .max(300)
  .regex(/^\/(?![/\\])[\x21-\x7e]*$/);
/** `GET /api/v1/brokers/{key}/start`. */
export const GoToBroker = z.strictObject({ then: ThenPage.default('/') });
export type GoToBroker = z.infer<typeof GoToBroker>;
/** `POST /api/v1/me/brokers/{key}`: `then` is the page to come back to. */
export const LinkBroker = z.strictObject({ then: ThenPage.default('/me') });
export type LinkBroker = z.infer<typeof LinkBroker>;
