import type { Routes } from '@angular/router';
import { roomWords } from '../platform/i18n/words';
import { PeoplePage } from './people-page';

export const routes: Routes = [
  { path: '', resolve: { words: roomWords('organisations') }, children: [{ path: '', component: PeoplePage }] },
];
