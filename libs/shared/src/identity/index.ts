import * as z from 'zod';
import { Id, Key, Language } from '../kernel';

export * from './factors';

/** `POST /api/v1/session`. */
export const SignIn = z.strictObject({
  email: z.email().max(254),
  password: z.string().min(1).max(200),
});
export type SignIn = z.infer<typeof SignIn>;

/** `POST /api/v1/session/again`: signs in again, for what binds. */
export const SignInAgain = z.strictObject({ password: z.string().min(1).max(200) });
export type SignInAgain = z.infer<typeof SignInAgain>;

/** How a person has shown who they are. */
export const SignInMethod = z.enum(['password', 'totp', 'recovery', 'passkey', 'broker', 'mail-link']);
export type SignInMethod = z.infer<typeof SignInMethod>;

/** Who is signed in, and the networks they belong to. */
export const SessionView = z.strictObject({
  person: z.strictObject({ id: Id, name: z.string(), email: z.string(), language: Language }),
  networks: z.array(z.strictObject({ key: Key, name: z.string() })),
  expiresAt: z.string(),
  /** The last sign-in of this session, or the last time of signing in again. */
  signedInAt: z.string(),
  methods: z.array(SignInMethod),
});
export type SessionView = z.infer<typeof SessionView>;

/** `GET /api/v1/session/all`: where one is signed in, the last used first. `agent`: "Firefox, Android". */
export const SessionList = z.strictObject({
  items: z.array(
    z.strictObject({
      id: Id,
      createdAt: z.string(),
      lastSeenAt: z.string(),
      signedInAt: z.string(),
      expiresAt: z.string(),
      methods: z.array(SignInMethod),
      agent: z.string().nullable(),
      current: z.boolean(),
    }),
  ),
});
export type SessionList = z.infer<typeof SessionList>;

/**
 * `PUT /api/v1/session/password`: 8 characters at least, 15 or more advised; any signs. Who has none yet leaves the
 * current one out.
 */
export const NewPassword = z.strictObject({
  current: z.string().min(1).max(200).optional(),
  password: z.string().min(1).max(400),
});
export type NewPassword = z.infer<typeof NewPassword>;

/** `PATCH /api/v1/session`. */
export const PersonChange = z.strictObject({
  name: z.string().trim().min(1).max(120).optional(),
  language: Language.optional(),
});
export type PersonChange = z.infer<typeof PersonChange>;

/** What a personal token may: read what its owner may see, or change what does not bind, in one room. */
export const TokenScope = z.enum(['read', 'write:meetings', 'write:proposals', 'write:decisions', 'write:initiatives']);
export type TokenScope = z.infer<typeof TokenScope>;

/** `POST /api/v1/session/tokens`. */
export const NewToken = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(TokenScope).min(1).max(5),
  days: z.number().int().min(1).max(365),
});
export type NewToken = z.infer<typeof NewToken>;

const Token = z.strictObject({
  id: Id,
  name: z.string(),
  scopes: z.array(TokenScope),
  createdAt: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
/** `GET /api/v1/session/tokens`. */
export const TokenList = z.strictObject({ items: z.array(Token) });
export type TokenList = z.infer<typeof TokenList>;
/** A token that was just made: its secret is shown this once. */
export const MadeToken = Token.extend({ secret: z.string() });
export type MadeToken = z.infer<typeof MadeToken>;

/** One demo sign-in, named after its seat. */
export const DemoSignIn = z.strictObject({ email: z.string(), seat: z.string() });

/** `GET /api/v1/about`: what this server is; `signIns` is empty outside demo mode. */
export const AboutView = z.strictObject({
  name: z.string(),
  version: z.string(),
  demo: z.boolean(),
  signIns: z.array(DemoSignIn),
  /** True while nobody runs this Torv yet: it is set up first. */
  setUp: z.boolean(),
});
export type AboutView = z.infer<typeof AboutView>;

/** `POST /api/v1/session/link`, `POST /api/v1/session/password-link`: a link by mail, when the address is known. */
export const AskForLink = z.strictObject({ email: z.email().max(254) });
export type AskForLink = z.infer<typeof AskForLink>;

const LinkSecret = z.string().min(20).max(200);
/** `POST /api/v1/session/by-link`. */
export const SignInByLink = z.strictObject({ secret: LinkSecret });
export type SignInByLink = z.infer<typeof SignInByLink>;

/** `POST /api/v1/session/password`: a password chosen with a link. */
export const ChoosePassword = z.strictObject({ secret: LinkSecret, password: z.string().min(1).max(400) });
export type ChoosePassword = z.infer<typeof ChoosePassword>;
export * from './retention';
