import { erasedPerson, type Visibility } from '@torv/shared/kernel';
import type { Stance } from '@torv/shared/proposals';
import type { Query } from '../../platform/database/query';

export interface CaseProposal {
  title: string;
  text: string;
  background: string | null;
  visibility: Visibility;
  author: string;
  created_at: Date;
  words: { organisation: string; stance: Stance; text: string | null; statedAt: string }[];
  [column: string]: unknown;
}

/** The proposal of a case, with every word that was stated on it, in order. */
export const proposalOfCase = (networkId: string, id: string): Query => ({
  text: `SELECT p.title, p.text, p.background, p.visibility, p.created_at, coalesce(a.name, '${erasedPerson}') AS author,
           coalesce((SELECT json_agg(json_build_object('organisation', o.name, 'stance', x.stance, 'text', x.text, 'statedAt', x.stated_at) ORDER BY x.stated_at, x.id)
             FROM proposals_position x JOIN organisations_organisation o ON o.network_id = x.network_id AND o.id = x.organisation_id
             WHERE x.network_id = p.network_id AND x.proposal_id = p.id), '[]') AS words
         FROM proposals_proposal p LEFT JOIN identity_person a ON a.id = p.author_id WHERE p.network_id = $1 AND p.id = $2`,
  values: [networkId, id],
});

export interface CaseDocument {
  id: string;
  name: string;
  url: string | null;
  size: number | null;
  sha256: string | null;
  visibility: Visibility;
  removed: boolean;
  [column: string]: unknown;
}

/** What lies on a decision, its follow-ups, its proposal and its agenda item; each with who sees it. Never the bytes. */
export const documentsOfCase = (networkId: string, decisionId: string): Query => ({
  text: `SELECT x.id, x.name, x.url, x.size, encode(x.sha256, 'hex') AS sha256, x.removed_at IS NOT NULL AS removed,
           coalesce(x.narrower, s.visibility) AS visibility
         FROM decisions_decision d
         CROSS JOIN LATERAL (VALUES (d.id, d.visibility),
           (d.proposal_id, (SELECT p.visibility FROM proposals_proposal p WHERE p.network_id = d.network_id AND p.id = d.proposal_id)),
           (d.item_id, (SELECT i.visibility FROM meetings_item i WHERE i.network_id = d.network_id AND i.id = d.item_id))) s (id, visibility)
         JOIN documents_document x ON x.network_id = d.network_id AND x.matter_id = s.id
         WHERE d.network_id = $1 AND d.id = $2 ORDER BY x.id`,
  values: [networkId, decisionId],
});

export const bytesOfDocument = (networkId: string, id: string): Query => ({
  text: 'SELECT x.content FROM documents_document x WHERE x.network_id = $1 AND x.id = $2',
  values: [networkId, id],
});
