import { getPath, getString, isObject, type JsonObject } from '@fluxts/base';
import { ownerLabels } from '@fluxts/apply';
import {
  fluxKindOf,
  type KustomizationObject,
  kustomizationKind,
  normaliseKustomization,
} from '@fluxts/flux-api';
import type { KubeClient } from '@fluxts/kube-client';
import { previewBuild } from '@fluxts/kustomize-controller';
import { CommandError } from '../error.ts';
import { type LocalTree, openLocalTree } from './local-tree.ts';
import { maskSops } from './mask-sops.ts';

/** How a Kustomization is built from local files. */
export interface LocalBuild {
  readonly cwd: string;
  /** Reads what `substituteFrom` names; without it only what is in line is substituted. */
  readonly client: KubeClient | undefined;
  readonly strictSubstitution: boolean;
  /** Build the Kustomizations among the built objects, too. */
  readonly recursive: boolean;
  /** `Kind/namespace/name` of a source → the local folder that stands for it. */
  readonly localSources: ReadonlyMap<string, string>;
  readonly ignorePaths: readonly string[];
  readonly onWarning: (warning: string) => void;
  readonly signal: AbortSignal;
}

/** One Kustomization, built. */
export interface BuiltKustomization {
  readonly kustomization: KustomizationObject;
  /** What it applies, with its owner labels; encrypted values are masked. */
  readonly objects: readonly JsonObject[];
}

/** How deep Kustomizations may bring Kustomizations. */
const maxDepth = 16;

/**
 * Builds a Kustomization from the folder that stands for its path, and, if asked to, those that it brings.
 * @throws CommandError, and BuildError as the controller would report it
 */
export async function buildLocally(
  kustomization: KustomizationObject,
  path: string,
  build: LocalBuild,
): Promise<readonly BuiltKustomization[]> {
  const tree = openLocalTree(path, build.cwd, build.ignorePaths);
  return buildTree(kustomization, tree, build, 0);
}

async function buildTree(
  kustomization: KustomizationObject,
  tree: LocalTree,
  build: LocalBuild,
  depth: number,
): Promise<readonly BuiltKustomization[]> {
  const preview = await previewBuild(
    { ...kustomization, spec: { ...kustomization.spec, path: tree.base } },
    {
      fs: tree.fs,
      strictSubstitution: build.strictSubstitution,
      signal: build.signal,
      ...(build.client === undefined ? {} : { client: build.client }),
    },
  );
  for (const warning of preview.warnings) build.onWarning(warning);
  const { name, namespace } = kustomization.metadata;
  const labels = ownerLabels({ name, namespace });
  const objects = preview.objects.map((object) => maskSops(withLabels(object, labels)));
  const built = [{ kustomization, objects }];
  if (!build.recursive || depth >= maxDepth) return built;
  const nested: BuiltKustomization[] = [];
  for (const object of objects) {
    const child = fluxKustomization(object, namespace);
    if (child === undefined) continue;
    const source = sourceName(child);
    const folder = build.localSources.get(source);
    if (folder === undefined) {
      build.onWarning(
        `Kustomization ${child.metadata.namespace}/${child.metadata.name} is not built: --local-sources names no folder for ${source}`,
      );
      continue;
    }
    const childTree = openLocalTree(
      `${folder}/${child.spec.path ?? '.'}`,
      build.cwd,
      build.ignorePaths,
    );
    nested.push(...(await buildTree(child, childTree, build, depth + 1)));
  }
  return [...built, ...nested];
}

/** A built object as the Kustomization that it is; in the parent's namespace unless it says another. */
function fluxKustomization(object: JsonObject, namespace: string): KustomizationObject | undefined {
  if (fluxKindOf(object) !== kustomizationKind) return undefined;
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  return normaliseKustomization({ ...object, metadata: { namespace, ...metadata } }).object;
}

function sourceName(kustomization: KustomizationObject): string {
  const { kind, name, namespace } = kustomization.spec.sourceRef;
  return `${kind}/${namespace ?? kustomization.metadata.namespace}/${name}`;
}

function withLabels(object: JsonObject, labels: Readonly<Record<string, string>>): JsonObject {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const own = isObject(metadata['labels']) ? metadata['labels'] : {};
  return { ...object, metadata: { ...metadata, labels: { ...own, ...labels } } };
}

/**
 * Finds a Kustomization among the documents of a file.
 * @throws CommandError `NotFound`
 */
export function kustomizationIn(
  documents: readonly JsonObject[],
  name: string,
  namespace: string,
  file: string,
): KustomizationObject {
  const found = documents.find(
    (document) =>
      fluxKindOf(document) === kustomizationKind &&
      getString(document, 'metadata', 'name') === name &&
      (getString(document, 'metadata', 'namespace') ?? namespace) === namespace,
  );
  if (found === undefined) {
    throw new CommandError(
      'NotFound',
      `failed find kustomization with name '${name}' in file '${file}', in namespace '${namespace}'`,
    );
  }
  const metadata = getPath(found, 'metadata');
  return normaliseKustomization({
    ...found,
    metadata: { namespace, ...(isObject(metadata) ? metadata : {}) },
  }).object;
}
