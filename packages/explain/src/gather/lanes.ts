import { diskFileSystem, type FileSystem, FluxtsError, isObject } from '@fluxts/base';
import { conditionTypes, getCondition, type GitRepositoryObject } from '@fluxts/flux-api';
import { parseAll } from '@fluxts/yaml';
import { type Seen, seen, unseen } from '../why/explanation.ts';
import type { KustomizationFacts, Lane, ObjectName } from '../why/facts.ts';
import { isBuiltFrom } from '../why/listing.ts';
import { type BuiltKustomization, buildFacts, buildKustomization, originOf } from './build.ts';
import { type Clone, sameRepository } from './clone.ts';
import { type FluxObjects, isSourceOf } from './cluster.ts';
import { definitionsOf } from './definitions.ts';
import type { GatherOptions, ReadArtifact } from './gather-options.ts';
import { warningsAbout } from './live.ts';

/** The most sources and Kustomizations that are looked into. */
const maxSources = 5;
const maxKustomizations = 30;

/** A source, its artifact, and the builds from it, before the question narrows them down. */
export interface OpenLane {
  readonly source: GitRepositoryObject;
  readonly artifact: Seen<ReadArtifact>;
  /** The artifact's files, or those of the clone where the artifact cannot be read. */
  readonly tree: FileSystem | undefined;
  readonly builds: readonly {
    readonly object: Lane['kustomizations'][number]['object'];
    readonly built: BuiltKustomization | undefined;
  }[];
}

/** The sources that the clone is of, or those of the namespace, or all; with their artifacts and builds. */
export async function openLanes(
  objects: FluxObjects,
  clone: Seen<Clone>,
  options: GatherOptions,
): Promise<{
  readonly lanes: readonly OpenLane[];
  readonly remote: { readonly name: string; readonly url: string } | undefined;
}> {
  const remotes = clone.seen ? clone.value.remotes : [];
  const ofClone = objects.sources.filter((source) =>
    remotes.some((remote) => sameRepository(remote.url, source.spec.url)),
  );
  const inNamespace = objects.sources.filter(
    (source) => source.metadata.namespace === options.namespace,
  );
  const candidates =
    ofClone.length > 0 ? ofClone : inNamespace.length > 0 ? inNamespace : objects.sources;
  const chosen = candidates
    .toSorted((a, b) => Number(inNamespace.includes(b)) - Number(inNamespace.includes(a)))
    .slice(0, maxSources);
  const lanes = await Promise.all(
    chosen.map((source) => {
      const folder = clone.seen && ofClone.includes(source) ? clone.value.directory : undefined;
      return openLane(source, objects, folder, options);
    }),
  );
  const remote = remotes.find((one) =>
    chosen.some((source) => sameRepository(one.url, source.spec.url)),
  );
  return { lanes, remote };
}

async function openLane(
  source: GitRepositoryObject,
  objects: FluxObjects,
  cloneFolder: string | undefined,
  options: GatherOptions,
): Promise<OpenLane> {
  const artifact = await options.readArtifact(source);
  const ofClone = cloneFolder === undefined ? undefined : diskFileSystem(cloneFolder);
  const tree = artifact.seen ? artifact.value.fs : ofClone;
  const kustomizations = objects.kustomizations
    .filter((object) => isSourceOf(source, object))
    .slice(0, maxKustomizations);
  const builds = await Promise.all(
    kustomizations.map(async (object) => ({
      object,
      built:
        tree === undefined ? undefined : await buildKustomization(tree, object, options.signal),
    })),
  );
  return { source, artifact, tree, builds: likeliestFirst(builds, options.namespace) };
}

/**
 * Several Kustomizations may build one path. Those of the namespace that was asked for come first, then
 * those that build less, as they are more about it, then those that are well.
 */
function likeliestFirst(builds: OpenLane['builds'], namespace: string): OpenLane['builds'] {
  const depth = (base: string | undefined): number =>
    base === undefined ? -1 : base === '.' ? 0 : base.split('/').length;
  const isReady = ({ status }: KustomizationFacts['object']): boolean =>
    getCondition(status?.conditions, conditionTypes.ready)?.status === 'True';
  return builds.toSorted(
    (a, b) =>
      Number(b.object.metadata.namespace === namespace) -
        Number(a.object.metadata.namespace === namespace) ||
      depth(b.built?.base) - depth(a.built?.base) ||
      Number(isReady(b.object)) - Number(isReady(a.object)),
  );
}

