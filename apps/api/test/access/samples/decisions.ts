import { randomUUID } from 'node:crypto';
import { SavedView } from '@torv/shared/decisions';
import type { Ask } from '../../demo-network';
import { decisionOn, everyoneAttends, takeStep } from '../../decision-steps';
import { inNetwork, plain, type Samples } from '../sample';
import { adoptedDecision, askedDecision, calledMeeting, placedProposal, procedure, recordedDecision } from '../steps';

/** Of whoever tries; those who may have none ask for one that is nobody's. */
async function ownView(ask: Ask) {
  const made = await ask('POST', 'decisions/views', {
    key: true,
    body: { name: `View ${randomUUID().slice(0, 8)}`, query: '' },
  });
  return made.status === 201
    ? { params: { id: made.as(SavedView, 201).id }, version: 1 }
    : { params: { id: randomUUID() }, version: 1 };
}

export const decisions: Samples = inNetwork({
  'GET decisions': plain,
  'POST decisions': async (w) => {
    const { meeting, item } = await placedProposal(w);
    const { version } = await everyoneAttends(w.ask('chair'), await takeStep(w.ask('chair'), meeting.id, 'open'));
    const followUp = { organisation: 'aalborg-kommune', task: 'Spørg beboerne', due: '2027-06-01' };
    return { version, body: { ...decisionOn(meeting.id, item.id), outcome: 'postponed', followUp }, withheld: true };
  },
  'GET meetings/{id}/items/{itemId}/tally': async (w) => {
    const { meeting, item } = await placedProposal(w);
    return { params: { id: meeting.id, itemId: item.id }, withheld: true };
  },
  'GET decisions/procedures/{id}/tally': async (w) => ({ params: { id: (await procedure(w)).id }, withheld: true }),
  'POST decisions/procedures/{id}': async (w) => {
    const { id, version } = await procedure(w, 'network', true);
    const body = { outcome: 'adopted', rationale: 'Alle er enige.', summary: 'Vi går i gang.', visibility: 'network' };
    // Himmerland's only person takes no part, so that housing has not answered: the chair gets that far, and no further.
    return { params: { id }, version, body, withheld: true, answers: 409 };
  },
  'GET decisions/views': plain,
  'POST decisions/views': () => ({ body: { name: `View ${randomUUID().slice(0, 8)}`, query: 'open=true' } }),
  'PUT decisions/views/{id}': async (_, __, ask) => ({
    ...(await ownView(ask)),
    body: { name: `View ${randomUUID().slice(0, 8)}`, query: '' },
  }),
  'DELETE decisions/views/{id}': (_, __, ask) => ownView(ask),
  'GET decisions/{number}': async (w) => ({
    params: { number: (await recordedDecision(w)).decision.number },
    withheld: true,
  }),
  'GET decisions/export': () => ({ query: { format: 'csv' } }),
  'GET decisions/{number}/export': async (w) => ({
    params: { number: (await recordedDecision(w)).decision.number },
    query: { format: 'docx' },
    withheld: true,
  }),
  'GET decisions/{number}/extract': async (w) => ({
    params: { number: (await recordedDecision(w)).decision.number },
    query: { recipient: 'party' },
    withheld: true,
  }),
  'GET decisions/{number}/receipt': async (w) => ({
    params: { number: (await recordedDecision(w)).decision.number },
    withheld: true,
  }),
  'GET decisions/follow-ups': () => ({ query: { state: 'owed' } }),
  'POST decisions/{number}/follow-ups': async (w) => ({
    params: { number: (await recordedDecision(w)).decision.number },
    body: { organisation: 'aalborg-kommune', task: 'Aftal driften', due: '2027-06-01' },
    withheld: true,
  }),
  'PATCH decisions/{number}/follow-ups/{id}': async (w) => {
    const { decision, followUp } = await recordedDecision(w);
    const params = { number: decision.number, id: followUp.id };
    return { params, version: followUp.version, body: { due: '2027-07-01', why: 'Sommerferie' }, withheld: true };
  },
  'POST decisions/{number}/follow-ups/{id}/notes': async (w) => {
    const { decision, followUp } = await recordedDecision(w);
    return {
      params: { number: decision.number, id: followUp.id },
      body: { text: 'Halvdelen er spurgt' },
      withheld: true,
    };
  },
  'POST decisions/{number}/review': async (w) => {
    const decision = await adoptedDecision(w);
    const { id, version } = await calledMeeting(w);
    return { params: { number: decision.number }, version, body: { meetingId: id }, withheld: true };
  },
  'POST decisions/{number}/follow-ups/{id}/done': async (w) => {
    const { decision, followUp } = await recordedDecision(w);
    const params = { number: decision.number, id: followUp.id };
    return { params, version: followUp.version, body: { state: 'done', note: 'Spurgt' }, key: false, withheld: true };
  },
  'GET decisions/{number}/bound': async (w) => ({
    params: { number: (await askedDecision(w)).number },
    withheld: true,
  }),
  'POST decisions/{number}/ratifications': async (w) => ({
    params: { number: (await adoptedDecision(w)).number },
    body: { organisation: 'lokale-foreninger', by: '2027-06-01' },
    withheld: true,
  }),
  'POST decisions/{number}/ratifications/{id}/answers': async (w) => {
    const { number, id, version } = await askedDecision(w);
    return { params: { number, id }, version, body: { answer: 'adopts', decidedOn: '2026-01-10' }, withheld: true };
  },
  'POST decisions/{number}/taken-up': async (w) => ({
    params: { number: (await askedDecision(w, 'network', true)).number },
    body: { as: 'proposal' },
    withheld: true,
  }),
  'GET log/checkpoint': plain,
  'GET log/entries': () => ({ query: { start: 0, end: 1 } }),
  'GET log/entries/{index}/receipt': async (w) => ({
    params: { index: String((await recordedDecision(w)).decision.logIndex) },
    withheld: true,
  }),
  'GET log/export': plain,
  'GET log/proof/consistency': async (w) => {
    await recordedDecision(w);
    return { query: { from: 0, to: 1 } };
  },
  'GET log/proof/inclusion': async (w) => {
    await recordedDecision(w);
    return { query: { index: 0, size: 1 } };
  },
});
