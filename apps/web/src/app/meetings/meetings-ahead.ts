import { computed, inject, type Signal } from '@angular/core';
import type { MeetingPage } from '@torv/shared/meetings';
import type { MeetingAhead } from '../bodies/body-companions';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';

/** A body's meetings to come, soonest first, live; null until they are known. Call it in an injection context. */
export function meetingsAhead(body: () => string): Signal<readonly MeetingAhead[] | null> {
  const network = inject(Network);
  const source = liveResource<MeetingPage>(
    () => `${network.url('meetings')}?when=upcoming&limit=25&body=${body()}`,
    ['meetings'],
  );
  return computed(() =>
    source.hasValue() ? source.value().items.map(({ id, title, startsAt }) => ({ id, title, startsAt })) : null,
  );
}
