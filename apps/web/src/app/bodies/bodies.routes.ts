import type { Routes } from '@angular/router';
import { roomWords } from '../platform/i18n/words';
import { BodyListPage } from './body-list-page';
import { BodyPage } from './body-page';

const words = { words: roomWords('bodies') };

/** The first part of the place People. */
export const list: Routes = [{ path: '', resolve: words, component: BodyListPage }];

export const routes: Routes = [
  { path: 'new', resolve: words, loadComponent: async () => (await import('./new-body-page')).NewBodyPage },
  // The line about the decision that adopted a mandate is in the words of decisions.
  { path: ':key', resolve: { ...words, decisions: roomWords('decisions') }, component: BodyPage },
  { path: ':key/edit', resolve: words, loadComponent: async () => (await import('./edit-body-page')).EditBodyPage },
];
