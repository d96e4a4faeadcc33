import { inject } from '@angular/core';
import { type CanActivateFn, RedirectCommand, Router } from '@angular/router';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';

/** Opens the network of the address; one that is not the reader's looks like one that does not exist. */
export const openNetwork: CanActivateFn = async (route) => {
  const network = inject(Network);
  const router = inject(Router);
  try {
    await network.open(route.paramMap.get('network') ?? '');
    return true;
  } catch (error) {
    network.key.set('');
    const place = problemOf(error).status === 401 ? '/sign-in' : '/not-found';
    return new RedirectCommand(router.parseUrl(place), { skipLocationChange: place === '/not-found' });
  }
};
