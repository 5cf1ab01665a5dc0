import { type FluxKind, type FluxObject, fluxKinds, storageApiVersion } from '@fluxts/flux-api';
import { isExpired, type KubeClient, type KubeObject } from '@fluxts/kube-client';
import { timeLimit } from '../time-limit.ts';
import { judge, type NewestCommits, type Progress } from './readiness.ts';

/** What {@link whenReady} takes. */
export interface WhenReadyOptions {
  readonly timeoutMs: number;
  /** How long something may fail in the same way, tried again and again, before that is the outcome. Default 20 s. */
  readonly patienceMs?: number;
  /** Asked each time something changes. */
  readonly newest: () => Promise<NewestCommits>;
  readonly signal?: AbortSignal;
}

const defaultPatienceMs = 20_000;

/**
 * Watches all Flux objects until they are ready together, one of them is stuck or keeps failing in the same
 * way, or the time is over. Resolves to the last state in each case.
 */
export async function whenReady(client: KubeClient, options: WhenReadyOptions): Promise<Progress> {
  const end = new AbortController();
  const limit = timeLimit(options.timeoutMs, options.signal);
  limit.signal.addEventListener('abort', () => end.abort(), { once: true });
  if (limit.signal.aborted) end.abort();
  const { signal } = end;
  const states = new Map<string, FluxObject>();
  const listed = new Set<FluxKind>();
  let last: Progress = {
    ready: false,
    problems: ['nothing was looked at yet'],
    stuck: false,
    failures: [],
  };
  let failing = '';
  let impatience: NodeJS.Timeout | undefined;

  const changed = async (): Promise<void> => {
    if (listed.size < fluxKinds.length) return;
    last = judge([...states.values()], await options.newest());
    if (last.ready || last.stuck) end.abort();
    const failures = last.failures.join('\n');
    if (failures === failing) return;
    failing = failures;
    clearTimeout(impatience);
    if (failures !== '') {
      impatience = setTimeout(() => end.abort(), options.patienceMs ?? defaultPatienceMs);
    }
  };
  const follow = async (kind: FluxKind): Promise<void> => {
    const collection = { apiVersion: storageApiVersion(kind), kind: kind.kind };
    while (!signal.aborted) {
      try {
        const list = await client.list(collection, { signal });
        for (const key of states.keys()) if (key.startsWith(`${kind.kind}/`)) states.delete(key);
        for (const object of list.items) states.set(keyOf(object), asFlux(object));
        listed.add(kind);
        await changed();
        const { resourceVersion } = list;
        for await (const { type, object } of client.watch(collection, {
          resourceVersion,
          signal,
        })) {
          if (type === 'BOOKMARK') continue;
          if (type === 'DELETED') states.delete(keyOf(object));
          else states.set(keyOf(object), asFlux(object));
          await changed();
        }
      } catch (error) {
        if (!signal.aborted && !isExpired(error)) throw error;
      }
    }
  };
  try {
    await Promise.all(fluxKinds.map(follow));
  } finally {
    limit.end();
    clearTimeout(impatience);
    end.abort();
  }
  return last;
}

function keyOf({ kind, metadata }: KubeObject): string {
  return `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
}

/** What the server sends of these kinds has passed their schemas. */
function asFlux(object: KubeObject): FluxObject {
  return object as unknown as FluxObject;
}
