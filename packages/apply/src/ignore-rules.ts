import {
  errorMessage,
  getOwn,
  getPath,
  isObject,
  type Json,
  type JsonObject,
  setOwn,
} from '@fluxts/base';
import type { IgnoreRule, ObjectSelector } from '@fluxts/flux-api';
import { GoRegExp } from '@fluxts/gocompat';
import { idOf, managersOf, matchesLabels, parseLabelSelector, parsePointer } from '@fluxts/kube';
import { ApplyError } from './error.ts';
import { ownsPointer } from './pointer-ownership.ts';

/** Which parts of an object others may own. */
export interface IgnoredPaths {
  /** The paths of an object, as pointers split into steps; empty for most. */
  of(object: JsonObject): readonly (readonly string[])[];
}

/**
 * Compiles ignore rules.
 * @throws ApplyError `Selector` for an expression, selector or pointer that cannot be read
 */
export function compileIgnoreRules(rules: readonly IgnoreRule[]): IgnoredPaths {
  const compiled = rules.map(({ paths, target }) => ({
    paths: read('path', () => paths.map(parsePointer)).filter((steps) => steps.length > 0),
    matches: compileSelector(target ?? {}),
  }));
  return {
    of: (object) => compiled.filter(({ matches }) => matches(object)).flatMap(({ paths }) => paths),
  };
}

function compileSelector(selector: ObjectSelector): (object: JsonObject) => boolean {
  const names = (['group', 'version', 'kind', 'name', 'namespace'] as const).flatMap((part) => {
    const pattern = selector[part];
    if (pattern === undefined || pattern === '') return [];
    return [{ part, pattern: read(part, () => new GoRegExp(`^(?:${pattern})$`)) }];
  });
  const fields = (['label', 'annotation'] as const).flatMap((field) => {
    const text = selector[`${field}Selector`];
    if (text === undefined || text === '') return [];
    return [
      { field: `${field}s`, wanted: read(`${field}Selector`, () => parseLabelSelector(text)) },
    ];
  });
  return (object) => {
    const id = idOf(object);
    return (
      names.every(({ part, pattern }) => pattern.test(id[part])) &&
      fields.every(({ field, wanted }) => {
        const found = getPath(object, 'metadata', field);
        return matchesLabels(wanted, isObject(found) ? found : {});
      })
    );
  };
}

function read<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new ApplyError('Selector', `invalid ${what} in spec.ignore: ${errorMessage(error)}`, {
      cause: error,
      retry: 'on-change',
    });
  }
}

/**
 * A manifest that leaves ignored paths of a live object as they are: a path that another applier owns
 * is left out, any other takes the live value. The manifest is not changed.
 */
export function adoptIgnored<T extends JsonObject>(
  manifest: T,
  live: JsonObject,
  paths: readonly (readonly string[])[],
  fieldManager: string,
): T {
  const others = [...managersOf(live).values()].filter(
    ({ operation, manager }) => operation === 'Apply' && manager !== fieldManager,
  );
  let adopted: Json = manifest;
  for (const path of paths) {
    const isOwned = others.some(({ fields }) => ownsPointer(fields, live, path));
    adopted = replaceAt(adopted, path, isOwned ? undefined : valueAt(live, path));
  }
  return adopted as T;
}

function valueAt(value: Json | undefined, path: readonly string[]): Json | undefined {
  let found = value;
  for (const step of path) {
    if (Array.isArray(found)) found = isIndex(step) ? found[Number(step)] : undefined;
    else found = isObject(found) ? getOwn(found, step) : undefined;
  }
  return found;
}

function isIndex(step: string): boolean {
  return /^\d{1,9}$/.test(step);
}

/** The value with a part of it set or, with undefined, left out; as it is where the path leads nowhere. */
function replaceAt(value: Json, path: readonly string[], by: Json | undefined): Json {
  const [step, ...rest] = path;
  if (step === undefined) return by ?? value;
  if (Array.isArray(value)) {
    const item = isIndex(step) ? value[Number(step)] : undefined;
    if (item === undefined) return value;
    // An item itself is never left out: the others would take its place.
    if (rest.length === 0 && by === undefined) return value;
    return value.with(Number(step), replaceAt(item, rest, by));
  }
  if (!isObject(value)) return value;
  const item = getOwn(value, step);
  const copy = { ...value };
  if (rest.length === 0) {
    if (by === undefined) delete copy[step];
    else setOwn(copy, step, by);
    return copy;
  }
  if (item === undefined) return value;
  setOwn(copy, step, replaceAt(item, rest, by));
  return copy;
}
