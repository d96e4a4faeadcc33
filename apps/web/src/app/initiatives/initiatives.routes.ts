import type { Routes } from '@angular/router';
import { roomWords } from '../platform/i18n/words';
import { InitiativeListPage } from './initiative-list-page';
import { InitiativePage } from './initiative-page';

export const routes: Routes = [
  {
    path: '',
    resolve: { words: roomWords('initiatives') },
    children: [
      { path: '', component: InitiativeListPage },
      { path: ':key', component: InitiativePage },
    ],
  },
];
