import type { Controller } from '@fluxts/runtime';
import type { SourceControllerOptions } from './options.ts';

/** The running source-controller of a process. */
export interface SourceController {
  /** Reconciles GitRepositories; to wake one by hand, and to wait until all is quiet. */
  readonly controller: Controller;
  /** Ends connections to token endpoints. The git, store and fetcher given stay open. */
  close(): void;
}

/**
 * Adds the source-controller to a manager: GitRepositories are polled and turned into artifacts from the
 * manager's start on, and woken by changes of their own, of the Secrets they use, and of the repositories
 * they include.
 */
export declare function addSourceController(options: SourceControllerOptions): SourceController;
