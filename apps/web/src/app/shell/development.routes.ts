import type { Routes } from '@angular/router';

/** Pages of development builds only; the production build puts an empty list in this file's place. */
export const developmentRoutes: Routes = [
  { path: 'ui', title: 'ui', loadComponent: async () => (await import('./kit-page')).KitPage },
];
