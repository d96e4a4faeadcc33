import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Refusal } from '../platform/errors/refusal';
import { type AskingRequest, BINDING } from '../platform/http/who-asks';
import { signInAgain, tokenMayNot } from './identity.refusals';

const recent = 30 * 60_000;

/** What binds someone is done by who has just signed in, not by who finds a tablet on a table; and by no machine. */
@Injectable()
export class RequireRecentSignIn implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<AskingRequest>();
    if (request.method === 'GET') return true;
    if (!this.reflector.getAllAndOverride<boolean>(BINDING, [context.getHandler(), context.getClass()])) return true;
    const signedIn = request.asking?.signedIn;
    if (!signedIn || signedIn.scopes) throw new Refusal(tokenMayNot);
    if (Date.now() - Date.parse(signedIn.signedInAt) > recent) throw new Refusal(signInAgain);
    return true;
  }
}
