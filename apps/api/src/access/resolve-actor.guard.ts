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

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<AskingRequest>();
    const signedIn = request.asking?.signedIn;
    const networkKey = (request.params as { networkKey?: string }).networkKey;
    if (!signedIn || networkKey === undefined) return true;
    const changes = request.method !== 'GET' && request.method !== 'HEAD';
    const known = this.networks.knownId(networkKey);
    if (known === undefined || changes) return this.find(request, signedIn.id, networkKey, changes);
    request.asking!.reader = { personId: signedIn.id, networkId: known };
    return true;
  }

  private async find(request: AskingRequest, personId: string, networkKey: string, changes: boolean): Promise<true> {
    const networkId = await this.networks.idOf(networkKey);
    request.asking!.reader = { personId, networkId };
    if (changes) {
      await this.actors.refuseStranger(personId, networkId);
      request.asking!.actor = { personId, networkId, networkKey, rights: this.actors };
    }
    return true;
  }
}
