import type { Routes } from '@angular/router';
import { roomWords } from '../platform/i18n/words';
import { DecisionListPage } from './decision-list-page';
import { DecisionPage } from './decision-page';

export const routes: Routes = [
  {
    path: '',
    resolve: { words: roomWords('decisions') },
    children: [
      { path: '', component: DecisionListPage },
      { path: ':number', component: DecisionPage },
    ],
  },
];
