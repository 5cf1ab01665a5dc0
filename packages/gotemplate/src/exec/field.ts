import { holdsInterfaces, typeOf } from '../value/types.ts';
import { GoObject, type GoMethod, type GoValue, isMap } from '../value/value.ts';
import type { Frame } from './frame.ts';

/** A value met on the way along `.a.b.c`. */
export interface Step {
  value: GoValue;
  /** Whether its type is an interface. */
  boxed: boolean;
}

/**
 * Follows one name from a value, in place.
 * @param hasArguments whether arguments are given, which only a method takes
 * @param call what calls a method
 * @throws GoTemplateError
 */
export function stepInto(
  frame: Frame,
  step: Step,
  name: string,
  hasArguments: boolean,
  call: (method: GoMethod) => GoValue,
): void {
  const { value } = step;
  if (value === undefined) {
    if (frame.missingKey === 'error') frame.fail(`nil data; no entry for key "${name}"`);
    return;
  }
  if (value === null) frame.fail(`nil pointer evaluating interface {}.${name}`);
  if (value instanceof GoObject) {
    stepIntoObject(frame, step, value, name, hasArguments, call);
    return;
  }
  if (!isMap(value)) {
    const type = step.boxed ? 'interface {}' : typeOf(value);
    frame.fail(`can't evaluate field ${name} in type ${type}`);
  }
  if (hasArguments) frame.fail(`${name} is not a method but has arguments`);
  step.boxed = holdsInterfaces(value);
  if (Object.hasOwn(value, name)) {
    step.value = value[name] ?? null;
    return;
  }
  if (frame.missingKey === 'error') frame.fail(`map has no entry for key "${name}"`);
  step.value = frame.missingKey === 'zero' ? zeroElement(value) : undefined;
}

/** What a map of its type has for a key that is not there. */
function zeroElement(map: GoValue): GoValue {
  if (holdsInterfaces(map)) return null;
  return typeOf(map).endsWith(']string') ? '' : null;
}

function stepIntoObject(
  frame: Frame,
  step: Step,
  object: GoObject,
  name: string,
  hasArguments: boolean,
  call: (method: GoMethod) => GoValue,
): void {
  const method = object.method(name);
  if (method !== undefined) {
    step.value = call(method);
    step.boxed = false;
    return;
  }
  const found = object.field(name);
  if (found === undefined && object.kind !== 'map') {
    const type = step.boxed ? 'interface {}' : object.typeName;
    frame.fail(`can't evaluate field ${name} in type ${type}`);
  }
  if (hasArguments) {
    frame.fail(
      object.kind === 'map'
        ? `${name} is not a method but has arguments`
        : `${name} has arguments but cannot be invoked as function`,
    );
  }
  if (found === undefined && frame.missingKey === 'error') {
    frame.fail(`map has no entry for key "${name}"`);
  }
  step.value = found;
  step.boxed = false;
}
