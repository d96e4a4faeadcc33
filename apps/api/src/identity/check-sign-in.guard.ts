import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { SignIn } from '@torv/shared/identity';
import type { FastifyRequest } from 'fastify';
import { refusalOfIssues } from '../platform/http/validate-input';

/** Guards run before pipes: without this, Passport would meet a body that no contract has looked at. */
@Injectable()
export class CheckSignIn implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const checked = SignIn.safeParse(context.switchToHttp().getRequest<FastifyRequest>().body);
    if (checked.success) return true;
    throw refusalOfIssues(checked.error.issues);
  }
}
