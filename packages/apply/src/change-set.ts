import type { JsonObject } from '@fluxts/base';
import type { InventoryEntry } from '@fluxts/flux-api';
import type { FieldChange } from '@fluxts/kube';
import type { KubeObject, ObjectRef } from '@fluxts/kube-client';

/** What became of an object. */
export type ApplyAction = 'created' | 'configured' | 'unchanged' | 'skipped';

/** What an apply did with one object. */
export interface AppliedEntry {
  readonly ref: ObjectRef;
  /** Its line of the inventory. */
  readonly entry: InventoryEntry;
  /** `Kind/namespace/name`, as messages name it. */
  readonly name: string;
  readonly action: ApplyAction;
  /** What was applied, with the owner's labels. */
  readonly manifest: JsonObject;
  /** The object as the server has it now; undefined where it was not asked. */
  readonly live: KubeObject | undefined;
  /** The object as it was found; only where it was changed or made anew. */
  readonly before?: KubeObject;
  /** The fields that changed, the values of Secrets masked; empty unless `configured`. */
  readonly changes: readonly FieldChange[];
}

/** Lines such as `Deployment/tenant/app configured`; what did not change, or was left alone on purpose, has none. */
export function changeLines(entries: readonly AppliedEntry[]): string[] {
  return entries
    .filter(({ action }) => action === 'created' || action === 'configured')
    .map(({ name, action }) => `${name} ${action}`);
}
