import {
  type KustomizationObject,
  kustomizationKind,
  normaliseKustomization,
  storageApiVersion,
} from '@fluxts/flux-api';
import { parseInventoryId } from '@fluxts/kube';
import { KubeApiError, type KubeClient } from '@fluxts/kube-client';

/** An object, and what it manages. */
export interface TreeNode {
  readonly group: string;
  readonly kind: string;
  /** Absent for objects of the cluster. */
  readonly namespace?: string;
  readonly name: string;
  readonly children: readonly TreeNode[];
}

/** What {@link inventoryTree} takes. */
export interface TreeOptions {
  /** Leave out what is no Flux object. */
  readonly compact: boolean;
  readonly signal?: AbortSignal;
}

/** How deep Kustomizations may nest. */
const maxDepth = 32;

/**
 * What a Kustomization manages, by its inventory; Kustomizations in it are opened in turn. One that
 * cannot be read, or that contains itself, stays a leaf.
 */
export async function inventoryTree(
  client: KubeClient,
  root: KustomizationObject,
  options: TreeOptions,
): Promise<TreeNode> {
  return expand(client, root, options, [keyOf(root)]);
}

async function expand(
  client: KubeClient,
  object: KustomizationObject,
  options: TreeOptions,
  path: readonly string[],
): Promise<TreeNode> {
  const children: TreeNode[] = [];
  for (const { id } of object.status?.inventory?.entries ?? []) {
    const { group, kind, namespace, name } = parseInventoryId(id);
    if (options.compact && !isFluxGroup(group)) continue;
    const leaf: TreeNode = {
      group,
      kind,
      name,
      children: [],
      ...(namespace === undefined || namespace === '' ? {} : { namespace }),
    };
    const nested =
      group === kustomizationKind.group && kind === kustomizationKind.kind && path.length < maxDepth
        ? await readKustomization(client, leaf, path, options.signal)
        : undefined;
    children.push(
      nested === undefined ? leaf : await expand(client, nested, options, [...path, keyOf(nested)]),
    );
  }
  return {
    group: kustomizationKind.group,
    kind: kustomizationKind.kind,
    namespace: object.metadata.namespace,
    name: object.metadata.name,
    children,
  };
}

async function readKustomization(
  client: KubeClient,
  leaf: TreeNode,
  path: readonly string[],
  signal: AbortSignal | undefined,
): Promise<KustomizationObject | undefined> {
  if (path.includes(`${leaf.namespace ?? ''}/${leaf.name}`)) return undefined;
  try {
    const found = await client.find(
      {
        apiVersion: storageApiVersion(kustomizationKind),
        kind: kustomizationKind.kind,
        namespace: leaf.namespace,
        name: leaf.name,
      },
      { signal },
    );
    return found === undefined ? undefined : normaliseKustomization(found).object;
  } catch (error) {
    if (error instanceof KubeApiError && error.code === 'Forbidden') return undefined;
    throw error;
  }
}

function keyOf(object: KustomizationObject): string {
  return `${object.metadata.namespace}/${object.metadata.name}`;
}

function isFluxGroup(group: string): boolean {
  return group === 'fluxcd.io' || group.endsWith('.fluxcd.io');
}
