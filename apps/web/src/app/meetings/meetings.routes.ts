import type { Routes } from '@angular/router';
import { roomWords } from '../platform/i18n/words';
import { MeetingListPage } from './meeting-list-page';

export const routes: Routes = [
  { path: '', resolve: { words: roomWords('meetings') }, children: [{ path: '', component: MeetingListPage }] },
];
