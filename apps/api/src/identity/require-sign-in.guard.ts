import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Refusal } from '../platform/errors/refusal';
import { type AskingRequest, OPEN } from '../platform/http/who-asks';
import { signInRequired } from './identity.refusals';
import { Sessions } from './sessions';

/** Every route needs a sign-in unless it is marked open. */
@Injectable()
export class RequireSignIn implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    if (this.reflector.getAllAndOverride<boolean>(OPEN, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<AskingRequest>();
    const signedIn = await this.sessions.find(request.cookies[this.sessions.cookieName]);
    if (!signedIn) throw new Refusal(signInRequired);
    request.asking = { ...request.asking, signedIn };
    return true;
  }
}
