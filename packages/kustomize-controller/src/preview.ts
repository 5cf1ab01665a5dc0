import type { FileSystem, JsonObject } from '@fluxts/base';
import type { KustomizationObject } from '@fluxts/flux-api';
import type { KubeClient } from '@fluxts/kube-client';
import { builtObjects } from './build/built-objects.ts';
import { buildRequest } from './build/request.ts';
import { loadVariables } from './build/variables.ts';
import { buildManifests } from './job/build-manifests.ts';

/** What {@link previewBuild} takes. */
export interface PreviewOptions {
  /** The tree that stands for the source. */
  readonly fs: FileSystem;
  /** A variable that is not set and has no default is an error. */
  readonly strictSubstitution: boolean;
  /** Reads the ConfigMaps and Secrets of `substituteFrom`; without one only what is in line is substituted. */
  readonly client?: KubeClient;
  readonly signal: AbortSignal;
}

/** What a Kustomization would apply. */
export interface Preview {
  readonly objects: readonly JsonObject[];
  /** YAML files of the directory that nothing refers to, relative to the tree. */
  readonly unreferenced: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Builds a Kustomization from a tree of files, in this thread, to the objects that the controller would apply, but
 * for its owner labels. For the command line: `flux build` and `flux diff`.
 * @throws BuildError as the controller would report it
 */
export async function previewBuild(
  object: KustomizationObject,
  options: PreviewOptions,
): Promise<Preview> {
  const { client, fs, signal } = options;
  const variables =
    client === undefined
      ? { ...object.spec.postBuild?.substitute }
      : await loadVariables(object, client, signal);
  const request = buildRequest(object, '.', variables, {
    noRemoteBases: false,
    featureGates: { strictPostBuildSubstitutions: options.strictSubstitution },
  });
  const outcome = await buildManifests(request, { fs });
  return {
    objects: (await builtObjects(outcome.objects)).map((built) => built.object),
    unreferenced: outcome.unreferenced,
    warnings: outcome.warnings,
  };
}
