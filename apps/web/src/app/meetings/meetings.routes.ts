import type { Routes } from '@angular/router';
import { roomWords } from '../platform/i18n/words';
import { MeetingListPage } from './meeting-list-page';
import { MeetingPage } from './meeting-page';
import { NewMeetingPage } from './new-meeting-page';

export const routes: Routes = [
  {
    path: '',
    resolve: { words: roomWords('meetings') },
    children: [
      { path: '', component: MeetingListPage },
      { path: 'new', component: NewMeetingPage },
      { path: ':id', component: MeetingPage },
    ],
  },
];
