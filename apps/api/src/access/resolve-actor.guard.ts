import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Networks } from '../places/networks';
import type { AskingRequest } from '../platform/http/who-asks';
import { Actors } from './actors';

/** Leaves on each request to a network who reads there and, when it changes something, who acts. */
@Injectable()
export class ResolveActor implements CanActivate {
  constructor(
    private readonly networks: Networks,
    private readonly actors: Actors,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<AskingRequest>();
    const signedIn = request.asking?.signedIn;
    const networkKey = (request.params as { networkKey?: string }).networkKey;
    if (!signedIn || networkKey === undefined) return true;
    const networkId = await this.networks.idOf(networkKey);
    request.asking!.reader = { personId: signedIn.id, networkId };
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      await this.actors.refuseStranger(signedIn.id, networkId);
      request.asking!.actor = { personId: signedIn.id, networkId, networkKey, rights: this.actors };
    }
    return true;
  }
}
