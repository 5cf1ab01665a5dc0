import type { ServerResponse } from 'node:http';
import { badRequest, notFound } from '../api-error.ts';
import type { ObjectStore } from '../objects/object-store.ts';
import { listObjects } from '../verbs/list.ts';
import { readSelection, type Selection, selectName } from '../verbs/selection.ts';
import { WatchSession, type WatchSink } from '../verbs/watch.ts';
import type { WatchHub } from '../verbs/watch-hub.ts';
import type { ApiRequest } from './api-request.ts';
import { warningValue } from './reply.ts';
import type { Reply } from './reply.ts';

/** What a client may leave unread before its watch waits for it. */
const enoughBytes = 256 * 1024;

/** Answers GET of one object. */
export function handleGet(objects: ObjectStore, request: ApiRequest): Reply {
  const { info, namespace, address, negotiated } = request;
  const name = address.name as string;
  const stored = objects.get(info, namespace, name);
  if (stored === undefined) throw notFound(info, name);
  return { code: 200, body: negotiated.representation.one(stored.view(info), info) };
}

/** Answers GET of a collection. */
export async function handleList(objects: ObjectStore, request: ApiRequest): Promise<Reply> {
  const { info, namespace, query, negotiated } = request;
  const selection = selectionOf(request);
  const { items, metadata } = await listObjects(objects, { info, namespace, selection, query });
  const views = items.map((stored) => stored.view(info));
  return { code: 200, body: negotiated.representation.list(views, metadata, info) };
}

/** Answers a watch, for as long as the client stays. */
export function handleWatch(
  objects: ObjectStore,
  hub: WatchHub,
  request: ApiRequest,
  now: () => Date,
): 'streamed' {
  const { info, namespace, query, response, negotiated, warnings } = request;
  if (negotiated.format !== 'json') throw badRequest('a watch is answered in JSON only');
  const { representation } = negotiated;
  const selection = selectionOf(request);
  const session = new WatchSession(
    objects,
    { info, namespace, selection, query, representation, now },
    sinkTo(response),
  );
  response.writeHead(200, {
    'Content-Type': 'application/json;stream=watch',
    'Cache-Control': 'no-cache, private',
    ...(warnings.length === 0 ? {} : { Warning: warnings.map(warningValue) }),
  });
  response.flushHeaders();
  response.on('close', () => session.stop());
  session.start(hub);
  return 'streamed';
}

function selectionOf(request: ApiRequest): Selection {
  const selection = readSelection(request.query, request.info);
  const { name } = request.address;
  return name === undefined ? selection : selectName(selection, name);
}

function sinkTo(response: ServerResponse): WatchSink {
  let corked = false;
  return {
    send(line) {
      if (!corked) {
        // Everything sent in one turn of the event loop leaves in one piece.
        corked = true;
        response.cork();
        process.nextTick(() => {
          corked = false;
          response.uncork();
        });
      }
      return response.write(line) || response.writableLength < enoughBytes;
    },
    onReady: (callback) => response.on('drain', callback),
    end: () => response.end(),
  };
}
