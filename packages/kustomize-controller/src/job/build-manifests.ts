import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { diskFileSystem, type FileSystem, getString, type JsonObject } from '@fluxts/base';
import {
  build,
  type BuildCache,
  type BuildResult,
  collect,
  generateKustomization,
  type KustomizationOverrides,
  type RemoteFetcher,
  renderObjects,
} from '@fluxts/kustomize';
import { stringifyJson } from '@fluxts/yaml';
import { BuildError, buildError } from './build-error.ts';
import type { BuildOutcome, BuildRequest } from './build-job.ts';
import { withMetadata } from './common-metadata.ts';
import { substituteVariables } from './substitute.ts';
import { unreferencedIn } from './unreferenced.ts';

/** What a build uses beside its request. */
export interface BuildTools {
  readonly fetcher?: RemoteFetcher;
  readonly cache?: BuildCache;
  /** The artifact's tree, where it is not simply the request's directory. */
  readonly fs?: FileSystem;
}

/**
 * Builds a directory of an artifact into the objects that a Kustomization applies: generates the
 * kustomization file where there is none, builds, substitutes variables, and sets the common metadata.
 * @throws BuildError with what the Ready condition is to say
 */
export async function buildManifests(
  request: BuildRequest,
  tools: BuildTools,
): Promise<BuildOutcome> {
  const disk = tools.fs ?? diskFileSystem(request.directory);
  const { fs, generated } = prepare(disk, request.path, request.overrides);
  const result = await run(fs, request, tools);
  const built = result.objects.map(({ object }) => {
    requireIdentity(object);
    return substituteVariables(object, request.substitution);
  });
  const digest = createHash('sha256').update(renderObjects(built)).digest('hex');
  const objects = built
    .filter((object) => !isBuildFile(object))
    .map((object) => withMetadata(object, request));
  return {
    digest: `sha256:${digest}`,
    objects: deflateSync(objects.map((object) => stringifyJson(object)).join('\n')),
    count: objects.length,
    unreferenced: generated ? [] : unreferencedIn(disk, request.path, result.files),
    warnings: result.warnings,
    remote: result.remote,
  };
}

function prepare(
  disk: FileSystem,
  path: string,
  overrides: KustomizationOverrides,
): ReturnType<typeof generateKustomization> {
  try {
    return generateKustomization(disk, path, overrides);
  } catch (error) {
    throw buildError('kustomize build failed', error);
  }
}

async function run(
  fs: FileSystem,
  request: BuildRequest,
  { fetcher, cache }: BuildTools,
): Promise<BuildResult & { readonly remote: boolean }> {
  try {
    const useFetcher = request.remoteBases && fetcher !== undefined;
    const tree = await collect(request.path, fs, useFetcher ? { fetcher } : {});
    const result = build(tree, {
      loadRestrictor: 'LoadRestrictionsNone',
      ...(cache === undefined ? {} : { cache }),
    });
    return { ...result, remote: tree.remotes.size > 0 };
  } catch (error) {
    throw buildError('kustomize build failed', error);
  }
}

function requireIdentity(object: JsonObject): void {
  const complete =
    getString(object, 'metadata', 'name') && object['kind'] !== '' && object['apiVersion'] !== '';
  if (complete && typeof object['kind'] === 'string' && typeof object['apiVersion'] === 'string') {
    return;
  }
  const shown = stringifyJson(object).slice(0, 200);
  throw new BuildError(
    'BuildFailed',
    `failed to decode Kubernetes apiVersion, kind and name from: ${shown}`,
    { retry: 'on-change' },
  );
}

/** A `kustomization.yaml` that came through as a resource; it is nothing to apply. */
function isBuildFile(object: JsonObject): boolean {
  return (
    object['kind'] === 'Kustomization' &&
    (getString(object, 'apiVersion') ?? '').startsWith('kustomize.config.k8s.io/')
  );
}
