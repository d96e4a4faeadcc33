import type { Routes } from '@angular/router';
import { roomWords } from '../platform/i18n/words';

/** The parties: the list, one of them, and what its administrator does on pages of their own. */
export const routes: Routes = [
  {
    path: '',
    resolve: { words: roomWords('organisations') },
    children: [
      { path: '', loadComponent: async () => (await import('./organisation-list-page')).OrganisationListPage },
      { path: 'new', loadComponent: async () => (await import('./edit-organisation-page')).EditOrganisationPage },
      { path: ':key', loadComponent: async () => (await import('./organisation-page')).OrganisationPage },
      { path: ':key/edit', loadComponent: async () => (await import('./edit-organisation-page')).EditOrganisationPage },
      {
        path: ':key/authority',
        loadComponent: async () => (await import('./give-authority-page')).GiveAuthorityPage,
      },
      { path: ':key/leave/:affiliation', loadComponent: async () => (await import('./leave-page')).LeavePage },
    ],
  },
];
