import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { AskingRequest } from '../platform/http/who-asks';
import { SecondFactors } from './second-factors';

const ONE_FACTOR = 'torv:one-factor';
/** Marks a route that is open to who owes a second factor: how to add one, and how to leave. */
export const OneFactorSuffices = () => SetMetadata(ONE_FACTOR, true);

/** Where a second factor is demanded and was not shown, a sign-in reaches nothing but its own factors. */
@Injectable()
export class RequireSecondFactor implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly factors: SecondFactors,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (this.factors.onlyOffered || context.getType() !== 'http') return true;
    const signedIn = context.switchToHttp().getRequest<AskingRequest>().asking?.signedIn;
    // An open route asks nobody who they are.
    if (!signedIn) return true;
    if (this.reflector.getAllAndOverride<boolean>(ONE_FACTOR, [context.getHandler(), context.getClass()])) return true;
    return this.factors.demand(signedIn);
  }
}
