import type { Routes } from '@angular/router';
import { roomWords } from '../platform/i18n/words';
import { GoalListPage } from './goal-list-page';
import { GoalPageOfOne } from './goal-page';

export const routes: Routes = [
  {
    path: '',
    resolve: { words: roomWords('strategies') },
    children: [
      { path: '', component: GoalListPage },
      { path: ':key', component: GoalPageOfOne },
    ],
  },
];
