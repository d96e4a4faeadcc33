import { inject, type Signal, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';

/**
 * The secret behind the `#` of the page's address, or null; also when the link is opened again while its page is there.
 * It is taken out of the address, so that neither the browser's history nor a picture of the screen keeps it.
 */
export function secretOfLink(): Signal<string | null> {
  const router = inject(Router);
  const route = inject(ActivatedRoute);
  const secret = signal<string | null>(null);
  route.fragment.pipe(takeUntilDestroyed()).subscribe((fragment) => {
    if (!/^[\w-]{20,200}$/.test(fragment ?? '')) return;
    secret.set(fragment);
    void router.navigate([], { relativeTo: route, queryParamsHandling: 'preserve', replaceUrl: true });
  });
  return secret.asReadonly();
}
