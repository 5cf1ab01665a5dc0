import { ArtifactError, type ExtractedArtifact } from '@fluxts/artifact';
import { errorMessage, normalizePath } from '@fluxts/base';
import { type KustomizationObject, reasons } from '@fluxts/flux-api';
import { formatDurationMs } from '@fluxts/gocompat';
import { buildKey } from '../build/build-store.ts';
import { type BuiltManifest, builtObjects } from '../build/built-objects.ts';
import { buildRequest } from '../build/request.ts';
import { loadVariables } from '../build/variables.ts';
import type { BuildOutcome } from '../job/build-job.ts';
import { timeoutOf } from './schedule.ts';
import type { Services } from './services.ts';
import type { SourceArtifact } from './source.ts';
import { stage, StageError } from './stage-error.ts';

/** What a Kustomization wants the cluster to hold. */
export interface Manifests {
  /** Where the build is remembered. */
  readonly key: string;
  readonly outcome: BuildOutcome;
  readonly objects: readonly BuiltManifest[];
}

/** Told what is being done. */
export interface BuildProgress {
  fetching(): void;
  building(): void;
}

/**
 * Builds the manifests of a Kustomization from an artifact; a build that was done before is not done again.
 * @throws StageError
 */
export async function buildManifests(
  object: KustomizationObject,
  source: SourceArtifact,
  services: Services,
  progress: BuildProgress,
  signal: AbortSignal,
): Promise<Manifests> {
  progress.fetching();
  const tree = await openArtifact(source, services, signal);
  try {
    requirePath(object, tree);
    progress.building();
    return await stage(reasons.buildFailed, async () => {
      const variables = await loadVariables(object, services.client, signal);
      const request = buildRequest(object, tree.directory, variables, services.settings);
      const key = buildKey(source.artifact.digest, request);
      const timeoutMs = timeoutOf(object);
      const outcome = await services.builds.build(key, request, { signal, timeoutMs });
      return { key, outcome, objects: await builtObjects(outcome.objects) };
    });
  } finally {
    tree.release();
  }
}

/** The artifact's tree. One that is not there was just replaced: the source will tell of the next one. */
async function openArtifact(
  { artifact }: SourceArtifact,
  { artifacts, settings }: Services,
  signal: AbortSignal,
): Promise<ExtractedArtifact> {
  try {
    return await artifacts.open(artifact, { signal });
  } catch (error) {
    if (error instanceof ArtifactError && error.code === 'ArtifactNotFound') {
      const delay = formatDurationMs(settings.requeueDependencyMs);
      throw new StageError(
        'Waiting',
        reasons.artifactFailed,
        `Source is not ready, artifact not found, retrying in ${delay}`,
        { cause: error },
      );
    }
    throw new StageError('Failed', reasons.artifactFailed, errorMessage(error), { cause: error });
  }
}

function requirePath(object: KustomizationObject, tree: ExtractedArtifact): void {
  const path = object.spec.path ?? '.';
  let found: string | undefined;
  try {
    found = tree.files.kind(normalizePath(path));
  } catch (error) {
    throw pathNotFound(errorMessage(error), error);
  }
  if (found === undefined) throw pathNotFound(`stat ${path}: no such file or directory`);
  if (found !== 'directory') throw pathNotFound(`${path}: not a directory`);
}

function pathNotFound(why: string, cause?: unknown): StageError {
  return new StageError('Failed', reasons.artifactFailed, `kustomization path not found: ${why}`, {
    cause,
  });
}
