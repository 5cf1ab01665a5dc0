import type { FieldCause } from '../resource.ts';
import { invalid, required } from '../schema/field-error.ts';
import type { FieldPath } from '../schema/field-path.ts';

/** What is wrong with a name: one of the name checks of `@fluxts/kube`. */
export type NameCheck = (value: string) => readonly string[];

/** The complaints about a name that must be there: it is empty, or the check finds fault with it. */
export function nameCauses(
  value: string | undefined,
  at: FieldPath | string,
  check: NameCheck,
): readonly FieldCause[] {
  if (value === undefined || value === '') return [required(at)];
  return check(value).map((problem) => invalid(at, value, problem));
}
