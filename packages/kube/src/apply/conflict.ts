import { KubeError } from '../error.ts';
import { FieldSet, formatPath } from '../fields/field-set.ts';
import type { PathElement } from '../fields/path-element.ts';
import type { FieldManager } from './managed-fields.ts';

/** A field that somebody else owns with another value. */
export interface ApplyConflict {
  readonly manager: FieldManager;
  readonly path: readonly PathElement[];
  /** The path as the API server words it, for `details.causes[].field`. */
  readonly field: string;
  /** For `details.causes[].message`. */
  readonly message: string;
}

/** Raised when an apply without force would change what others own. The message is the API server's. */
export class ApplyConflictError extends KubeError<'ApplyConflict'> {
  readonly conflicts: readonly ApplyConflict[];

  constructor(conflicts: readonly ApplyConflict[]) {
    super('ApplyConflict', conflictMessage(conflicts), { retry: 'backoff' });
    this.conflicts = conflicts;
  }

  /** The fields in conflict, whoever owns them. */
  get fields(): FieldSet {
    return FieldSet.of(...this.conflicts.map((conflict) => conflict.path));
  }
}

/** One conflict for each field of the set, in path order. */
export function conflictsOf(manager: FieldManager, fields: FieldSet): ApplyConflict[] {
  return [...fields.paths()].map((path) => ({
    manager,
    path,
    field: formatPath(path),
    message: `conflict with ${describe(manager)}`,
  }));
}

function conflictMessage(conflicts: readonly ApplyConflict[]): string {
  const [only] = conflicts;
  if (only !== undefined && conflicts.length === 1) {
    return `Apply failed with 1 conflict: ${only.message}: ${only.field}`;
  }
  const byManager = new Map<string, string[]>();
  for (const { manager, field } of conflicts) {
    const name = describe(manager);
    byManager.set(name, [...(byManager.get(name) ?? []), field]);
  }
  const lines = [...byManager]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, fields]) => [
      `conflicts with ${name}:`,
      ...fields.map((field) => `- ${field}`),
    ]);
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
}

function describe(manager: FieldManager): string {
  let text = JSON.stringify(manager.manager);
  if (manager.subresource !== '') {
    text += ` with subresource ${JSON.stringify(manager.subresource)}`;
  }
  return manager.operation === 'Update' ? `${text} using ${manager.apiVersion}` : text;
}
