import { computed, inject, Injectable, signal } from '@angular/core';
import type { DecisionPage, DecisionRow } from '@torv/shared/decisions';
import { Network } from '../platform/network';
import { liveResource } from '../platform/realtime/live-resource';

/** What the meeting on screen has decided, fetched once for all of its items. */
@Injectable({ providedIn: 'root' })
export class DecisionsOfMeeting {
  private readonly network = inject(Network);
  private readonly meeting = signal<string | null>(null);
  private readonly source = liveResource<DecisionPage>(() => {
    const meeting = this.meeting();
    return meeting ? `${this.network.url('decisions')}?meeting=${meeting}&limit=100` : undefined;
  }, ['decisions.recorded']);
  private readonly byItem = computed(
    () => new Map((this.source.hasValue() ? this.source.value().items : []).map((one) => [one.itemId, one])),
  );
  /** False until it is known which items are decided. */
  readonly known = computed(() => this.source.hasValue());

  look(meetingId: string): void {
    if (this.meeting() !== meetingId) this.meeting.set(meetingId);
    else this.source.reload();
  }

  of(itemId: string): DecisionRow | undefined {
    return this.byItem().get(itemId);
  }
}
