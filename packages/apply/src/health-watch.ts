import { errorMessage } from '@fluxts/base';
import {
  type CollectionRef,
  isExpired,
  KubeClientError,
  type KubeClient,
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

/** Keeps a board up to date until the signal is aborted. */
export async function followAll(
  targets: readonly HealthTarget[],
  board: HealthBoard,
  options: FollowOptions,
): Promise<void> {
  await Promise.all(groupsOf(targets).map((group) => follow(group, board, options)));
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

async function follow(group: Group, board: HealthBoard, options: FollowOptions): Promise<void> {
  const { signal, delay } = options;
  while (!signal.aborted) {
    try {
      await watch(group, board, options);
    } catch (error) {
      if (signal.aborted) return;
      if (isExpired(error)) continue;
      // Whoever may not list may still get; a kind that is not there may come.
      if (!(error instanceof KubeClientError)) await ask(group, board, options);
      else for (const ref of group.refs) board.noteUnknown(ref, errorMessage(error));
      await quietly(() => delay(pollMs, signal), signal);
    }
  }
}

/** Lists the group and watches it from there on. Returns when the watch ends. */
async function watch(group: Group, board: HealthBoard, options: FollowOptions): Promise<void> {
  const { client, signal } = options;
  const [only, ...others] = group.refs;
  const selectors =
    only !== undefined && others.length === 0
      ? { fieldSelector: `metadata.name=${only.name}` }
      : { labelSelector: options.labelSelector };
  const list = await client.list(group.collection, { ...selectors, signal });
  const found = new Map(list.items.map((object) => [object.metadata.name, object]));
  for (const ref of group.refs) board.note(ref, found.get(ref.name));
  if (signal.aborted) return;
  const events = client.watch(group.collection, {
    ...selectors,
    signal,
    resourceVersion: list.resourceVersion,
  });
  const byName = new Map(group.refs.map((ref) => [ref.name, ref]));
  for await (const { type, object } of events) {
    const ref = type === 'BOOKMARK' ? undefined : byName.get(object.metadata.name);
    if (ref !== undefined) board.note(ref, type === 'DELETED' ? undefined : object);
  }
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
