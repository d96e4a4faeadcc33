import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-local';
import { Refusal } from '../platform/errors/refusal';
import { Attempts } from './attempts';
import { wrongSignIn } from './identity.refusals';
import { Passwords } from './passwords';

/** E-mail and password, by Passport's local strategy without its session. */
@Injectable()
export class SignInStrategy extends PassportStrategy(Strategy) {
  constructor(
    private readonly passwords: Passwords,
    private readonly attempts: Attempts,
  ) {
    super({ usernameField: 'email', passwordField: 'password', session: false, passReqToCallback: true });
  }

  /**
   * @throws Refusal IDENTITY.WRONG_SIGN_IN, the same whether the address or the password is wrong
   * @throws Refusal IDENTITY.TOO_MANY_TRIES
   */
  async validate(request: FastifyRequest, email: string, password: string): Promise<{ id: string }> {
    const succeeded = await this.attempts.begin(request, email);
    const personId = await this.passwords.matches(email, password);
    if (!personId) throw new Refusal(wrongSignIn);
    await succeeded();
    return { id: personId };
  }
}
