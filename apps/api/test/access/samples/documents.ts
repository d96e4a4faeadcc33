import type { World } from '../personas';
import { inNetwork, type Samples } from '../sample';
import { addNote, placedProposal } from '../steps';

/** On a placed proposal by `seated`. */
async function onProposal(w: World) {
  const { proposal } = await placedProposal(w);
  return { subjectKind: 'proposal', subjectId: proposal.id } as const;
}

async function ofProposal(w: World) {
  const { subjectId } = await onProposal(w);
  const { id, version } = await addNote(w, 'proposal', subjectId);
  return { params: { id }, version, withheld: true } as const;
}

export const documents: Samples = inNetwork({
  'GET documents': async (w) => ({ query: await onProposal(w), withheld: true }),
  'POST documents/files': async (w) => ({
    query: { ...(await onProposal(w)), name: 'bilag.txt' },
    body: Buffer.from('Bilag'),
    withheld: true,
  }),
  'POST documents/links': async (w) => ({
    body: { ...(await onProposal(w)), name: 'Lokalplanen', url: 'https://example.org/plan' },
    withheld: true,
  }),
  'GET documents/{id}': ofProposal,
  'GET documents/{id}/file': ofProposal,
  'DELETE documents/{id}': ofProposal,
});
