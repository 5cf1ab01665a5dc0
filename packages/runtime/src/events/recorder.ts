import type { KubeObject } from '@fluxts/kube-client';

/** Something that happened to an object. `Trace` is written to Kubernetes as `Normal` and told to nobody else. */
export interface EventInput {
  readonly type: 'Normal' | 'Warning' | 'Trace';
  /** One CamelCase word. */
  readonly reason: string;
  /** Cut to 1,024 bytes in Kubernetes; sinks get it whole. */
  readonly message: string;
  /** Annotations of the Event, and metadata for sinks. */
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/** The object an event is about: any object, or just its coordinates. */
export type EventTarget = Pick<KubeObject, 'apiVersion' | 'kind' | 'metadata'>;

/** Told every event in full, before de-duplication; the place where notifications hook in. Must not throw or block. */
export type EventSink = (target: EventTarget, event: EventInput) => void;

/**
 * Writes core/v1 Events. Returns at once; writing happens behind, in order per object, and never fails
 * a reconcile. Equal events are counted up on one Event; many similar ones about one object are folded
 * into one; an object that talks too much is held back; what cannot be written in time is dropped and
 * counted.
 */
export interface EventRecorder {
  record(target: EventTarget, event: EventInput): void;
  /** Resolves when all events so far are written or dropped. */
  flush(signal?: AbortSignal): Promise<void>;
}
