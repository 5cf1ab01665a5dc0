import type { IncomingMessage } from 'node:http';
import { getOwn, getString, isObject, type Json } from '@fluxts/base';
import { parseJson } from '@fluxts/yaml';
import type { Call, Session } from '../client/session.ts';
import { KubeApiError, KubeClientError, NoKindMatchError } from '../errors.ts';
import type { WatchEvent, WatchOptions } from '../kube-client.ts';
import type { CollectionRef, KubeObject } from '../object.ts';
import { type Asked, errorOfStatus } from '../transport/status.ts';
import { asKind } from '../client/read-objects.ts';
import { linesOf } from './lines.ts';

/** One watch as it is asked for, from a resource version and for a number of seconds on. */
export type WatchCall = (resourceVersion: string, timeoutSeconds: number) => Promise<Call>;

const maxEventBytes = 32 * 1024 * 1024;
const minSeconds = 300;
const firstPauseMs = 250;
const maxPauseMs = 30_000;
/** The server ends a watch in time; a connection that says nothing long after that is dead. */
const graceMs = 30_000;

/** Watches a collection, going on where a connection ended; see `KubeClient.watch`. */
export async function* watchEvents<T extends KubeObject>(
  session: Session,
  collection: CollectionRef,
  options: WatchOptions,
  call: WatchCall,
): AsyncGenerator<WatchEvent<T>> {
  const { now, random, sleep } = session.shared;
  const { signal, onConnection } = options;
  let from = options.resourceVersion;
  let failures = 0;
  const stopped = (): boolean => signal?.aborted === true;
  while (!stopped()) {
    const seconds = Math.round(minSeconds * (1 + random()));
    const begun = now();
    try {
      const asked = await call(from, seconds);
      for await (const line of linesOfWatch(session, asked, seconds, onConnection)) {
        const event = readEvent<T>(line, collection, options, asked);
        const version = event.object.metadata.resourceVersion;
        if (version !== undefined) from = version;
        failures = 0;
        yield event;
      }
      // A server that ends every watch at once is not asked again at once.
      if (now() - begun > 1_000) continue;
    } catch (error) {
      if (stopped()) return;
      if (!isPassing(error)) throw error;
      onConnection?.(error);
    }
    const pauseMs = Math.min(maxPauseMs, firstPauseMs * 2 ** failures) * (0.5 + random() / 2);
    failures = Math.min(failures + 1, 10);
    try {
      await sleep(pauseMs, signal);
    } catch {
      return;
    }
  }
}

async function* linesOfWatch(
  session: Session,
  call: Call,
  seconds: number,
  opened: ((error: unknown) => void) | undefined,
): AsyncGenerator<string> {
  const response: IncomingMessage = await session.perform(call, (head) => Promise.resolve(head));
  const deadline = setTimeout(
    () => response.destroy(new Error('the watch outlived its time')),
    seconds * 1000 + graceMs,
  );
  deadline.unref();
  opened?.(undefined);
  try {
    yield* linesOf(response, maxEventBytes);
  } finally {
    clearTimeout(deadline);
    response.destroy();
  }
}

function readEvent<T extends KubeObject>(
  line: string,
  collection: CollectionRef,
  options: WatchOptions,
  asked: Asked,
): WatchEvent<T> {
  const value: Json = parseJson(line);
  const type = getString(value, 'type');
  const object = isObject(value) ? getOwn(value, 'object') : undefined;
  if (type === 'ERROR') throw errorOfStatus(object ?? null, asked);
  const known =
    type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED' || type === 'BOOKMARK';
  if (!known || !isObject(object) || !isObject(getOwn(object, 'metadata'))) {
    throw new KubeClientError('ResponseInvalid', `the watch of ${asked.what} sent a bad event`);
  }
  return { type, object: asKind(object, collection, options.metadataOnly === true) as T };
}

/** Whether asking again later from the same version can help. */
function isPassing(error: unknown): boolean {
  if (error instanceof KubeClientError) {
    return (
      error.code === 'ConnectionFailed' ||
      error.code === 'Timeout' ||
      error.code === 'ResponseInvalid' ||
      error.code === 'ExecFailed'
    );
  }
  if (error instanceof NoKindMatchError) return false;
  if (error instanceof KubeApiError) return error.status === 429 || error.status >= 500;
  // What the stream itself throws when the connection breaks, and half an event before the break.
  return error instanceof Error;
}