/** A lane narrowed down to one path; no path is the empty text. */
export async function closeLane(
  lane: OpenLane,
  path: string,
  options: GatherOptions,
): Promise<Lane> {
  const { artifact, tree } = lane;
  return {
    source: lane.source,
    artifact: artifact.seen
      ? seen({
          revision: artifact.value.revision,
          hasPath: exists(artifact.value.fs, path),
          kinds: kindsIn(artifact.value.fs, path),
        })
      : artifact,
    judgedByClone: !artifact.seen && tree !== undefined,
    kustomizations: await Promise.all(
      lane.builds.map(async ({ object, built }): Promise<KustomizationFacts> => ({
        object,
        build:
          built === undefined || tree === undefined
            ? unseen('neither the artifact nor a clone of the repository could be read')
            : buildFacts(tree, built, path),
        warnings: await warningsAbout(
          options.client,
          object,
          options.signal,
          getCondition(object.status?.conditions, conditionTypes.ready)?.lastTransitionTime,
        ),
      })),
    ),
  };
}

/**
 * Lanes whose builds read the path come first, then those that cover it, then those that would if they
 * could be looked into, then those that hold it.
 */
export function bestFirst(lanes: readonly Lane[], path: string): readonly Lane[] {
  const rank = (lane: Lane): number => {
    const builds = lane.kustomizations.flatMap(({ build }) => (build.seen ? [build.value] : []));
    if (builds.some((build) => build.readsPath)) return 0;
    if (builds.some((build) => build.covers)) return 1;
    if (lane.kustomizations.some((one) => !one.build.seen && isBuiltFrom(path, one.object)))
      return 2;
    if (!lane.artifact.seen) return 4;
    return path !== '' && lane.artifact.value.hasPath ? 3 : 5;
  };
  const ranked = lanes
    .map((lane) => ({ lane, rank: rank(lane) }))
    .toSorted((a, b) => a.rank - b.rank);
  // Lanes that have nothing to do with the path would only be noise.
  const first = ranked[0]?.rank;
  return ranked.filter((one) => one.rank === first).map((one) => one.lane);
}

/** The Kustomization that owns an object comes first, and so does its lane. */
export function ownersFirst(
  lanes: readonly OpenLane[],
  owner: { readonly namespace: string; readonly name: string },
): readonly OpenLane[] {
  const owns = ({ object }: OpenLane['builds'][number]): boolean =>
    object.metadata.name === owner.name && object.metadata.namespace === owner.namespace;
  return lanes
    .map((lane) => ({
      ...lane,
      builds: lane.builds.toSorted((a, b) => Number(owns(b)) - Number(owns(a))),
    }))
    .toSorted((a, b) => Number(b.builds.some(owns)) - Number(a.builds.some(owns)));
}

/** Where an object is defined: in what is built, else in any manifest of an artifact. */
export function originIn(
  lanes: readonly OpenLane[],
  name: ObjectName,
): { readonly path: string; readonly line?: number } | undefined {
  for (const lane of lanes) {
    for (const { built } of lane.builds) {
      const origin = built?.result === undefined ? undefined : originOf(built.result, name);
      if (origin !== undefined) return origin;
    }
  }
  for (const { tree } of lanes) {
    const found = tree === undefined ? undefined : definitionsOf(tree, name)[0];
    if (found !== undefined) return found;
  }
  return undefined;
}

function kindsIn(fs: FileSystem, path: string): readonly string[] {
  if (!/\.(ya?ml|json)$/.test(path) || !exists(fs, path)) return [];
  try {
    return parseAll(fs.read(path)).flatMap(({ value }) =>
      isObject(value) && typeof value['kind'] === 'string' ? [value['kind']] : [],
    );
  } catch (error) {
    if (error instanceof FluxtsError) return [];
    throw error;
  }
}

function exists(fs: FileSystem, path: string): boolean {
  try {
    return path !== '' && fs.kind(path) !== undefined;
  } catch (error) {
    if (error instanceof FluxtsError) return false;
    throw error;
  }
}
