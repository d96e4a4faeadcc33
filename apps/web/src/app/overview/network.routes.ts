import type { Routes } from '@angular/router';
import { roomWords } from '../platform/i18n/words';
import { NetworkPage } from './network-page';

/** The third part of the place People: who sits where for whom. It names bodies, roles and sectors. */
export const routes: Routes = [
  {
    path: '',
    component: NetworkPage,
    resolve: {
      words: roomWords('overview'),
      bodies: roomWords('bodies'),
      organisations: roomWords('organisations'),
    },
  },
];
