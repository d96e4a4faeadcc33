import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { hash, verify } from '@node-rs/argon2';
import { Strategy } from 'passport-local';
import { Database } from '../platform/database/database';
import { Refusal } from '../platform/errors/refusal';
import { wrongSignIn } from './identity.refusals';

/** Checked when no one has the address, so that an unknown address takes as long as a wrong password. */
let nobodysHash: Promise<string> | undefined;

/** E-mail and password, by Passport's local strategy without its session. */
@Injectable()
export class SignInStrategy extends PassportStrategy(Strategy) {
  constructor(private readonly database: Database) {
    super({ usernameField: 'email', passwordField: 'password', session: false });
  }

  /** @throws Refusal IDENTITY.WRONG_SIGN_IN, the same whether the address or the password is wrong */
  async validate(email: string, password: string): Promise<{ id: string }> {
    const personId = await this.matches(email, password);
    if (!personId) throw new Refusal(wrongSignIn);
    return { id: personId };
  }

  /** Whose address and password these are, or null; it takes as long for an address that no one has. */
  async matches(email: string, password: string): Promise<string | null> {
    const { rows } = await this.database.call({
      text: 'SELECT person_id, password_hash FROM identity_credential_of($1)',
      values: [email],
    });
    const found = rows[0] as { person_id: string; password_hash: string } | undefined;
    nobodysHash ??= hash('nobody has this password');
    const matches = await verify(found?.password_hash ?? (await nobodysHash), password);
    return found && matches ? found.person_id : null;
  }
}
