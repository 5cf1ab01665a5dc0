import { getPath, getString } from '@fluxts/base';
import { fieldManagers, reconcileKeys } from '@fluxts/flux-api';
import { createHttpTransport } from '@fluxts/git';
import {
  annotationChanged,
  anyOf,
  artifactRevisionChanged,
  type CachedObject,
  type Controller,
  generationChanged,
  type ObjectKey,
  watching,
} from '@fluxts/runtime';
import { AzureWorkloadIdentity } from './credentials/azure.ts';
import { GitHubApp } from './credentials/github-app.ts';
import type { SourceControllerOptions } from './options.ts';
import { gitRepository, RepositoryReconciler } from './reconciler.ts';

/** The running source-controller of a process. */
export interface SourceController {
  /** Reconciles GitRepositories; to wake one by hand, and to wait until all is quiet. */
  readonly controller: Controller;
  /** Ends connections to token endpoints. The git, store and fetcher given stay open. */
  close(): void;
}

/** Index: the repositories that include one, by `namespace/name`. */
const byInclude = 'source-controller/include';

/** Index: the repositories that use a Secret, by `namespace/name`. */
const bySecret = 'source-controller/secret';

/**
 * Adds the source-controller to a manager: GitRepositories are polled and turned into artifacts from the
 * manager's start on, and woken by changes of their own, of the Secrets they use, and of the repositories
 * they include.
 */
export function addSourceController(options: SourceControllerOptions): SourceController {
  const { manager } = options;
  const now = (): number => manager.clock.now();
  const transport = createHttpTransport({
    userAgent: options.userAgent ?? 'fluxts',
    ...(options.proxyFor === undefined ? {} : { proxyFor: options.proxyFor }),
  });
  const repositories = manager.caches.acquire({
    ...gitRepository,
    namespace: options.watchNamespace,
    labelSelector: options.watchLabelSelector,
  });
  const secrets = manager.caches.acquire({
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: options.watchNamespace,
    metadataOnly: true,
  });
  repositories.addIndex(byInclude, includedNames);
  repositories.addIndex(bySecret, secretNames);
  const reconciler = new RepositoryReconciler({
    manager,
    repositories,
    git: options.git,
    store: options.store,
    artifacts: options.artifacts,
    github: new GitHubApp(transport, now),
    azure: new AzureWorkloadIdentity(transport, manager.client, options.azure, now),
    objectLevelWorkloadIdentity: options.featureGates?.objectLevelWorkloadIdentity ?? false,
    fieldManager: fieldManagers.source,
    requeueDependencyMs: options.requeueDependencyMs ?? 30_000,
    intervalJitter: options.intervalJitter ?? 0.05,
  });
  const users =
    (index: string) =>
    ({ key }: { readonly key: ObjectKey }): readonly ObjectKey[] =>
      repositories.byIndex(index, `${key.namespace}/${key.name}`).map(keyOf);
  const controller = manager.addController({
    name: 'gitrepository',
    kind: gitRepository,
    reconcile: reconciler.reconcile,
    concurrency: options.concurrent ?? 2,
    backoff: options.retryDelay ?? { minMs: 750, maxMs: 15 * 60_000 },
    watches: [
      watching(repositories, {
        predicate: anyOf(generationChanged, annotationChanged(reconcileKeys.requestedAt)),
      }),
      watching(repositories, {
        predicate: artifactRevisionChanged,
        map: users(byInclude),
        reason: 'included artifact changed',
      }),
      watching(secrets, {
        predicate: (change) =>
          change.type !== 'deleted' && !(change.type === 'added' && change.initial),
        map: users(bySecret),
        reason: 'secret changed',
      }),
    ],
  });
  return { controller, close: () => transport.close() };
}

function keyOf(object: CachedObject): ObjectKey {
  return { namespace: object.metadata.namespace ?? '', name: object.metadata.name };
}

function includedNames(object: CachedObject): readonly string[] {
  const includes = getPath(object, 'spec', 'include');
  if (!Array.isArray(includes)) return [];
  return inNamespace(
    object,
    includes.map((include) => getString(include, 'repository', 'name')),
  );
}

function secretNames(object: CachedObject): readonly string[] {
  return inNamespace(object, [
    getString(object, 'spec', 'secretRef', 'name'),
    getString(object, 'spec', 'proxySecretRef', 'name'),
    getString(object, 'spec', 'verify', 'secretRef', 'name'),
  ]);
}

function inNamespace(
  object: CachedObject,
  names: readonly (string | undefined)[],
): readonly string[] {
  const { namespace = '' } = object.metadata;
  return names.flatMap((name) => (name === undefined ? [] : [`${namespace}/${name}`]));
}
