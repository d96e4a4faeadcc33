import { inject, Pipe, type PipeTransform } from '@angular/core';
import { Network } from '../platform/network';

/** The last whole day before a moment, in a time zone: what ends at midnight ended with the day before. */
export const lastDayOf = (timezone: string, moment: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(new Date(Date.parse(moment) - 1));

/** `{{ seat.until | lastDay | when }}`: the day (YYYY-MM-DD) up to and including which something held. */
@Pipe({ name: 'lastDay', pure: false })
export class LastDayPipe implements PipeTransform {
  private readonly network = inject(Network);

  transform(moment: string | null): string {
    return moment ? lastDayOf(this.network.timezone(), moment) : '';
  }
}
