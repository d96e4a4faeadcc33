import { inject, Pipe, type PipeTransform } from '@angular/core';
import { Network } from '../network';
import { Preferences } from '../preferences';

const shapes = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  time: { hour: '2-digit', minute: '2-digit' },
  moment: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type DateShape = keyof typeof shapes;

/** `{{ meeting.startsAt | when: 'moment' }}`: a time (RFC 3339) or day (YYYY-MM-DD) in the network's zone. */
@Pipe({ name: 'when', pure: false })
export class WhenPipe implements PipeTransform {
  private readonly preferences = inject(Preferences);
  private readonly network = inject(Network);

  transform(value: string | null | undefined, shape: DateShape = 'day'): string {
    if (!value) return '';
    const isDay = value.length === 10;
    const locale = this.preferences.language() === 'da' ? 'da-DK' : 'en-GB';
    const timeZone = isDay ? 'UTC' : this.network.timezone();
    const at = new Date(value);
    // A short date says its year only when it is another than this one.
    const year = shape !== 'time' && at.getFullYear() !== new Date().getFullYear() ? { year: 'numeric' as const } : {};
    return new Intl.DateTimeFormat(locale, { ...shapes[shape], ...year, timeZone }).format(at);
  }
}

/** `{{ 1200 | amount }}`: a number as the language writes it. */
@Pipe({ name: 'amount', pure: false })
export class AmountPipe implements PipeTransform {
  private readonly preferences = inject(Preferences);
  transform(value: number | null | undefined): string {
    if (value === null || value === undefined) return '';
    return new Intl.NumberFormat(this.preferences.language() === 'da' ? 'da-DK' : 'en-GB').format(value);
  }
}
