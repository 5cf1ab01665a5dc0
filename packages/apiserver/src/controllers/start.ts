import type { ResourceRegistry } from '../registry.ts';
import { simulation } from '../simulation/simulation.ts';
import type { StorageAccess, StorageEvent } from '../storage-access.ts';
import { claimProtection } from './claim-protection.ts';
import { type Clock, systemClock } from './clock.ts';
import { createClusterContent } from './cluster-content.ts';
import type { Controller, ControllerEnvironment } from './controller.ts';
import { customResources } from './definitions.ts';
import { eventExpiry } from './events.ts';
import { FirstPass } from './first-pass.ts';
import { garbageCollector } from './garbage-collector.ts';
import { namespaceContent } from './namespace-content.ts';
import { namespaceDeletion } from './namespace-deletion.ts';
import { oneVersionEach } from './identity.ts';
import { OwnerGraph } from './owner-graph.ts';
import { roleAggregation } from './role-aggregation.ts';
import { WorkQueue } from './work-queue.ts';

/** What the server's own controllers work with. */
export interface ControllerOptions {
  readonly storage: StorageAccess;
  /** CustomResourceDefinitions put what they serve in here. */
  readonly registry: ResourceRegistry;
  /** Ends all controllers. */
  readonly signal: AbortSignal;
  /** Makes workloads ready (or fail where they ask for it). */
  readonly simulateWorkloads: boolean;
  /** How long a simulated workload takes to become ready. */
  readonly workloadDelayMs: number;
  /** The PEM text that `kube-root-ca.crt` holds in every namespace. */
  readonly rootCertificate: string;
  /** What the simulated node says it runs. Default `v1.35.0`. */
  readonly version?: string;
  /** Default: the time of day. */
  readonly clock?: Clock;
  /** Told of every pass that failed; it is tried again with backoff. */
  readonly onError?: (controller: string, error: unknown) => void;
}

/** The controllers once they run. */
export interface RunningControllers {
  /** Resolves when all controllers have ended, after the signal, and nothing is in work any more. */
  readonly ended: Promise<void>;
}

/** After so long the server answers, though its controllers have not caught up with what is stored. */
const longestFirstPassMs = 30_000;
/** How long to wait before watching anew after a watch failed. */
const rewatchDelayMs = 100;

/**
 * Starts garbage collection, namespaces, service accounts, role aggregation, custom resource
 * definitions and the simulated workloads. Creates what a new cluster has (namespaces, standard
 * roles, a node) where it is missing. Resolves once that is there and the controllers have caught up
 * with what is stored; rejects only when that first step fails.
 */
export async function startControllers(options: ControllerOptions): Promise<RunningControllers> {
  const clock = options.clock ?? systemClock;
  const { storage, signal, simulateWorkloads } = options;
  await createClusterContent(storage, {
    now: clock.now(),
    version: options.version ?? 'v1.35.0',
    node: simulateWorkloads,
  });
  const queues: WorkQueue[] = [];
  const firstPass = new FirstPass(storage, queues);
  const run = new Dispatcher(options, clock, queues, firstPass);
  const ended = watchUntilEnd(run, queues, signal);
  const giveUp = (): void => firstPass.end();
  const cancel = clock.after(longestFirstPassMs, giveUp);
  signal.addEventListener('abort', giveUp, { once: true });
  await firstPass.whenDone();
  cancel();
  return { ended };
}

async function watchUntilEnd(
  run: Dispatcher,
  queues: readonly WorkQueue[],
  signal: AbortSignal,
): Promise<void> {
  await run.watch(signal);
  for (const queue of queues) queue.stop();
  for (const queue of queues) await queue.whenIdle();
}

/** Hands every write in storage to every controller, in order, from one watch. */
class Dispatcher {
  readonly #options: ControllerOptions;
  readonly #clock: Clock;
  readonly #owners: OwnerGraph = new OwnerGraph();
  readonly #controllers: readonly Controller[];

  readonly #firstPass: FirstPass;

  constructor(options: ControllerOptions, clock: Clock, queues: WorkQueue[], firstPass: FirstPass) {
    this.#firstPass = firstPass;
    this.#options = options;
    this.#clock = clock;
    const environment: ControllerEnvironment = {
      storage: options.storage,
      registry: options.registry,
      clock,
      signal: options.signal,
      owners: this.#owners,
      workloadDelayMs: options.workloadDelayMs,
      rootCertificate: options.rootCertificate,
      queue: (name, work) => {
        const onError = (_key: string, error: unknown): void => options.onError?.(name, error);
        const { signal } = options;
        const onIdle = (): void => firstPass.check();
        const queue = new WorkQueue({ work, clock, signal, onError, onIdle });
        queues.push(queue);
        return queue;
      },
    };
    this.#controllers = [
      customResources(environment),
      namespaceContent(environment),
      namespaceDeletion(environment),
      garbageCollector(environment),
      roleAggregation(environment),
      claimProtection(environment),
      eventExpiry(environment),
      ...(options.simulateWorkloads ? simulation(environment) : []),
    ];
  }

  /** Watches until the signal. A watch that falls behind or fails begins anew with what is stored. */
  async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        this.#learnOwners();
        for await (const event of this.#options.storage.watch(undefined, { signal })) {
          this.#hand(event);
        }
      } catch (error) {
        if (!signal.aborted) this.#options.onError?.('watch', error);
      }
      if (!signal.aborted) await this.#pause(signal);
    }
  }

  /**
   * Events come one by one: a workload whose pods are yet to come would look as if it had none, and get
   * more of them than it asks for.
   */
  #learnOwners(): void {
    const { storage } = this.#options;
    for (const resource of oneVersionEach(storage.resources())) {
      for (const object of storage.list(resource).items) this.#owners.add(resource, object);
    }
  }

  #hand(event: StorageEvent): void {
    this.#owners.observe(event);
    for (const controller of this.#controllers) {
      try {
        controller.observe(event);
      } catch (error) {
        this.#options.onError?.('observe', error);
      }
    }
    this.#firstPass.saw(event);
  }

  async #pause(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = this.#clock.after(rewatchDelayMs, done);
      const onAbort = (): void => {
        cancel();
        done();
      };
      function done(): void {
        signal.removeEventListener('abort', onAbort);
        resolve();
      }
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }
}
