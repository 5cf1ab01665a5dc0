import type { JsonObject } from '@fluxts/base';
import { ApplyConflictError, conflictsOf } from './conflict.ts';
import { type Comparison, compare } from './compare.ts';
import type { FieldManager, FieldManagers } from './managed-fields.ts';
import type { Schema } from '../schema/schema.ts';

/** What {@link transfer} takes. */
export interface TransferRequest {
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly schema: Schema;
  readonly managers: FieldManagers;
  /** The id of the manager who writes; its own fields are left alone. */
  readonly writer: string;
  /** Takes changed fields over instead of raising a conflict. */
  readonly force: boolean;
}

/**
 * Takes the fields that a write changed or removed away from everybody but the writer. A manager
 * who is left with nothing goes.
 * @throws ApplyConflictError without force, when a changed field belongs to somebody else
 */
export function transfer(request: TransferRequest): {
  readonly managers: Map<string, FieldManager>;
  readonly comparison: Comparison;
} {
  const comparison = compare(request.before, request.after, request.schema);
  const changed = comparison.modified.union(comparison.added);
  const managers = new Map<string, FieldManager>();
  const conflicts = [];
  for (const [id, manager] of request.managers) {
    if (id === request.writer) {
      managers.set(id, manager);
      continue;
    }
    const lost = manager.fields.intersection(changed);
    if (!lost.empty && !request.force) conflicts.push(...conflictsOf(manager, lost));
    const fields = manager.fields.difference(lost).difference(comparison.removed);
    if (!fields.empty) managers.set(id, { ...manager, fields });
  }
  if (conflicts.length > 0) throw new ApplyConflictError(conflicts);
  return { managers, comparison };
}
