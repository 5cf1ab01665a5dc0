import { getOwn, isObject, type Json, type JsonObject } from '@fluxts/base';
import { KustomizeError } from '../error.ts';
import { slotOf, type Slot, visitField } from '../model/field-spec.ts';
import type { FieldSpec } from '../model/field-spec.ts';
import { formatGvk, sameGvk } from '../model/gvk.ts';
import { isClusterKind } from '../model/gvk.ts';
import { type ResId, sameId } from '../model/res-id.ts';
import type { ResourceSet } from '../model/resource-set.ts';
import { scalarText } from '../model/scalar.ts';
import { lookupField, splitFieldPath } from './field-path.ts';

/** A `vars` entry: `$(NAME)` stands for a field of an object. */
export interface Variable {
  readonly name: string;
  readonly object: ResId;
  readonly fieldPath: string;
}

/** Variables by name. */
export type Variables = ReadonlyMap<string, Variable>;

/** `{name Kind.version.group {field}}`, as kustomize prints it. */
export function formatVariable({ name, object, fieldPath }: Variable): string {
  return `{${name} ${formatGvk(object)} {${fieldPath}}}`;
}

/**
 * Ties the variables that a directory declares to the objects they read.
 * @throws KustomizeError `Variable` when one may mean several
 */
export function bindVariables(resources: ResourceSet, declared: readonly Variable[]): void {
  for (const variable of declared) {
    const { object } = variable;
    const matches = resources
      .byAnyName(object.name)
      .filter((resource) =>
        [...resource.previousIds, resource.id].some((id) =>
          object.namespace !== '' || isClusterKind(object)
            ? sameId(object, id)
            : id.name === object.name && sameGvk(object, id),
        ),
      );
    if (matches.length > 1) {
      throw fail(
        `found ${matches.length} resId matches for var ${formatVariable(variable)} (unable to disambiguate)`,
      );
    }
    matches[0]?.variables.push(variable.name);
  }
}

/** Adds variables to others. @throws KustomizeError `Variable` for a name that is taken */
export function mergeVariables(base: Variables, added: Iterable<Variable>): Variables {
  const merged = new Map(base);
  for (const variable of added) {
    if (merged.has(variable.name)) {
      throw fail(`var '${variable.name}' already encountered`);
    }
    merged.set(variable.name, variable);
  }
  return merged;
}

/**
 * Puts the values of variables where `$(NAME)` stands.
 * @returns the names of variables that nothing refers to
 * @throws KustomizeError `Variable` when a variable's object or field is missing
 */
export function resolveVariables(
  resources: ResourceSet,
  variables: Variables,
  fieldSpecs: readonly FieldSpec[],
): string[] {
  if (variables.size === 0) return [];
  const values = new Map<string, Json>();
  const names = [...variables.keys()].sort();
  for (const name of names) {
    values.set(name, readVariable(resources, variables.get(name) as Variable));
  }
  const used = new Set<string>();
  const replace = (text: string): Json =>
    expand(text, (name) => {
      const value = values.get(name);
      if (value === undefined || value === null || typeof value === 'object') return undefined;
      used.add(name);
      return value;
    });
  for (const resource of resources.list) {
    for (const spec of fieldSpecs) visitField(resource, spec, (slot) => expandSlot(slot, replace));
  }
  return names.filter((name) => !used.has(name));
}

function readVariable(resources: ResourceSet, variable: Variable): Json {
  const resource = resources.list.find(({ variables }) => variables.includes(variable.name));
  if (resource === undefined) {
    throw fail(
      `var '${formatVariable(variable)}' cannot be mapped to a field in the set of known resources`,
    );
  }
  const path = splitFieldPath(variable.fieldPath).flatMap(splitIndex);
  const value = lookupField(resource.object, path);
  if (value === undefined) {
    throw fail(
      `field specified in var '${formatVariable(variable)}' not found in corresponding resource`,
    );
  }
  return value;
}

/** Variables write an index behind the name of a list: `ports[0]`. */
function splitIndex(step: string): string[] {
  const match = /^([^[\]]+)\[([0-9]+)\]$/.exec(step);
  return match === null ? [step] : [match[1] as string, match[2] as string];
}

function expandSlot(slot: Slot, replace: (text: string) => Json): void {
  const { value } = slot;
  if (typeof value === 'string') slot.set(replace(value));
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (typeof item !== 'string') throw fail('invalid value type expect a string');
      slotOf(value, index).set(replace(item));
    }
  } else if (isObject(value)) {
    expandMap(value, replace);
  }
}

function expandMap(map: JsonObject, replace: (text: string) => Json): void {
  for (const key of Object.keys(map)) {
    const value = getOwn(map, key);
    if (typeof value === 'string') slotOf(map, key).set(replace(value));
  }
}

/**
 * Replaces `$(NAME)` in a text; `$$` is a dollar, and what nobody knows stays. A text that is nothing but
 * one variable becomes its value, number or boolean included.
 */
function expand(text: string, lookup: (name: string) => Json | undefined): Json {
  let result = '';
  let at = 0;
  for (;;) {
    const dollar = text.indexOf('$', at);
    if (dollar < 0 || dollar === text.length - 1) return result + text.slice(at);
    result += text.slice(at, dollar);
    const next = text[dollar + 1] as string;
    const close = next === '(' ? text.indexOf(')', dollar) : -1;
    if (close < 0) {
      result += next === '$' ? '$' : `$${next}`;
      at = dollar + 2;
      continue;
    }
    const value = lookup(text.slice(dollar + 2, close));
    if (value !== undefined && dollar === 0 && close === text.length - 1) return value;
    result += value === undefined ? text.slice(dollar, close + 1) : scalarText(value);
    at = close + 1;
  }
}

function fail(message: string): KustomizeError {
  return new KustomizeError('Variable', message, { retry: 'on-change' });
}
