import {
  getOwn,
  isObject,
  jsonClone,
  type Json,
  type JsonArray,
  type JsonObject,
  setOwn,
} from '@fluxts/base';
import { KustomizeError } from '../error.ts';
import { pathKey } from '../load/declared-types.ts';
import { nodeKind } from '../model/field-spec.ts';
import { type MergeSchema, plainSchema, type SchemaSource } from '../schema/merge-schema.ts';
import { listDirective, mapDirective } from './directive.ts';
import { mergeByKeys } from './merge-by-keys.ts';

/**
 * Applies a strategic merge patch as kustomize does, which differs from Kubernetes: lists without merge
 * keys are replaced, new items go before old ones, a map never takes the place of a scalar.
 * @param object changed in place where it can be; the result takes its place
 * @param patch is copied, so that nothing of it ends up in the object
 * @param declared types that comments declare, which count more than those of the kind
 * @returns the merged object; undefined when the patch deletes it
 * @throws KustomizeError `Patch`
 */
export function strategicMerge(
  object: JsonObject,
  patch: JsonObject,
  schemas: SchemaSource,
  declared: ReadonlyMap<string, MergeSchema> = new Map(),
): JsonObject | undefined {
  const merged = new Merger(schemas, declared).merge(object, jsonClone(patch), undefined);
  return isObject(merged) ? merged : undefined;
}

/** Merges values. `undefined` stands for what is not there, before and after. */
class Merger {
  readonly #schemas: SchemaSource;
  readonly #declared: ReadonlyMap<string, MergeSchema>;
  readonly #path: string[] = [];

  constructor(schemas: SchemaSource, declared: ReadonlyMap<string, MergeSchema>) {
    this.#schemas = schemas;
    this.#declared = declared;
  }

  /** Merges `source` into `target`. */
  merge(
    target: Json | undefined,
    source: Json | undefined,
    known: MergeSchema | undefined,
  ): Json | undefined {
    const schema =
      this.#declaredType() ?? known ?? this.#schemaOf(target) ?? this.#schemaOf(source);
    const leading = target ?? source;
    if (leading === undefined || leading === null) {
      // A null that is written in the target stays; one in the patch deletes.
      return source === undefined ? target : undefined;
    }
    if (source === undefined && schema === plainSchema) return target;
    expectSameKind(leading, source);
    if (Array.isArray(leading)) {
      return this.#list(target as JsonArray | null | undefined, source as JsonArray | null, schema);
    }
    if (isObject(leading)) {
      return this.#map(
        target as JsonObject | null | undefined,
        source as JsonObject | null,
        schema,
      );
    }
    if (source === undefined) return target;
    return source === null ? undefined : source;
  }

  #declaredType(): MergeSchema | undefined {
    return this.#declared.size === 0 ? undefined : this.#declared.get(pathKey(this.#path));
  }

  #schemaOf(value: Json | undefined): MergeSchema | undefined {
    if (!isObject(value)) return undefined;
    const kind = getOwn(value, 'kind');
    const apiVersion = getOwn(value, 'apiVersion');
    return typeof kind === 'string' && typeof apiVersion === 'string'
      ? this.#schemas.schemaOf(apiVersion, kind)
      : undefined;
  }

  #map(
    target: JsonObject | null | undefined,
    source: JsonObject | null | undefined,
    schema: MergeSchema | undefined,
  ): JsonObject | undefined {
    if (source === null) return undefined;
    let result = target;
    if (source !== undefined) {
      const isNew = isMissing(target);
      const directive = mapDirective(source, isNew);
      if (directive === 'delete') return undefined;
      if (isNew || directive === 'replace') result = source;
    }
    const merged = result as JsonObject;
    const names = Object.keys(merged);
    if (source !== undefined && source !== merged) {
      names.push(...Object.keys(source).filter((name) => !Object.hasOwn(merged, name)));
    }
    for (const name of names) {
      this.#path.push(name);
      const value = this.merge(
        getOwn(merged, name),
        source === undefined ? undefined : getOwn(source, name),
        schema?.field(name),
      );
      this.#path.pop();
      if (value === undefined) delete merged[name];
      else setOwn(merged, name, value);
    }
    return merged;
  }

  #list(
    target: JsonArray | null | undefined,
    source: JsonArray | null | undefined,
    schema: MergeSchema | undefined,
  ): JsonArray | undefined {
    const keys = schema?.mergeKeys;
    if (source === null) return undefined;
    if (keys === undefined) return source ?? (target as JsonArray);
    let result = target;
    if (source !== undefined) {
      if (isMissing(target)) {
        result = source;
      } else {
        const directive = listDirective(source);
        if (directive === 'delete') return undefined;
        if (directive === 'replace') result = source;
      }
    }
    return mergeByKeys(result as JsonArray, source, keys, (left, right) =>
      this.merge(left, right, schema?.items),
    );
  }
}

function isMissing(value: Json | undefined): value is null | undefined {
  return value === undefined || value === null;
}

function expectSameKind(leading: Json, source: Json | undefined): void {
  if (isMissing(source)) return;
  const [wanted, actual] = [nodeKind(leading), nodeKind(source)];
  if (wanted !== actual) {
    throw new KustomizeError('Patch', `wrong node kind: expected ${wanted} but was ${actual}`, {
      retry: 'on-change',
    });
  }
}

/**
 * Takes away the keys that an object's file leaves without a value, as a strategic merge does; those in
 * lists only where the items are merged.
 */
export function dropBlanks(
  object: JsonObject,
  blanks: readonly (readonly (string | number)[])[],
  schema: MergeSchema | undefined,
): void {
  for (const path of blanks) {
    let holder: Json | undefined = object;
    let type = schema;
    for (const step of path.slice(0, -1)) {
      if (typeof step === 'string') {
        holder = isObject(holder) ? getOwn(holder, step) : undefined;
        type = type?.field(step);
      } else {
        holder = Array.isArray(holder) && type?.mergeKeys !== undefined ? holder[step] : undefined;
        type = type?.items;
      }
    }
    const key = path.at(-1);
    if (typeof key === 'string' && isObject(holder) && getOwn(holder, key) === null) {
      delete holder[key];
    }
  }
}
