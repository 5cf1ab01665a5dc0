import type { JsonObject } from '@fluxts/base';
import type { ObjectEvent } from '../objects/object-store.ts';
import { encodeObject, type ObjectView } from '../objects/stored-object.ts';
import type { ResourceInfo } from '../resource.ts';
import type { Selection } from './selection.ts';

/** What one client sees of one write. */
export interface VisibleEvent {
  readonly type: 'ADDED' | 'DELETED' | 'MODIFIED';
  readonly view: ObjectView;
}

/**
 * Translates a write for a watch with a selection: an object that begins to match is ADDED for it, and
 * one that no longer does is DELETED, in its last matching state with the revision of the change.
 * @returns undefined when the watch sees nothing of it
 */
export function visibleEvent(
  event: ObjectEvent,
  info: ResourceInfo,
  selection: Selection,
): VisibleEvent | undefined {
  const { type, current, previous } = event;
  if (selection.everything) return { type, view: current.view(info) };
  const before = previous !== undefined && selection.matches(previous.view(info).object);
  if (type === 'DELETED') return before ? { type, view: current.view(info) } : undefined;
  const now = current.view(info);
  if (selection.matches(now.object)) return { type: before ? 'MODIFIED' : 'ADDED', view: now };
  if (previous === undefined || !before) return undefined;
  return { type: 'DELETED', view: atRevision(previous.view(info), event.revision) };
}

function atRevision(view: ObjectView, revision: number): ObjectView {
  const metadata = view.object['metadata'] as JsonObject;
  const object = {
    ...view.object,
    metadata: { ...metadata, resourceVersion: String(revision) },
  };
  return { object, bytes: encodeObject(object) };
}
