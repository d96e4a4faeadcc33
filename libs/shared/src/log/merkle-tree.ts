import { atOnce, hashAtOnce } from './steps/at-once';
import * as steps from './steps/merkle-tree';

export { completedNodes, nodesOfConsistency, nodesOfInclusion, nodesOfRoot } from './steps/merkle-tree';
export type { NodeId, NodeSource } from './steps/merkle-tree';

/** A source over leaf hashes in memory; `leaves` may be longer than the trees asked about. */
export const nodesFromLeaves = (leaves: readonly Uint8Array[]) => hashAtOnce(steps.nodesFromLeaves(leaves));

export const leafHash = hashAtOnce(steps.leafHash);
export const nodeHash = hashAtOnce(steps.nodeHash);
export const emptyRoot = hashAtOnce(steps.emptyRoot);
export const rootHash = atOnce(steps.rootHash);
export const inclusionProof = atOnce(steps.inclusionProof);
export const consistencyProof = atOnce(steps.consistencyProof);
export const verifyInclusion = atOnce(steps.verifyInclusion);
export const verifyConsistency = atOnce(steps.verifyConsistency);
