import { type ErrorDetails, FluxtsError } from '@fluxts/base';
import type { AppliedEntry } from './change-set.ts';

/**
 * - `DryRun`: the server refuses objects; nothing of their stage was written.
 * - `Apply`: an object was refused although its dry run passed, or could not be made anew.
 * - `Stage`: what a stage needs, such as a CustomResourceDefinition, did not become ready in time.
 * - `Unhealthy`: objects were not healthy in time.
 * - `Stalled`: objects have failed for good.
 * - `Prune`: objects could not be deleted.
 * - `Termination`: objects were not gone in time.
 * - `Selector`: an ignore rule cannot be read.
 * - `Expression`: health check expressions contradict each other.
 */
export type ApplyErrorCode =
  | 'DryRun'
  | 'Apply'
  | 'Stage'
  | 'Unhealthy'
  | 'Stalled'
  | 'Prune'
  | 'Termination'
  | 'Selector'
  | 'Expression';

/** Raised by everything in this package. The message has a line for each object that is to blame. */
export class ApplyError extends FluxtsError<ApplyErrorCode> {
  /** What was done before it failed, in order. */
  readonly entries: readonly AppliedEntry[];

  constructor(
    code: ApplyErrorCode,
    message: string,
    details: ErrorDetails & { readonly entries?: readonly AppliedEntry[] } = {},
  ) {
    super(code, message, details);
    this.entries = details.entries ?? [];
  }
}
