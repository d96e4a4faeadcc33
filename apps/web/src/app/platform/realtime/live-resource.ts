import { httpResource, type HttpResourceRef } from '@angular/common/http';
import { DestroyRef, effect, inject, signal, untracked } from '@angular/core';
import { Live } from './live';

/**
 * A read that stays true: fetched from `url`, and fetched again when something of `kinds` happens. Call it in a
 * component's field. `value()` keeps the old content while it reloads.
 *
 * @param kinds rooms or event kinds, e.g. `['proposals', 'decisions.recorded']`
 */
export function liveResource<T>(
  url: () => string | undefined,
  kinds: readonly string[],
): HttpResourceRef<T | undefined> {
  const resource = httpResource<T>(url);
  // A reload is refused while one is under way; what happened meanwhile must still be fetched, so it is kept as owed.
  const owed = signal(false);
  effect(() => {
    if (owed() && !resource.isLoading()) {
      untracked(() => {
        owed.set(false);
        resource.reload();
      });
    }
  });
  const live = inject(Live);
  // Something may have happened after this was read and before the socket heard of anything: read once more then.
  const joinedBefore = untracked(live.joined);
  effect(() => {
    if (live.joined() > joinedBefore) untracked(() => owed.set(true));
  });
  inject(DestroyRef).onDestroy(live.on(kinds, () => owed.set(true)));
  return resource;
}
