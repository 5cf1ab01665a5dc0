export { ExplainError, type ExplainErrorCode } from './error.ts';
export { type Clone, findClone, gatherClone, pathInClone, sameRepository } from './gather/clone.ts';
export { gatherFacts } from './gather/gather-facts.ts';
export type { GatherOptions, ReadArtifact } from './gather/gather-options.ts';
export { type GitAnswer, localGit, type LocalGit } from './gather/local-git.ts';
export { findKind, type KindQuestion, resolveKind } from './kinds/resolve-kind.ts';
export { formatTrace, type Trace, traceObject } from './trace/trace.ts';
export { formatTree, treeValue } from './tree/format-tree.ts';
export { inventoryTree, type TreeNode, type TreeOptions } from './tree/tree.ts';
export { explain } from './why/explain.ts';
export {
  type Explanation,
  type Finding,
  type FindingState,
  type Seen,
  seen,
  unseen,
} from './why/explanation.ts';
export type {
  ArtifactFacts,
  BuildFacts,
  CloneFacts,
  CloneFile,
  Facts,
  KustomizationFacts,
  Lane,
  ListingFacts,
  LiveObject,
  ObjectName,
  Question,
} from './why/facts.ts';
export { formatExplanation } from './why/format.ts';
export { listedAt, listingFor } from './why/listing.ts';
