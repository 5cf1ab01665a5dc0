import { errorMessage, getPath } from '@fluxts/base';
import type { InventoryEntry } from '@fluxts/flux-api';
import { type ObjectKey, parseInventoryId } from '@fluxts/kube';
import {
  type KubeClient,
  type MetadataObject,
  NoKindMatchError,
  type ObjectRef,
} from '@fluxts/kube-client';
import { mapLimited } from './concurrency.ts';
import { ApplyError } from './error.ts';
import { formatEntry, refOfEntry } from './inventory.ts';
import { ownerLabels } from './manifest.ts';
import type { PruneOptions } from './options.ts';
import { compareKeys, runsOfKind } from './order.ts';
import { isGone } from './server-errors.ts';
import { switchesOf } from './switches.ts';

/** What became of an object that was to go. */
export interface PrunedEntry {
  readonly entry: InventoryEntry;
  /** `Kind/namespace/name` */
  readonly name: string;
  /** Undefined for an entry that names no object. */
  readonly ref: ObjectRef | undefined;
  /** `gone`: it was not there any more. `skipped`: it is somebody else's now, or asks to be kept. */
  readonly action: 'deleted' | 'gone' | 'skipped' | 'failed';
  readonly error: Error | undefined;
}

/** What pruning came to. */
export interface PruneResult {
  readonly entries: readonly PrunedEntry[];
  /** What could not be deleted and must stay in the inventory. */
  readonly survivors: readonly InventoryEntry[];
  /** Set when something could not be deleted, with a line for each. */
  readonly error: ApplyError | undefined;
}

/**
 * Deletes the objects of inventory entries, in the reverse order of applying, and their dependents in
 * the background. An object is left alone unless it still carries the owner's labels, and when it
 * asks for it (`prune: disabled`, `reconcile: disabled`, `ssa: Ignore`). What fails does not stop the
 * others.
 * @throws the signal's reason; nothing else
 */
export async function pruneEntries(
  stale: readonly InventoryEntry[],
  options: PruneOptions,
): Promise<PruneResult> {
  const candidates = stale
    .map((entry) => ({ entry, key: keyOf(entry) }))
    .sort((a, b) => compareKeys(b.key, a.key));
  const entries: PrunedEntry[] = [];
  for (const run of runsOfKind(candidates, ({ key }) => `${key.group}/${key.kind}`)) {
    const results = await mapLimited(run, options.concurrency ?? 4, ({ entry }) =>
      prune(entry, options),
    );
    entries.push(...results);
  }
  const failures = entries.filter(({ action }) => action === 'failed');
  return {
    entries,
    survivors: failures.filter(({ ref }) => ref !== undefined).map(({ entry }) => entry),
    error:
      failures.length === 0
        ? undefined
        : new ApplyError(
            'Prune',
            failures
              .map(({ name, error }) => `${name} delete failed: ${errorMessage(error)}`)
              .join('\n'),
            { cause: failures[0]?.error },
          ),
  };
}

/** Lines such as `Deployment/tenant/app deleted`; what was left alone has none. */
export function pruneLines(entries: readonly PrunedEntry[]): string[] {
  return entries.filter(({ action }) => action === 'deleted').map(({ name }) => `${name} deleted`);
}

function keyOf(entry: InventoryEntry): ObjectKey {
  try {
    return parseInventoryId(entry.id);
  } catch {
    return { group: '', kind: '', namespace: '', name: entry.id };
  }
}

async function prune(entry: InventoryEntry, options: PruneOptions): Promise<PrunedEntry> {
  const { client, signal, owner } = options;
  let ref: ObjectRef | undefined;
  const result = (action: PrunedEntry['action'], error?: Error): PrunedEntry => ({
    entry,
    name: ref === undefined ? entry.id : formatEntry(entry),
    ref,
    action,
    error,
  });
  try {
    ref = refOfEntry(entry);
    const found = await findMetadata(client, ref, signal);
    if (found === undefined) return result('gone');
    ref = found.ref;
    const { object } = found;
    const { leftAlone, kept } = switchesOf(object);
    const isOurs = Object.entries(ownerLabels(owner)).every(
      ([key, value]) => getPath(object, 'metadata', 'labels', key) === value,
    );
    if (!isOurs || leftAlone || kept) return result('skipped');
    await client.delete(ref, {
      propagationPolicy: 'Background',
      preconditions: { uid: object.metadata.uid },
      signal,
    });
    return result('deleted');
  } catch (error) {
    signal?.throwIfAborted();
    if (ref !== undefined && isGone(error)) return result('gone');
    return result('failed', error instanceof Error ? error : new Error(errorMessage(error)));
  }
}

/** The object's metadata, in a version that the server still has; undefined when it or its kind is gone. */
async function findMetadata(
  client: KubeClient,
  ref: ObjectRef,
  signal: AbortSignal | undefined,
): Promise<{ readonly ref: ObjectRef; readonly object: MetadataObject } | undefined> {
  try {
    return { ref, object: await client.getMetadata(ref, { signal }) };
  } catch (error) {
    if (!isGone(error)) throw error;
    if (!(error instanceof NoKindMatchError)) return undefined;
  }
  const apiVersion = await otherVersion(client, ref, signal);
  if (apiVersion === undefined) return undefined;
  const moved = { ...ref, apiVersion };
  try {
    return { ref: moved, object: await client.getMetadata(moved, { signal }) };
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/**
 * Another version in which the server has the kind: the one of the entry may not be served any more.
 * @returns undefined when it has the kind in none
 * @throws ApplyError `Prune` when the server cannot tell at the moment: what is not known to be gone
 *   must not be forgotten
 */
async function otherVersion(
  client: KubeClient,
  { apiVersion, kind }: ObjectRef,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const slash = apiVersion.indexOf('/');
  const name = slash < 0 ? '' : apiVersion.slice(0, slash);
  const groups = await client.mapper.groups({ signal });
  const versions = groups.find((group) => group.name === name)?.versions ?? [];
  if (versions.some(({ stale }) => stale)) {
    throw new ApplyError('Prune', `the API group ${name} is not available`);
  }
  return versions.find(({ resources }) => resources.some((resource) => resource.kind === kind))
    ?.apiVersion;
}
