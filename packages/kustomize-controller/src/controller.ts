import { kustomizationKind, sourceKinds, storageApiVersion } from '@fluxts/flux-api';
import { type Controller, type ControllerWatch, type ObjectKey, watching } from '@fluxts/runtime';
import { BuildStore } from './build/build-store.ts';
import { DriftWatch } from './drift/drift-watch.ts';
import { tellUnwatchable } from './drift/unwatchable.ts';
import { HealthRules } from './health/health-rules.ts';
import { Memories } from './memory/memory.ts';
import { type KustomizeControllerOptions, type Settings, settingsOf } from './options.ts';
import { BackgroundWaits } from './reconcile/background-waits.ts';
import { ReadyExpressions } from './reconcile/ready-expression.ts';
import { createReconciler } from './reconcile/reconciler.ts';
import type { Services } from './reconcile/services.ts';
import type { SourceCaches, SourceObject } from './reconcile/source.ts';
import { Targets } from './target/targets.ts';
import { ConfigWatch } from './wake/config-watch.ts';
import { KustomizationIndex } from './wake/kustomization-index.ts';
import { watchDependencies, watchOwn, watchSource } from './wake/watches.ts';

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
export function addKustomizeController(options: KustomizeControllerOptions): KustomizeController {
  const { manager } = options;
  const settings = settingsOf(options);
  const kind = { apiVersion: storageApiVersion(kustomizationKind), kind: kustomizationKind.kind };
  const memories = new Memories();
  const own = manager.caches.acquire({
    ...kind,
    namespace: options.watchNamespace,
    labelSelector: options.watchLabelSelector,
  });
  // What belongs to another shard is not ours to reconcile, but ours may depend on it.
  const all = manager.caches.acquire({ ...kind, namespace: options.watchNamespace });
  const index = new KustomizationIndex(own, memories);
  const known = own === all ? index : new KustomizationIndex(all, memories);
  const sources: SourceCaches = new Map(
    sourceKinds.map((one) => [
      one.kind,
      {
        kind: one,
        cache: manager.caches.acquire<SourceObject>({
          apiVersion: storageApiVersion(one),
          kind: one.kind,
          namespace: options.watchNamespace,
        }),
      },
    ]),
  );
  const wake = (key: ObjectKey, reason: string): void =>
    controller.enqueue(key, { priority: 'high', reason });
  const services = createServices(options, settings, { memories, index, known, sources, wake });
  const watches: ControllerWatch[] = [
    watching(own, watchOwn),
    watching(all, watchDependencies(index, memories)),
    ...[...sources.values()].map(({ cache }) => watching(cache, watchSource(index))),
  ];
  const controller = manager.addController({
    name: 'kustomization',
    kind,
    reconcile: createReconciler(services),
    watches,
    concurrency: settings.concurrent,
    backoff: settings.retryDelay,
  });
  return {
    controller,
    close: () => {
      services.waits.close();
      services.terminations.close();
      services.drift?.close();
      services.configs.close();
      services.targets.close();
    },
  };
}

interface Parts {
  readonly memories: Memories;
  readonly index: KustomizationIndex;
  readonly known: KustomizationIndex;
  readonly sources: SourceCaches;
  readonly wake: (key: ObjectKey, reason: string) => void;
}

function createServices(
  { manager, artifacts, pool, watchNamespace }: KustomizeControllerOptions,
  settings: Settings,
  { memories, index, known, sources, wake }: Parts,
): Services {
  const { caches, client, clock, events, log, metrics } = manager;
  return {
    settings,
    client,
    clock,
    log,
    metrics,
    events,
    memories,
    sources,
    artifacts,
    kustomizations: index,
    dependencies: known,
    configs: new ConfigWatch(caches, watchNamespace, (kind, key) => {
      for (const user of index.usersOf({ kind, ...key })) wake(user, `${kind} changed`);
    }),
    builds: new BuildStore(pool, settings.buildCacheBytes),
    targets: new Targets(manager, settings),
    health: new HealthRules(() => clock.now()),
    readyExpressions: new ReadyExpressions(),
    waits: new BackgroundWaits((key) => wake(key, 'health')),
    terminations: new BackgroundWaits((key) => wake(key, 'termination')),
    drift: settings.selfHealing
      ? new DriftWatch({
          clock,
          onChange: (key) => wake(key, 'drift'),
          onUnwatchable: (unwatched, reason, key) =>
            tellUnwatchable({ events, log, known }, unwatched, reason, key),
        })
      : undefined,
  };
}
