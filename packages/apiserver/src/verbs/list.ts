import { setImmediate as nextTurn } from 'node:timers/promises';
import { ApiError, badRequest } from '../api-error.ts';
import type { ObjectStore } from '../objects/object-store.ts';
import type { StoredObject } from '../objects/stored-object.ts';
import type { ResourceInfo } from '../resource.ts';
import type { ListMetadata } from '../represent/representation.ts';
import type { Selection } from './selection.ts';

/** How many objects are looked at in one turn of the event loop, so that other requests get theirs. */
const objectsPerTurn = 1000;

/** Which part of a collection, and as of when. */
export interface ListRequest {
  readonly info: ResourceInfo;
  /** Absent: all namespaces. */
  readonly namespace: string | undefined;
  readonly selection: Selection;
  readonly query: URLSearchParams;
}

/** One page of a collection. */
export interface ListPage {
  readonly items: readonly StoredObject[];
  readonly metadata: ListMetadata;
}

interface Position {
  readonly at: number;
  readonly after?: string;
}

/**
 * Reads a collection at one revision, all of it or `limit` objects and a token for the next ones.
 * @throws ApiError `BadRequest`, `Expired`, `Timeout` when the revision asked for is in the future
 */
export async function listObjects(objects: ObjectStore, request: ListRequest): Promise<ListPage> {
  const { info, namespace, selection, query } = request;
  const limit = readCount(query, 'limit') ?? 0;
  const { at, after } = positionOf(objects, query);
  const items: StoredObject[] = [];
  let more = false;
  let from = after;
  let step: readonly StoredObject[];
  do {
    step = take(
      objects.list({
        resource: info,
        namespace,
        at,
        ...(from === undefined ? {} : { after: from }),
      }),
      objectsPerTurn,
    );
    for (const stored of step) {
      if (!selection.everything && !selection.matches(stored.view(info).object)) continue;
      more = limit > 0 && items.length === limit;
      if (more) break;
      items.push(stored);
    }
    from = step.at(-1)?.key;
    if (step.length === objectsPerTurn && !more) await nextTurn();
  } while (step.length === objectsPerTurn && !more);
  const last = items.at(-1);
  return {
    items,
    metadata: {
      resourceVersion: String(at),
      ...(more && last !== undefined ? { continue: encodeToken({ at, after: last.key }) } : {}),
    },
  };
}

function take<T>(values: Iterable<T>, count: number): readonly T[] {
  const taken: T[] = [];
  for (const value of values) {
    taken.push(value);
    if (taken.length === count) break;
  }
  return taken;
}

function positionOf(objects: ObjectStore, query: URLSearchParams): Position {
  const token = query.get('continue') ?? '';
  if (token !== '') return continued(objects, token);
  const match = query.get('resourceVersionMatch') ?? '';
  const wanted = readRevision(query);
  if (match === 'Exact') {
    if (wanted === undefined || wanted === 0) {
      throw badRequest(
        'resourceVersionMatch "Exact" is forbidden for a resourceVersion that is unset or 0',
      );
    }
    if (wanted < objects.floor) throw expired();
    refuseFuture(objects, wanted);
    return { at: wanted };
  }
  refuseFuture(objects, wanted ?? 0);
  return { at: objects.revision };
}

function continued(objects: ObjectStore, token: string): Position {
  const position = decodeToken(token);
  if (position === undefined) throw badRequest('continue key is not valid');
  if (position.at < objects.floor) {
    throw new ApiError(
      'Expired',
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.',
    );
  }
  refuseFuture(objects, position.at);
  return position;
}

function encodeToken(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function decodeToken(token: string): Position | undefined {
  try {
    const { at, after } = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Position;
    return Number.isSafeInteger(at) && typeof after === 'string' ? { at, after } : undefined;
  } catch {
    return undefined;
  }
}

/** Reads `resourceVersion`. @throws ApiError `BadRequest` */
export function readRevision(query: URLSearchParams): number | undefined {
  return readCount(query, 'resourceVersion');
}

function readCount(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name) ?? '';
  if (text === '') return undefined;
  if (!/^\d{1,15}$/.test(text)) {
    throw badRequest(`Invalid value: ${JSON.stringify(text)}: ${name} must be a whole number`);
  }
  return Number(text);
}

/** Refuses a revision that has not been. @throws ApiError `Timeout` */
export function refuseFuture(objects: ObjectStore, revision: number): void {
  if (revision <= objects.revision) return;
  throw new ApiError(
    'Timeout',
    `Too large resource version: ${revision}, current: ${objects.revision}`,
    {
      retryAfterSeconds: 1,
      causes: [
        { reason: 'ResourceVersionTooLarge', field: '', message: 'Too large resource version' },
      ],
    },
  );
}

function expired(): ApiError {
  return new ApiError('Expired', 'The resourceVersion for the provided list is too old.');
}
