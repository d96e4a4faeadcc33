import { randomUUID } from 'node:crypto';
import { InvitationView } from '@torv/shared/organisations';
import { mailTo } from '../../read-mail';
import type { World } from '../personas';
import { inNetwork, plain, type Samples } from '../sample';

const someone = () => ({ organisation: 'lokale-foreninger', email: `${randomUUID()}@example.test` });

/** Whoever may not look after it does not see it; the facilitator sees that it was sent. */
const notTheirs = { member: 404, conflicted: 404, chair: 404, secretary: 403 } as const;

const invited = async (w: World, body = someone()) =>
  (await w.ask('seated')('POST', 'organisations/invitations', { key: true, body })).as(InvitationView, 201);

export const invitations: Samples = {
  ...inNetwork({
    'GET organisations/invitations': plain,
    'POST organisations/invitations': () => ({ body: someone() }),
    'POST organisations/invitations/{id}/mail': async (w) => {
      const { id, version } = await invited(w);
      return { params: { id }, version, key: false, expects: notTheirs };
    },
    'POST organisations/invitations/{id}/withdrawal': async (w) => {
      const { id, version } = await invited(w);
      return { params: { id }, version, key: false, expects: notTheirs };
    },
  }),
  'GET /api/v1/invitations/{secret}': async (w) => {
    const body = someone();
    await invited(w, body);
    return { params: { secret: (await mailTo(w.torv, body.email)).link.slice('/join/'.length) } };
  },
  // Whoever accepts belongs to the network afterwards: here nobody does, with a secret that is none.
  'POST /api/v1/invitations/{secret}/acceptance': () => ({
    params: { secret: 'x'.repeat(43) },
    body: {},
    key: false,
    answers: 404,
  }),
};
