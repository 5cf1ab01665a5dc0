import type { JsonObject } from '@fluxts/base';
import {
  isNotFound,
  KubeApiError,
  type KubeClient,
  type KubeObject,
  type ObjectRef,
} from '@fluxts/kube-client';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { Waiters } from '../waiters.ts';
import { type CorrelatedEvent, EventCorrelator, objectIdOf } from './correlator.ts';
import type { EventInput, EventRecorder, EventSink, EventTarget } from './recorder.ts';

/** What a recorder works with. */
export interface EventRecorderParts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly random: () => number;
  /** `source.component` of the Events. */
  readonly component: string;
  /** Which of several replicas we are: `reportingInstance`. */
  readonly instance: string;
  readonly sinks: readonly EventSink[];
}

interface Task {
  readonly target: EventTarget;
  readonly input: EventInput;
  readonly at: number;
}

interface Lane {
  readonly tasks: Task[];
  working: Promise<void> | undefined;
}

/** Events about one object are written one after the other; those about others need not wait for them. */
const lanes = 4;
const maxWaiting = 1000;
const maxMessageBytes = 1024;
const writeTimeoutMs = 10_000;

/** Writes events to the API server; see {@link EventRecorder}. */
export class ApiEventRecorder implements EventRecorder {
  readonly #parts: EventRecorderParts;
  readonly #correlator = new EventCorrelator();
  readonly #lanes: Lane[];
  readonly #waiters = new Waiters();
  #waiting = 0;
  #serial = 0;

  constructor(parts: EventRecorderParts) {
    this.#parts = parts;
    this.#lanes = Array.from({ length: lanes }, () => ({ tasks: [], working: undefined }));
  }

  record(target: EventTarget, event: EventInput): void {
    const { clock, sinks, metrics } = this.#parts;
    for (const sink of sinks) sink(target, event);
    if (this.#waiting >= maxWaiting) {
      metrics.recordDroppedEvent();
      return;
    }
    this.#waiting++;
    const lane = this.#lanes[laneOf(objectIdOf(target))];
    if (lane === undefined) return;
    lane.tasks.push({ target, input: event, at: clock.now() });
    this.#kick(lane);
  }

  #kick(lane: Lane): void {
    lane.working ??= this.#work(lane.tasks).finally(() => {
      lane.working = undefined;
      // One may have come just after the last was done.
      if (lane.tasks.length > 0) this.#kick(lane);
    });
  }

  async flush(signal?: AbortSignal): Promise<void> {
    // Whoever has no more time goes on without.
    await this.#waiters.until(() => this.#waiting === 0, signal).catch(() => undefined);
  }

  async #work(tasks: Task[]): Promise<void> {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
      try {
        await this.#write(task);
      } catch (error) {
        this.#parts.metrics.recordDroppedEvent();
        this.#parts.log.debug('cannot write an event', {
          reason: task.input.reason,
          error: String(error),
        });
      } finally {
        this.#waiting--;
      }
    }
    this.#waiters.check();
  }

  async #write(task: Task): Promise<void> {
    const { client, metrics } = this.#parts;
    const { target, input, at } = task;
    const event = this.#correlator.correlate(target, input, at);
    if (event === undefined) {
      metrics.recordDroppedEvent();
      return;
    }
    const namespace = target.metadata.namespace ?? 'default';
    if (event.name !== undefined && (await this.#countUp(namespace, event.name, event))) return;
    const object = this.#eventObject(namespace, target, input, event);
    try {
      await client.create(object, { timeoutMs: writeTimeoutMs });
    } catch (error) {
      this.#correlator.forget(event.id);
      // A namespace that is being deleted takes no more events, and nobody misses them.
      const ending = error instanceof KubeApiError && error.code === 'Forbidden';
      if (ending || isNotFound(error)) metrics.recordDroppedEvent();
      else throw error;
      return;
    }
    this.#correlator.written(event.id, object.metadata.name);
  }

  /** Counts an Event up. @returns false if it is gone */
  async #countUp(namespace: string, name: string, event: CorrelatedEvent): Promise<boolean> {
    const ref: ObjectRef = { apiVersion: 'v1', kind: 'Event', namespace, name };
    const patch: JsonObject = {
      count: event.count,
      lastTimestamp: timestamp(event.lastAt),
      message: cut(event.message),
    };
    try {
      await this.#parts.client.patch(ref, patch, { type: 'merge', timeoutMs: writeTimeoutMs });
      return true;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }

  #eventObject(
    namespace: string,
    target: EventTarget,
    input: EventInput,
    event: CorrelatedEvent,
  ): KubeObject {
    const { component, instance } = this.#parts;
    const { name, uid, resourceVersion } = target.metadata;
    const involved: JsonObject = { apiVersion: target.apiVersion, kind: target.kind, name };
    if (target.metadata.namespace !== undefined) involved['namespace'] = target.metadata.namespace;
    if (uid !== undefined) involved['uid'] = uid;
    if (resourceVersion !== undefined) involved['resourceVersion'] = resourceVersion;
    const annotations = { ...input.annotations };
    return {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: {
        name: this.#eventName(name, event.firstAt),
        namespace,
        ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      },
      involvedObject: involved,
      type: input.type === 'Warning' ? 'Warning' : 'Normal',
      reason: input.reason,
      message: cut(event.message),
      count: event.count,
      firstTimestamp: timestamp(event.firstAt),
      lastTimestamp: timestamp(event.lastAt),
      source: { component },
      reportingComponent: component,
      reportingInstance: instance,
    };
  }

  /** As the Go client names them: the object's name and the time in hexadecimal nanoseconds. */
  #eventName(name: string, at: number): string {
    this.#serial = (this.#serial + 1) % 1000;
    const noise = BigInt(Math.floor(this.#parts.random() * 999) * 1000 + this.#serial);
    const nanoseconds = BigInt(at) * 1_000_000n + noise;
    return `${name.slice(0, 200)}.${nanoseconds.toString(16)}`;
  }
}

function laneOf(id: string): number {
  let hash = 0;
  for (let at = 0; at < id.length; at++) hash = (hash * 31 + id.charCodeAt(at)) >>> 0;
  return hash % lanes;
}

function timestamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** A message of at most so many bytes, cut between characters. */
function cut(message: string): string {
  const bytes = Buffer.from(message);
  if (bytes.length <= maxMessageBytes) return message;
  const text = bytes.subarray(0, maxMessageBytes - 3).toString('utf8');
  return `${text.replace(/\uFFFD+$/, '')}...`;
}
