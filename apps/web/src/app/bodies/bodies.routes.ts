import type { Routes } from '@angular/router';
import { roomWords } from '../platform/i18n/words';
import { BodyListPage } from './body-list-page';
import { BodyPage } from './body-page';

/** The first part of the place People. */
export const list: Routes = [{ path: '', resolve: { words: roomWords('bodies') }, component: BodyListPage }];

export const routes: Routes = [{ path: ':key', resolve: { words: roomWords('bodies') }, component: BodyPage }];
