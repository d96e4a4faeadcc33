import type { Routes } from '@angular/router';
import { roomWords } from '../platform/i18n/words';
import { DecideInWritingPage } from './decide-in-writing-page';
import { DecisionListPage } from './decision-list-page';
import { DecisionPage } from './decision-page';
import { FollowUpListPage } from './follow-up-list-page';
import { RecordDecisionPage } from './record-decision-page';

export const routes: Routes = [
  {
    path: '',
    // Its form shows who is at the meeting.
    resolve: {
      words: roomWords('decisions'),
      meetings: roomWords('meetings'),
      proposals: roomWords('proposals'),
      documents: roomWords('documents'),
      log: roomWords('log'),
    },
    children: [
      { path: '', component: DecisionListPage },
      { path: 'new', component: RecordDecisionPage },
      { path: 'in-writing', component: DecideInWritingPage },
      { path: 'follow-ups', component: FollowUpListPage },
      { path: ':number', component: DecisionPage },
    ],
  },
];
