import type { Routes } from '@angular/router';
import { roomWords } from '../platform/i18n/words';
import { EditProposalPage } from './edit-proposal-page';
import { NewProposalPage } from './new-proposal-page';
import { ProposalListPage } from './proposal-list-page';
import { ProposalPage } from './proposal-page';

export const routes: Routes = [
  {
    path: '',
    resolve: { words: roomWords('proposals'), documents: roomWords('documents') },
    children: [
      { path: '', component: ProposalListPage },
      { path: 'new', component: NewProposalPage },
      { path: ':id', component: ProposalPage },
      { path: ':id/edit', component: EditProposalPage },
    ],
  },
];
