import { type JsonObject, getPath, jsonEqual } from '@fluxts/base';
import { forbidden, invalid } from '../schema/field-error.ts';
import { pathOf } from '../schema/field-path.ts';
import type { Report } from './kind-rules.ts';

/** Reports a field that an update changes though it may not. */
export function judgeUnchanged(
  next: JsonObject,
  old: JsonObject | undefined,
  path: readonly string[],
  report: Report,
  detail = 'field is immutable',
): void {
  if (old === undefined) return;
  const value = getPath(next, ...path);
  if (jsonEqual(value ?? null, getPath(old, ...path) ?? null)) return;
  report(invalid(pathOf(...path), value, detail));
}

/** Reports a change of anything in a mapping but some of its fields, as one complaint about the whole. */
export function judgeOnlyChanged(
  next: JsonObject,
  old: JsonObject | undefined,
  path: readonly string[],
  free: readonly string[],
  report: Report,
  detail: string,
): void {
  if (old === undefined) return;
  const fields = new Set([
    ...Object.keys(getPath(next, ...path) ?? {}),
    ...Object.keys(getPath(old, ...path) ?? {}),
  ]);
  for (const field of fields) {
    if (free.includes(field)) continue;
    if (jsonEqual(getPath(next, ...path, field) ?? null, getPath(old, ...path, field) ?? null))
      continue;
    report(forbidden(pathOf(...path), detail));
    return;
  }
}
