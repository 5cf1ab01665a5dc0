import type { Controller } from '@fluxts/runtime';
import type { KustomizeControllerOptions } from './options.ts';

/** The running kustomize-controller of a process. */
export interface KustomizeController {
  /** Reconciles Kustomizations; to wake one by hand, and to wait until all is quiet. */
  readonly controller: Controller;
  /** Ends what runs beside the reconciles: waits for health, watches, connections to other clusters. */
  close(): void;
}

/**
 * Adds the kustomize-controller to a manager: Kustomizations are reconciled from the manager's start on,
 * and woken by changes of their own, of their sources, of what they depend on, of the ConfigMaps and
 * Secrets they use, and of the objects they manage.
 */
export declare function addKustomizeController(
  options: KustomizeControllerOptions,
): KustomizeController;
