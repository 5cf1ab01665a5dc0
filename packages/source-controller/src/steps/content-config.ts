import { type Json, jsonEqual } from '@fluxts/base';
import type { RepositoryDraft } from '../draft.ts';
import { type Included, includesChanged } from './includes.ts';

/**
 * Says whether the artifact must be made anew although the revision stayed: what shapes its content has
 * changed since it was made, or its signature has not been checked as it is asked for now.
 */
export function contentConfigChanged(
  draft: RepositoryDraft,
  includes: readonly Included[],
): boolean {
  const { spec, status } = draft;
  return (
    spec.ignore !== status.observedIgnore ||
    (spec.recurseSubmodules ?? false) !== (status.observedRecurseSubmodules ?? false) ||
    !same(spec.sparseCheckout, status.observedSparseCheckout) ||
    !same(spec.include, status.observedInclude) ||
    includesChanged(draft, includes) ||
    needsVerification(draft)
  );
}

/** Notes what the artifact was made by. */
export function observeContentConfig(draft: RepositoryDraft, includes: readonly Included[]): void {
  const { spec, status } = draft;
  const { ignore, include, recurseSubmodules, sparseCheckout } = spec;
  if (ignore === undefined) delete status.observedIgnore;
  else status.observedIgnore = ignore;
  if (recurseSubmodules !== true) delete status.observedRecurseSubmodules;
  else status.observedRecurseSubmodules = true;
  if (sparseCheckout === undefined) delete status.observedSparseCheckout;
  else status.observedSparseCheckout = [...sparseCheckout];
  if (include === undefined || include.length === 0) {
    delete status.observedInclude;
    delete status.includedArtifacts;
  } else {
    status.observedInclude = [...include];
    status.includedArtifacts = includes.map(({ artifact }) => artifact);
  }
}

/** The observed mode covers what the mode asked for covers. */
function needsVerification(draft: RepositoryDraft): boolean {
  const { verify } = draft.spec;
  if (verify === undefined) return false;
  const mode = verify.mode ?? 'HEAD';
  const observed = draft.status.sourceVerificationMode;
  return !draft.isTrue('SourceVerified') || (observed !== mode && observed !== 'TagAndHEAD');
}

function same(a: readonly unknown[] | undefined, b: readonly unknown[] | undefined): boolean {
  return jsonEqual((a ?? []) as Json, (b ?? []) as Json);
}
