import { inject } from '@angular/core';
import type { InitiativeView } from '@torv/shared/initiatives';
import { Api } from '../platform/http/api';
import { Network } from '../platform/network';
import type { DraftPurpose } from '../proposals/draft-purposes';

/** An initiative as what a proposal is drafted for. Call it in an injection context. */
export async function draftForInitiative(key: string): Promise<DraftPurpose> {
  const api = inject(Api);
  const url = inject(Network).url('initiatives', key);
  const { name, goals } = await api.get<InitiativeView>(url);
  return {
    name,
    goals: goals.map((goal) => goal.key),
    join: async (proposalId) => {
      // Its version now, not when the form was opened: drafting takes a while, and linking overwrites nothing.
      const { version } = await api.get<InitiativeView>(url);
      await api.post(`${url}/proposals`, { proposalId }, { version });
    },
  };
}
