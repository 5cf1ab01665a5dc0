import type { ApplySetOptions, ClusterOptions, PruneOptions } from '@fluxts/apply';
import { fieldManagers, type KustomizationObject } from '@fluxts/flux-api';
import { delay } from '@fluxts/runtime';
import type { Target } from '../target/target.ts';
import type { Services } from './services.ts';

/** What everything that is done to a cluster needs. */
export function clusterOptions(
  target: Target,
  { clock, settings }: Services,
  signal: AbortSignal,
): ClusterOptions {
  return {
    client: target.client,
    signal,
    concurrency: settings.concurrentSsa,
    delay: (ms, ending) => delay(clock, ms, ending),
  };
}

/** How the objects of a Kustomization are applied. */
export function applyOptions(
  { metadata, spec }: KustomizationObject,
  target: Target,
  services: Services,
  signal: AbortSignal,
): ApplySetOptions {
  const { overrideManagers, customApplyStageKinds } = services.settings;
  return {
    ...clusterOptions(target, services, signal),
    owner: { name: metadata.name, namespace: metadata.namespace },
    fieldManager: fieldManagers.kustomize,
    force: spec.force ?? false,
    ignore: spec.ignore ?? [],
    overrideManagers,
    customStageKinds: customApplyStageKinds,
  };
}

/** How objects of a Kustomization are deleted. */
export function pruneOptions(
  { metadata }: KustomizationObject,
  target: Target,
  services: Services,
  signal: AbortSignal,
): PruneOptions {
  return {
    ...clusterOptions(target, services, signal),
    owner: { name: metadata.name, namespace: metadata.namespace },
  };
}
