import { errorMessage } from '@fluxts/base';
import {
  type CollectionRef,
  isExpired,
  KubeApiError,
  type KubeClient,
  KubeClientError,
  NoKindMatchError,
  type ObjectRef,
} from '@fluxts/kube-client';
import { mapLimited } from './concurrency.ts';
import type { HealthBoard, HealthTarget } from './health-board.ts';
import type { Delay } from './options.ts';
import { isGone } from './server-errors.ts';

/** What following needs; the signal ends it. */
interface FollowOptions {
  readonly client: KubeClient;
  readonly signal: AbortSignal;
  readonly delay: Delay;
  readonly concurrency?: number | undefined;
  readonly labelSelector?: string | undefined;
}

/** Objects of one kind in one namespace: what one watch can see. */
interface Group {
  readonly collection: CollectionRef;
  readonly refs: ObjectRef[];
}

/** Pause between two rounds of asking, and after a broken connection, in milliseconds. */
const pollMs = 2000;

/**
 * Looks at all objects once, and then follows those that are not healthy yet on a board, until the
 * signal is aborted. Mostly everything is healthy at the first look, which takes one list a group.
 */
export async function followAll(
  targets: readonly HealthTarget[],
  board: HealthBoard,
  options: FollowOptions,
): Promise<void> {
  const starts = await mapLimited(groupsOf(targets), options.concurrency ?? 4, async (group) => ({
    group,
    version: await look(group, board, options),
  }));
  const waiting = starts.filter(({ group }) => !board.areHealthy(group.refs));
  await Promise.all(waiting.map(({ group, version }) => follow(group, version, board, options)));
}

function groupsOf(targets: readonly HealthTarget[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { ref } of targets) {
    const { apiVersion, kind, namespace } = ref;
    const id = JSON.stringify([apiVersion, kind, namespace ?? '']);
    const group = groups.get(id) ?? { collection: { apiVersion, kind, namespace }, refs: [] };
    group.refs.push(ref);
    groups.set(id, group);
  }
  return [...groups.values()];
}

/**
 * Lists the group; where that is not allowed, asks for each of its objects.
 * @returns where a watch goes on; undefined when there can be none
 */
async function look(
  group: Group,
  board: HealthBoard,
  options: FollowOptions,
): Promise<string | undefined> {
  const { client, signal } = options;
  if (signal.aborted) return undefined;
  try {
    const list = await client.list(group.collection, { ...selectorOf(group, options), signal });
    const found = new Map(list.items.map((object) => [object.metadata.name, object]));
    for (const ref of group.refs) board.note(ref, found.get(ref.name));
    return list.resourceVersion;
  } catch (error) {
    if (signal.aborted) return undefined;
    // Whoever may not list may still get; a kind that is not there may come.
    if (!isServerError(error)) throw error;
    if (!(error instanceof KubeClientError)) await ask(group, board, options);
    else for (const ref of group.refs) board.noteUnknown(ref, errorMessage(error));
    return undefined;
  }
}

async function follow(
  group: Group,
  start: string | undefined,
  board: HealthBoard,
  options: FollowOptions,
): Promise<void> {
  const { signal, delay } = options;
  let version = start;
  while (!signal.aborted) {
    let isBehind = false;
    if (version !== undefined) isBehind = await watch(group, version, board, options);
    if (!isBehind) await quietly(() => delay(pollMs, signal), signal);
    version = await look(group, board, options);
  }
}

/** Watches the group until the watch ends. @returns whether it ended only because its start is too old */
async function watch(
  group: Group,
  resourceVersion: string,
  board: HealthBoard,
  options: FollowOptions,
): Promise<boolean> {
  const { client, signal } = options;
  const byName = new Map(group.refs.map((ref) => [ref.name, ref]));
  try {
    const events = client.watch(group.collection, {
      ...selectorOf(group, options),
      signal,
      resourceVersion,
    });
    for await (const { type, object } of events) {
      const ref = type === 'BOOKMARK' ? undefined : byName.get(object.metadata.name);
      if (ref !== undefined) board.note(ref, type === 'DELETED' ? undefined : object);
    }
    return false;
  } catch (error) {
    if (isServerError(error)) return isExpired(error);
    throw error;
  }
}

function selectorOf(
  { refs }: Group,
  { labelSelector }: FollowOptions,
): { readonly fieldSelector?: string; readonly labelSelector?: string | undefined } {
  const [only, ...others] = refs;
  return only !== undefined && others.length === 0
    ? { fieldSelector: `metadata.name=${only.name}` }
    : { labelSelector };
}

function isServerError(error: unknown): boolean {
  return (
    error instanceof KubeApiError ||
    error instanceof KubeClientError ||
    error instanceof NoKindMatchError
  );
}

/** Asks for each object of the group by its name. */
async function ask(group: Group, board: HealthBoard, options: FollowOptions): Promise<void> {
  const { client, signal } = options;
  await mapLimited(group.refs, options.concurrency ?? 4, async (ref) => {
    if (signal.aborted) return;
    try {
      board.note(ref, await client.find(ref, { signal }));
    } catch (error) {
      if (signal.aborted) return;
      if (!isServerError(error)) throw error;
      if (isGone(error)) board.note(ref, undefined);
      else board.noteUnknown(ref, errorMessage(error));
    }
  });
}

async function quietly(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
