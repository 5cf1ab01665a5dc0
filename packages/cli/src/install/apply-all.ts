import { getPath, getString } from '@fluxts/base';
import { formatObject, idOf } from '@fluxts/kube';
import { isConflict, type KubeClient, type KubeObject, refOf } from '@fluxts/kube-client';
import { cliFieldManager } from '../cluster/connect.ts';
import { waitForObject } from '../cluster/wait.ts';
import { CommandError } from '../error.ts';

/** How {@link applyAll} goes about it. */
export interface ApplyAllOptions {
  /** Take fields over from other tools. */
  readonly force: boolean;
  readonly signal: AbortSignal;
  /** Told each object as flux prints it: `Namespace/flux-system created`. */
  readonly onApplied: (line: string) => void;
}

/**
 * Applies objects one by one, in the order given; waits for each CustomResourceDefinition until its kinds
 * are served, so that objects of them can follow.
 * @throws CommandError `Refused` when another tool owns what would be changed
 */
export async function applyAll(
  client: KubeClient,
  objects: readonly KubeObject[],
  options: ApplyAllOptions,
): Promise<void> {
  for (const object of objects) {
    const before = await client.find(refOf(object), { signal: options.signal });
    const after = await applyOne(client, object, options);
    const name = formatObject(idOf(object));
    if (before === undefined) options.onApplied(`${name} created`);
    else if (before.metadata.resourceVersion !== after.metadata.resourceVersion) {
      options.onApplied(`${name} configured`);
    }
    if (object.kind === 'CustomResourceDefinition') {
      await waitUntilServed(client, object, options.signal);
    }
  }
  client.mapper.invalidate();
}

async function applyOne(
  client: KubeClient,
  object: KubeObject,
  options: ApplyAllOptions,
): Promise<KubeObject> {
  try {
    return await client.apply(object, {
      fieldManager: cliFieldManager,
      force: options.force || !(await ownedByHelm(client, object)),
      signal: options.signal,
    });
  } catch (error) {
    if (!isConflict(error)) throw error;
    throw new CommandError(
      'Refused',
      `${formatObject(idOf(object))} is managed by another tool: ${error.message}; --force takes it over`,
      { cause: error },
    );
  }
}

async function ownedByHelm(client: KubeClient, object: KubeObject): Promise<boolean> {
  const existing = await client.find(refOf(object));
  return getString(existing?.metadata.labels, 'app.kubernetes.io/managed-by') === 'Helm';
}

async function waitUntilServed(
  client: KubeClient,
  definition: KubeObject,
  signal: AbortSignal,
): Promise<void> {
  const { name } = definition.metadata;
  await waitForObject(
    client,
    refOf(definition),
    (object) => {
      const conditions = getPath(object, 'status', 'conditions');
      const established =
        Array.isArray(conditions) &&
        conditions.some(
          (condition) =>
            getString(condition, 'type') === 'Established' &&
            getString(condition, 'status') === 'True',
        );
      return established ? true : undefined;
    },
    { signal, describe: () => `CustomResourceDefinition ${name} was not established in time` },
  );
}
