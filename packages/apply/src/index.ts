export { ApplyError, type ApplyErrorCode } from './error.ts';
export { applySet } from './apply-set.ts';
export { diffSet, type DiffEntry } from './diff-set.ts';
export { pruneEntries, pruneLines, type PrunedEntry, type PruneResult } from './prune.ts';
export {
  checkHealth,
  type HealthOptions,
  type HealthWaitOptions,
  waitForHealth,
} from './health.ts';
export { formatRef, type HealthOf, type HealthReport, type HealthTarget } from './health-board.ts';
export { compileHealthRules } from './health-rules.ts';
export { waitForDeletion } from './termination.ts';
export { type AppliedEntry, type ApplyAction, changeLines } from './change-set.ts';
export {
  entryOf,
  formatEntry,
  refOfEntry,
  refOfObject,
  sameEntries,
  staleEntries,
  unionOfEntries,
} from './inventory.ts';
export type { ApplySetOptions, ClusterOptions, Delay, Owner, PruneOptions } from './options.ts';
export { ownerLabels } from './manifest.ts';
export { hasDrifted, shownChanges } from './drift.ts';
export { type Switches, switchesOf } from './switches.ts';
export { compareKeys, stagesOf } from './order.ts';
