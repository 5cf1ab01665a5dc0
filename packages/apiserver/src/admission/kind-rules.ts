import type { JsonObject } from '@fluxts/base';
import type { FieldCause, WriteContext } from '../resource.ts';

/** Takes in complaints as a rule finds them. */
export type Report = (...causes: readonly FieldCause[]) => void;

/**
 * What a built-in kind does beyond its schema. Drafts are changed in place; `old` is frozen. A kind
 * without rules is checked by its schema alone.
 */
export interface KindRules {
  /** Fills in what the kind defaults to. Works on whole objects, statuses included. */
  readonly defaults?: (draft: JsonObject) => void;
  /** Changes made by a write of the object itself, such as allocations. @throws ApiError to refuse */
  readonly prepare?: (
    draft: JsonObject,
    old: JsonObject | undefined,
    context: WriteContext,
  ) => void;
  /** Judges a write of the object itself (not of its status). */
  readonly validate?: (
    next: JsonObject,
    old: JsonObject | undefined,
    report: Report,
    context: WriteContext,
  ) => void;
  /** Texts for `Warning` headers. */
  readonly warnings?: (next: JsonObject) => readonly string[];
  /** See `ResourceBehaviour.convert`; `apiVersion` is set afterwards. */
  readonly convert?: (draft: JsonObject, fromVersion: string) => void;
  /** See `ResourceBehaviour.beginDelete`. */
  readonly beginDelete?: (draft: JsonObject, context: WriteContext) => void;
}
