import type { Routes } from '@angular/router';
import { roomWords } from '../platform/i18n/words';
import { HomePage } from './home-page';

export const routes: Routes = [{ path: '', component: HomePage, resolve: { words: roomWords('overview') } }];
