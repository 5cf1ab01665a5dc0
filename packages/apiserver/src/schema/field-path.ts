/**
 * Where a value stands in an object, as a chain from the leaf to the root. Walkers make one step per
 * level and only pay for the text when there is something to report. `undefined` is the root.
 */
export interface FieldPath {
  readonly parent: FieldPath | undefined;
  /** A field name, a list index, or a key of a map that is written in brackets. */
  readonly step: string | number | { readonly key: string };
}

/** The path of field `name` below `parent`. */
export function fieldStep(parent: FieldPath | undefined, name: string): FieldPath {
  return { parent, step: name };
}

/** The path of item `index` of the list at `parent`. */
export function indexStep(parent: FieldPath | undefined, index: number): FieldPath {
  return { parent, step: index };
}

/** The path of an entry of a map, written `parent[key]` as in `metadata.labels[a/b]`. */
export function keyStep(parent: FieldPath | undefined, key: string): FieldPath {
  return { parent, step: { key } };
}

/** Builds a path from its steps: `pathOf('spec', 'ports', 0, 'name')`. */
export function pathOf(...steps: readonly (string | number)[]): FieldPath | undefined {
  let path: FieldPath | undefined;
  for (const step of steps) path = { parent: path, step };
  return path;
}

/** Writes a path the way Kubernetes does: `spec.ports[0].name`; the empty string for the root. */
export function formatPath(path: FieldPath | undefined): string {
  const steps: FieldPath['step'][] = [];
  for (let at = path; at !== undefined; at = at.parent) steps.push(at.step);
  let text = '';
  for (const step of steps.reverse()) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (typeof step === 'object') text += `[${step.key}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}
