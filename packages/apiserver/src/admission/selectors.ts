import { type Json, type JsonObject, errorMessage, getPath, isObject } from '@fluxts/base';
import { labelKeyProblems, labelSelectorOf, labelValueProblems, matchesLabels } from '@fluxts/kube';
import { invalid, required } from '../schema/field-error.ts';
import { type FieldPath, pathOf } from '../schema/field-path.ts';
import type { Report } from './kind-rules.ts';

/** Reports labels of a template that are none. */
function judgeLabels(labels: Json | undefined, at: FieldPath | undefined, report: Report): void {
  if (!isObject(labels)) return;
  for (const [key, value] of Object.entries(labels)) {
    for (const problem of labelKeyProblems(key)) report(invalid(at, key, problem));
    if (typeof value !== 'string') continue;
    for (const problem of labelValueProblems(value)) report(invalid(at, value, problem));
  }
}

/** Judges a workload's selector, which must be there and select the workload's own pods. */
export function judgeSelector(workload: JsonObject, report: Report): void {
  const selector = getPath(workload, 'spec', 'selector');
  const at = pathOf('spec', 'selector');
  if (!isObject(selector)) {
    report(required(at));
    return;
  }
  const labels = getPath(workload, 'spec', 'template', 'metadata', 'labels');
  const labelsAt = pathOf('spec', 'template', 'metadata', 'labels');
  judgeLabels(labels, labelsAt, report);
  try {
    const parsed = labelSelectorOf(selector) ?? [];
    if (parsed.length === 0) {
      report(invalid(at, selector, 'empty selector is invalid for deployment'));
    } else if (!matchesLabels(parsed, isObject(labels) ? labels : {})) {
      report(
        invalid(
          labelsAt,
          isObject(labels) ? labels : {},
          '`selector` does not match template `labels`',
        ),
      );
    }
  } catch (error) {
    report(invalid(at, selector, errorMessage(error)));
  }
}
