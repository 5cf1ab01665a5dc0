import type { BuildCache, KustomizationOverrides, RemoteFetcher } from '@fluxts/kustomize';
import { createBuildCache } from '@fluxts/kustomize';
import type { JobHandlers } from '@fluxts/runtime';
import { buildManifests } from './build-manifests.ts';

/** Variables for the built objects, all sources merged already. */
export interface Substitution {
  readonly variables: Readonly<Record<string, string>>;
  /** A variable that is not set and has no default is an error. */
  readonly strict: boolean;
}

/** Everything that a build depends on; equal requests give equal outcomes unless remote bases are involved. */
export interface BuildRequest {
  /** Absolute path of the artifact's tree. */
  readonly directory: string;
  /** The directory to build, relative to the tree. */
  readonly path: string;
  readonly overrides: KustomizationOverrides;
  /** Laid over the metadata of every object. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Absent when nothing is to be substituted. */
  readonly substitution?: Substitution;
  readonly remoteBases: boolean;
}

/** What a build gives. */
export interface BuildOutcome {
  /** `sha256:<hex>` of the built objects as YAML. */
  readonly digest: string;
  /** The objects as JSON, one a line, deflated: so they travel between threads and rest in the cache. */
  readonly objects: Uint8Array;
  readonly count: number;
  /** YAML files of the directory that nothing refers to, relative to the tree, sorted. */
  readonly unreferenced: readonly string[];
  readonly warnings: readonly string[];
  /** Whether something outside the artifact went in, so that equal requests may give different outcomes. */
  readonly remote: boolean;
}

/** The jobs of this package; an application's worker serves them beside those of others. */
export type BuildJobs = {
  readonly 'kustomize-build': { readonly input: BuildRequest; readonly output: BuildOutcome };
};

/** What the jobs need in the worker. */
export interface BuildJobOptions {
  /** Fetches remote bases; without one they are refused. */
  readonly fetcher?: RemoteFetcher;
}

/** The functions that a worker's entry module hands to `serveJobs`. Steps of earlier builds are reused. */
export function buildJobs(options: BuildJobOptions = {}): JobHandlers<BuildJobs> {
  const cache: BuildCache = createBuildCache();
  return {
    'kustomize-build': async (request, context) => {
      const outcome = await buildManifests(request, { ...options, cache });
      // A deflated text has a buffer of its own, so it can be moved.
      context.transfer(outcome.objects.buffer as ArrayBuffer);
      return outcome;
    },
  };
}
