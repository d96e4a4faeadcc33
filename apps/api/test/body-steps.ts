import { BodyView, type NewBody } from '@torv/shared/bodies';
import type { Ask } from './demo-network';

// The acts of setting up a body, each as one person does it through the API, each answer held against its contract.

export const advisoryBoard: NewBody = {
  name: 'Rådgivende gruppe for Grøn Arena',
  kind: 'advisory-board',
  purpose: 'Gruppen råder styregruppen om, hvordan pladsen bruges.',
  secretariat: 'center-for-samskabelse',
  confidentiality: null,
  links: [{ kind: 'advises', body: 'styregruppen' }],
  seats: [
    { organisation: 'himmerland', role: 'chair', voting: true, until: null },
    { organisation: 'aalborg-kommune', role: 'member', until: null },
    { organisation: 'lokale-foreninger', role: 'member', until: null },
    { organisation: 'center-for-samskabelse', role: 'secretary', until: null },
  ],
  mandate: {
    remit: 'recommends',
    rule: 'consent',
    quorum: 2,
    requiredSectors: ['municipality'],
    cadencePerYear: 4,
    termMonths: 24,
    text: 'Gruppen mødes fire gange om året.',
  },
};

export async function setUpBody(ask: Ask, more: Partial<NewBody> = {}): Promise<BodyView> {
  return (await ask('POST', 'bodies', { key: true, body: { ...advisoryBoard, ...more } })).as(BodyView, 201);
}

export async function bodyNow(ask: Ask, key: string): Promise<BodyView> {
  return (await ask('GET', `bodies/${key}`)).as(BodyView);
}

/** The body's seat of an organisation, in a role. */
export function seatOf(body: BodyView, organisation: string, role = 'member'): BodyView['seats'][number] {
  const found = body.seats.find((seat) => seat.organisation.key === organisation && seat.role === role);
  if (!found) throw new Error(`${organisation} has no seat as ${role} in ${body.key}.`);
  return found;
}
