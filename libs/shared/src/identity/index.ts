import * as z from 'zod';
import { Id, Key, Language } from '../kernel';

/** `POST /api/v1/session`. */
export const SignIn = z.strictObject({
  email: z.email().max(254),
  password: z.string().min(1).max(200),
});
export type SignIn = z.infer<typeof SignIn>;

/** Who is signed in, and the networks they belong to. */
export const SessionView = z.strictObject({
  person: z.strictObject({ id: Id, name: z.string(), email: z.string(), language: Language }),
  networks: z.array(z.strictObject({ key: Key, name: z.string() })),
  expiresAt: z.string(),
});
export type SessionView = z.infer<typeof SessionView>;

/** One demo sign-in, named after its seat. */
export const DemoSignIn = z.strictObject({ email: z.string(), seat: z.string() });

/** `GET /api/v1/about`: what this server is; `signIns` is empty outside demo mode. */
export const AboutView = z.strictObject({
  name: z.string(),
  version: z.string(),
  demo: z.boolean(),
  signIns: z.array(DemoSignIn),
});
export type AboutView = z.infer<typeof AboutView>;
