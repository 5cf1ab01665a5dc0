import type { KubeClient } from '@fluxts/kube-client';
import type { CacheRegistry, RunningCaches } from '../cache/watch-cache.ts';
import type { Clock } from '../clock.ts';
import type { Controller, ControllerOptions } from '../controller/controller.ts';
import type { EventRecorder, EventSink } from '../events/recorder.ts';
import type { LeaderElectionOptions } from '../leader/election.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';

/** Something that runs beside the controllers: an HTTP server, a sweeper. */
export interface Runnable {
  readonly name: string;
  /** Runs until the signal is aborted. Returning earlier is fine; throwing ends the manager. */
  run(signal: AbortSignal): Promise<void>;
  /** Whether it may run on the leader only. Default true. */
  readonly leaderOnly?: boolean | undefined;
}

/** What makes a manager. */
export interface ManagerOptions {
  readonly client: KubeClient;
  readonly log: Logger;
  /** Names the source of events: `kustomize-controller`. */
  readonly name: string;
  readonly clock?: Clock | undefined;
  readonly random?: (() => number) | undefined;
  readonly metrics?: Metrics | undefined;
  /**
   * Caches that several managers share; made by `createCaches`. The manager starts them and leaves
   * stopping them to the application. Caches of its own when absent.
   */
  readonly caches?: RunningCaches | undefined;
  readonly eventSinks?: readonly EventSink[] | undefined;
  /** No election when absent: we lead. */
  readonly leaderElection?: LeaderElectionOptions | undefined;
  /** `host:port`, `:port`, or `0` for none. Default none. */
  readonly metricsAddress?: string | undefined;
  readonly healthAddress?: string | undefined;
  /** How long a shutdown waits for reconciles under way before it aborts them. Default 30 s. */
  readonly gracefulShutdownMs?: number | undefined;
  /** How long it then waits for them to heed that. Default 5 s. */
  readonly abortGraceMs?: number | undefined;
}

/**
 * Starts and stops all parts of a controller process in the right order: servers, caches, leadership,
 * controllers; and back. It handles no signals: the application aborts the signal it passes to `run`.
 */
export interface Manager {
  readonly client: KubeClient;
  readonly log: Logger;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly events: EventRecorder;
  readonly caches: CacheRegistry;
  /** Adds a controller, before or after the start. */
  addController(options: ControllerOptions): Controller;
  addRunnable(runnable: Runnable): void;
  /** Adds a check to `/readyz` (and to `/healthz` with `live`). It throws, or rejects, with what is wrong. */
  addCheck(
    name: string,
    check: () => void | Promise<void>,
    options?: { readonly live?: boolean | undefined },
  ): void;
  /** Resolves when all caches are synced and all controllers run (on the leader). */
  whenReady(signal?: AbortSignal): Promise<void>;
  /** Where `/metrics` and `/healthz` answer, once they do. */
  readonly addresses: {
    readonly metrics: string | undefined;
    readonly health: string | undefined;
  };
  /**
   * Runs until the signal is aborted, then shuts down in order and resolves.
   * @throws RuntimeError `LeadershipLost`, `ListenFailed`, `RunnableFailed`, `ShutdownTimeout`
   */
  run(signal: AbortSignal): Promise<void>;
}
