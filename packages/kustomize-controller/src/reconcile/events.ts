import { eventMetadataPrefix, groups, type KustomizationObject } from '@fluxts/flux-api';
import type { EventRecorder } from '@fluxts/runtime';
import { diffAnnotation } from '../own-words.ts';

/** What an event tells. */
export interface Report {
  readonly severity: 'info' | 'error';
  /** The reason of the Ready condition at that moment. */
  readonly reason: string;
  readonly message: string;
  readonly revision?: string | undefined;
  readonly originRevision?: string | undefined;
  /** What changed in detail; see {@link eventDiff}. */
  readonly diff?: string | undefined;
  /** Further metadata under the group's prefix. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Records an event about a Kustomization, with the metadata that notifications go by. */
export function report(
  events: EventRecorder,
  object: KustomizationObject,
  { severity, reason, message, revision, originRevision, diff, metadata }: Report,
): void {
  const annotations = inherited(object);
  for (const [key, value] of Object.entries({ ...metadata, revision, originRevision })) {
    if (value !== undefined && value !== '') annotations[`${groups.kustomize}/${key}`] = value;
  }
  if (diff !== undefined) annotations[diffAnnotation] = diff;
  events.record(object, {
    type: severity === 'error' ? 'Warning' : 'Normal',
    reason,
    message,
    annotations,
  });
}

/** Annotations of the object that are meant for its events. */
function inherited(object: KustomizationObject): Record<string, string> {
  const annotations = Object.entries(object.metadata.annotations ?? {});
  return Object.fromEntries(annotations.filter(([key]) => key.startsWith(eventMetadataPrefix)));
}
