import { inject, Pipe, type PipeTransform } from '@angular/core';
import { Network } from '../platform/network';
import { lastDayOf } from './last-day-of';

/** `{{ seat.until | lastDay | when }}`: the day (YYYY-MM-DD) up to and including which something held. */
@Pipe({ name: 'lastDay', pure: false })
export class LastDayPipe implements PipeTransform {
  private readonly network = inject(Network);

  transform(moment: string | null): string {
    return moment ? lastDayOf(this.network.timezone(), moment) : '';
  }
}
