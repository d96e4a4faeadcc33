import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Refusal } from '../platform/errors/refusal';
import { bearerOf } from '../platform/http/refuse-forged-requests';
import { type AskingRequest, OPEN, type SignedIn } from '../platform/http/who-asks';
import { signInRequired, tokenMayNot } from './identity.refusals';
import { PersonalTokens } from './personal-tokens';
import { Sessions } from './sessions';
import { tokenMay } from './token-scopes';

/** Every route needs a sign-in unless it is marked open. */
@Injectable()
export class RequireSignIn implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    private readonly tokens: PersonalTokens,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (context.getType() !== 'http') return true;
    if (this.reflector.getAllAndOverride<boolean>(OPEN, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<AskingRequest>();
    // Who sends a token is asked for nothing else: a cookie beside it says nothing.
    const token = bearerOf(request.headers.authorization);
    if (token !== null) return this.letTokenIn(request, token);
    const secret = request.cookies[this.sessions.cookieName];
    // What is remembered is let through without a promise: this runs for every request.
    const remembered = this.sessions.remember(secret);
    if (remembered) return letIn(request, remembered);
    return this.sessions.find(secret).then((signedIn) => letIn(request, signedIn));
  }

  private async letTokenIn(request: AskingRequest, token: string): Promise<true> {
    const signedIn = await this.tokens.find(token);
    const route = request.routeOptions.url ?? '';
    if (signedIn && !tokenMay(signedIn.scopes ?? [], request.method, route)) throw new Refusal(tokenMayNot);
    return letIn(request, signedIn);
  }
}

function letIn(request: AskingRequest, signedIn: SignedIn | null): true {
  if (!signedIn) throw new Refusal(signInRequired);
  request.asking = { ...request.asking, signedIn };
  return true;
}
