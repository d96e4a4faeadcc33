import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Refusal } from '../platform/errors/refusal';
import { type AskingRequest, OPEN, type SignedIn } from '../platform/http/who-asks';
import { signInRequired } from './identity.refusals';
import { Sessions } from './sessions';

/** Every route needs a sign-in unless it is marked open. */
@Injectable()
export class RequireSignIn implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (context.getType() !== 'http') return true;
    if (this.reflector.getAllAndOverride<boolean>(OPEN, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<AskingRequest>();
    const secret = request.cookies[this.sessions.cookieName];
    // What is remembered is let through without a promise: this runs for every request.
    const remembered = this.sessions.remember(secret);
    if (remembered) return letIn(request, remembered);
    return this.sessions.find(secret).then((signedIn) => letIn(request, signedIn));
  }
}

function letIn(request: AskingRequest, signedIn: SignedIn | null): true {
  if (!signedIn) throw new Refusal(signInRequired);
  request.asking = { ...request.asking, signedIn };
  return true;
}
