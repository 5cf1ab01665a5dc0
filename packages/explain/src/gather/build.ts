import {
  type FileSystem,
  FluxtsError,
  type JsonObject,
  errorMessage,
  getString,
  normalizePath,
} from '@fluxts/base';
import type { KustomizationObject } from '@fluxts/flux-api';
import {
  build,
  type BuildResult,
  collect,
  generateKustomization,
  type KustomizationOverrides,
} from '@fluxts/kustomize';
import { type Seen, seen, unseen } from '../why/explanation.ts';
import type { BuildFacts, ObjectName } from '../why/facts.ts';
import { liesIn, listedAt, listingFor } from '../why/listing.ts';

/** A Kustomization's path, built from an artifact as the controller does it. */
export interface BuiltKustomization {
  /** The directory that is built; absent when the path leads out of the repository. */
  readonly base?: string;
  readonly result: BuildResult | undefined;
  readonly error: unknown;
}

/** Builds what a Kustomization is about. Faults are kept, not thrown: they are part of the answer. */
export async function buildKustomization(
  fs: FileSystem,
  object: KustomizationObject,
  signal?: AbortSignal,
): Promise<BuiltKustomization> {
  let base: string | undefined;
  try {
    base = normalizePath(object.spec.path ?? './');
    const laid = generateKustomization(fs, base, overridesOf(object));
    const tree = await collect(base, laid.fs, signal === undefined ? {} : { signal });
    return {
      base,
      result: build(tree, { loadRestrictor: 'LoadRestrictionsNone' }),
      error: undefined,
    };
  } catch (error) {
    return { ...(base === undefined ? {} : { base }), result: undefined, error };
  }
}

/** What a build says about a path. */
export function buildFacts(
  fs: FileSystem,
  built: BuiltKustomization,
  path: string,
): Seen<BuildFacts> {
  const covers = built.base !== undefined && liesIn(path, built.base);
  if (built.result === undefined) {
    if (isRemote(built.error)) return unseen(`needs remote files: ${errorMessage(built.error)}`);
    const place = built.error instanceof FluxtsError ? built.error.place : undefined;
    return seen({
      readsPath: false,
      objects: [],
      covers,
      ...danglingIn(fs, path),
      undecided: built.base !== undefined && fs.kind(built.base) !== undefined,
      error: { message: errorMessage(built.error), ...(place === undefined ? {} : { place }) },
    });
  }
  const read = new Set(built.result.files);
  const readsPath = read.has(path);
  const listing =
    readsPath || built.base === undefined ? undefined : listingFor(fs, built.base, read, path);
  return seen({
    readsPath,
    objects: objectsOf(built.result, path),
    covers: covers || listing !== undefined,
    ...(listing === undefined ? {} : { listing }),
  });
}

function danglingIn(fs: FileSystem, path: string): Pick<BuildFacts, 'dangling'> {
  const dangling = path === '' || fs.kind(path) !== undefined ? undefined : listedAt(fs, path);
  return dangling === undefined ? {} : { dangling };
}

/** Where a build made an object; `undefined` if it does not, or generated it. */
export function originOf(
  result: BuildResult,
  name: ObjectName,
): { readonly path: string; readonly line: number } | undefined {
  const found = result.objects.find(({ object }) => sameName(nameOf(object), name));
  return found?.origin === undefined
    ? undefined
    : { path: found.origin.file, line: found.origin.line };
}

function objectsOf(result: BuildResult, path: string): readonly ObjectName[] {
  return result.objects
    .filter(({ origin }) => origin?.file === path && origin.repository === undefined)
    .map(({ object }) => nameOf(object));
}

/** The name of a built object. */
export function nameOf(object: JsonObject): ObjectName {
  const namespace = getString(object, 'metadata', 'namespace');
  return {
    apiVersion: getString(object, 'apiVersion') ?? '',
    kind: getString(object, 'kind') ?? '',
    name: getString(object, 'metadata', 'name') ?? '',
    ...(namespace === undefined ? {} : { namespace }),
  };
}

/** Group, kind and name are equal, and the namespace where both have one. */
export function sameName(a: ObjectName, b: ObjectName): boolean {
  const group = (apiVersion: string): string =>
    apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
  return (
    a.kind === b.kind &&
    a.name === b.name &&
    group(a.apiVersion) === group(b.apiVersion) &&
    (a.namespace === undefined || b.namespace === undefined || a.namespace === b.namespace)
  );
}

function isRemote(error: unknown): boolean {
  return error instanceof FluxtsError && error.code === 'Remote';
}

function overridesOf({ spec }: KustomizationObject): KustomizationOverrides {
  return {
    ...(spec.targetNamespace === undefined ? {} : { targetNamespace: spec.targetNamespace }),
    ...(spec.namePrefix === undefined ? {} : { namePrefix: spec.namePrefix }),
    ...(spec.nameSuffix === undefined ? {} : { nameSuffix: spec.nameSuffix }),
    ...(spec.commonMetadata === undefined ? {} : { commonMetadata: spec.commonMetadata }),
    // Patches and images in a spec are written as in a kustomization file.
    ...(spec.patches === undefined ? {} : { patches: spec.patches as unknown as JsonObject[] }),
    ...(spec.images === undefined ? {} : { images: spec.images as unknown as JsonObject[] }),
    ...(spec.components === undefined ? {} : { components: spec.components }),
    ...(spec.ignoreMissingComponents === undefined
      ? {}
      : { ignoreMissingComponents: spec.ignoreMissingComponents }),
  };
}
