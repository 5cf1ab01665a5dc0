import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type ArtifactFetcher, createArtifactFetcher } from '@fluxts/artifact';
import { errorMessage } from '@fluxts/base';
import { createGit } from '@fluxts/git';
import { addKustomizeController, type BuildJobs } from '@fluxts/kustomize-controller';
import {
  createCaches,
  createManager,
  createMetrics,
  createWorkerPool,
  type Manager,
  type Metrics,
  type RunningCaches,
} from '@fluxts/runtime';
import { addSourceController } from '@fluxts/source-controller';
import { DevError } from '../error.ts';
import { startArtifactServer } from './artifact-server.ts';
import type { ControllerName } from './names.ts';
import type { ControllersOptions } from './options.ts';
import type { BuildWorkerData } from './serve-build-jobs.ts';

/** Controllers that run in this process. */
export interface RunningControllers {
  /** Resolves when all caches are filled and every controller works (on the leader). */
  whenReady(signal?: AbortSignal): Promise<void>;
  /** Where `/metrics` and `/healthz` answer, once they do. */
  readonly addresses: Manager['addresses'];
  /** Resolves after {@link RunningControllers.stop}; rejects when a controller breaks. */
  readonly finished: Promise<void>;
  /** Finishes or abandons what is under way, hands leases over, ends all. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts controllers in this process, as a Deployment or the one-process system runs them. Each has a
 * manager of its own, and with it its lease, so that any of them can be run elsewhere instead.
 */
export async function startControllers(options: ControllersOptions): Promise<RunningControllers> {
  const stop = new AbortController();
  const metrics = createMetrics();
  const fetcher = await createArtifactFetcher({
    cacheDir: join(options.cacheDir, 'trees'),
    store: options.store,
  });
  // One watch per kind, however many controllers follow it.
  const [first] = options.controllers;
  if (first === undefined) {
    throw new DevError('UnknownController', 'no controller is named', { retry: 'never' });
  }
  const caches = createCaches({ client: options.client, log: options.log(first), metrics });
  const closers: (() => unknown)[] = [() => caches.stop(), () => fetcher.close()];
  const managers: Manager[] = [];
  for (const [index, name] of options.controllers.entries()) {
    const manager = createManager({
      ...managerOptions(options, name, metrics, caches),
      // All share one registry of metrics, which the first serves for all.
      ...(index === 0 && options.metricsAddress !== undefined
        ? { metricsAddress: options.metricsAddress }
        : {}),
      ...(index === 0 && options.healthAddress !== undefined
        ? { healthAddress: options.healthAddress }
        : {}),
    });
    closers.unshift(await addController(options, name, manager, fetcher));
    managers.push(manager);
  }
  const finished = runAll(managers, stop, closers);
  // Whoever is interested awaits it; a failure must not end the process before that.
  finished.catch(() => {});
  return {
    whenReady: async (signal) => {
      await Promise.race([Promise.all(managers.map((one) => one.whenReady(signal))), finished]);
    },
    addresses: managers[0]?.addresses ?? { metrics: undefined, health: undefined },
    finished,
    stop: async () => {
      stop.abort();
      await finished;
    },
  };
}

/** Runs managers until the signal is aborted or one of them breaks, which ends the others. */
async function runAll(
  managers: readonly Manager[],
  stop: AbortController,
  closers: readonly (() => unknown)[],
): Promise<void> {
  try {
    await Promise.all(
      managers.map(async (manager) => {
        try {
          await manager.run(stop.signal);
        } catch (error) {
          throw new DevError('ControllersFailed', `a controller broke: ${errorMessage(error)}`, {
            cause: error,
          });
        } finally {
          stop.abort();
        }
      }),
    );
  } finally {
    for (const close of closers) await close();
  }
}

function managerOptions(
  options: ControllersOptions,
  name: ControllerName,
  metrics: Metrics,
  caches: RunningCaches,
): Parameters<typeof createManager>[0] {
  const { client, leaderElection, gracefulShutdownMs } = options;
  return {
    client: client.withFieldManager(`gotk-${name}`),
    log: options.log(name),
    name,
    metrics,
    caches,
    ...(gracefulShutdownMs === undefined ? {} : { gracefulShutdownMs }),
    ...(leaderElection === undefined
      ? {}
      : {
          leaderElection: {
            ...leaderElection,
            namespace: options.namespace,
            name: `${name}-leader-election${shardSuffix(options, name)}`,
          },
        }),
  };
}

/** Shards lead apart from one another: the name of the lease tells them apart by their selector. */
function shardSuffix(options: ControllersOptions, name: ControllerName): string {
  const { watchLabelSelector } =
    (name === 'source-controller' ? options.source : options.kustomize) ?? {};
  if (watchLabelSelector === undefined || watchLabelSelector === '') return '';
  return `-${createHash('sha256').update(watchLabelSelector).digest('hex').slice(0, 8)}`;
}

/** @returns what ends the controller's parts after its manager has stopped */
async function addController(
  options: ControllersOptions,
  name: ControllerName,
  manager: Manager,
  fetcher: ArtifactFetcher,
): Promise<() => unknown> {
  return name === 'source-controller'
    ? addSource(options, manager, fetcher)
    : addKustomize(options, manager, fetcher);
}

async function addSource(
  options: ControllersOptions,
  manager: Manager,
  fetcher: ArtifactFetcher,
): Promise<() => unknown> {
  const { proxyFor, store, artifactAddress } = options;
  const git = await createGit({
    cacheDir: join(options.cacheDir, 'git'),
    ...(proxyFor === undefined ? {} : { proxyFor }),
  });
  const controller = addSourceController({
    ...options.source,
    manager,
    git,
    store,
    artifacts: fetcher,
    ...(proxyFor === undefined ? {} : { proxyFor }),
  });
  if (artifactAddress !== undefined) {
    manager.addRunnable({
      name: 'artifact-server',
      run: async (signal) => {
        const server = await startArtifactServer(() => store, artifactAddress);
        await new Promise<void>((resolve) => {
          if (signal.aborted) resolve();
          else signal.addEventListener('abort', () => resolve(), { once: true });
        });
        await server.close();
      },
    });
  }
  return async () => {
    controller.close();
    await git.close();
  };
}

function addKustomize(
  options: ControllersOptions,
  manager: Manager,
  fetcher: ArtifactFetcher,
): () => unknown {
  const pool = createWorkerPool<BuildJobs>({
    entry: options.workerEntry,
    metrics: manager.metrics,
    data: { cacheDir: options.cacheDir } satisfies BuildWorkerData,
  });
  const controller = addKustomizeController({
    ...options.kustomize,
    manager,
    pool,
    artifacts: fetcher,
  });
  return async () => {
    controller.close();
    await pool.close();
  };
}
