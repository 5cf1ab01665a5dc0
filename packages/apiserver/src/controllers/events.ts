import type { JsonObject } from '@fluxts/base';
import { getString } from '@fluxts/base';
import { ApiError } from '../api-error.ts';
import type { GroupResource } from '../resource.ts';
import type { Controller, ControllerEnvironment } from './controller.ts';
import { isResource, nameOf, namespaceOf, objectKey, uidOf } from './identity.ts';
import { timestamp } from '../write/write-options.ts';

const eventResource: GroupResource = { group: '', plural: 'events' };

/** How long an event is kept, as in the real server. */
const lifetimeMs = 60 * 60 * 1000;

/** What {@link recordEvent} writes down. */
export interface EventText {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** Who says it, such as `kubelet`. */
  readonly component: string;
}

/** Writes an event about an object. One that cannot be written is no failure: its object may be gone. */
export async function recordEvent(
  environment: ControllerEnvironment,
  about: JsonObject,
  { type, reason, message, component }: EventText,
): Promise<void> {
  const now = environment.clock.now();
  const namespace = namespaceOf(about) ?? 'default';
  const suffix = `${now.getTime().toString(16)}${reason.length.toString(16)}`;
  const event: JsonObject = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { generateName: `${nameOf(about)}.${suffix}`, namespace },
    involvedObject: {
      apiVersion: getString(about, 'apiVersion') ?? '',
      kind: getString(about, 'kind') ?? '',
      name: nameOf(about),
      ...(namespaceOf(about) === undefined ? {} : { namespace }),
      uid: uidOf(about),
      resourceVersion: getString(about, 'metadata', 'resourceVersion') ?? '',
    },
    type,
    reason,
    message,
    source: { component },
    reportingComponent: component,
    reportingInstance: '',
    count: 1,
    firstTimestamp: timestamp(now),
    lastTimestamp: timestamp(now),
  };
  try {
    await environment.storage.create(eventResource, event);
  } catch (error) {
    if (!(error instanceof ApiError && (error.code === 'Forbidden' || error.code === 'NotFound'))) {
      throw error;
    }
  }
}

/** Deletes events an hour after they were last seen. */
export function eventExpiry(environment: ControllerEnvironment): Controller {
  const { storage, clock } = environment;
  const queue = environment.queue('events', expire);

  async function expire(key: string): Promise<void> {
    const slash = key.indexOf('/');
    const [namespace, name] = [key.slice(0, slash), key.slice(slash + 1)];
    const event = storage.get(eventResource, namespace, name);
    if (event === undefined) return;
    const left = lastSeen(event) + lifetimeMs - clock.now().getTime();
    if (left > 0) queue.addAfter(key, left);
    else await storage.delete(eventResource, namespace, name, { uid: uidOf(event) });
  }

  return {
    observe({ resource, object, type }) {
      if (type !== 'DELETED' && isResource(resource, '', 'events')) queue.add(objectKey(object));
    },
  };
}

function lastSeen(event: JsonObject): number {
  const text =
    getString(event, 'lastTimestamp') ??
    getString(event, 'eventTime') ??
    getString(event, 'metadata', 'creationTimestamp') ??
    '';
  const time = Date.parse(text);
  return Number.isNaN(time) ? 0 : time;
}
