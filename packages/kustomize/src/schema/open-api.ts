import { getOwn, getPath, isObject, type Json, type JsonObject } from '@fluxts/base';
import { isClusterScoped } from '../model/cluster-scope.ts';
import { scalarText } from '../model/scalar.ts';
import { builtinDefinition, builtinSchemas } from './builtin-schema.ts';
import { type MergeSchema, plainSchema, type SchemaSource } from './merge-schema.ts';

/** How many references one type may lead through; schemas that refer to themselves end here. */
const maxReferences = 32;

/**
 * The types of an OpenAPI document: what `openapi.path` names.
 * @param withBuiltins whether kinds that the document does not have are those of Kubernetes still: so it
 *   is when a directory further down brings the document
 */
export function openApiSchemas(document: Json, withBuiltins: boolean): SchemaSource {
  const definitions = getPath(document, 'definitions');
  const byKind = new Map<string, MergeSchema>();
  if (isObject(definitions)) {
    for (const name of Object.keys(definitions)) {
      const definition = getOwn(definitions, name);
      for (const kind of kindsOf(definition)) {
        byKind.set(kind, new OpenApiSchema(definition as JsonObject, definitions));
      }
    }
  }
  const scopes = readScopes(document);
  return {
    schemaOf: (apiVersion, kind) =>
      byKind.get(`${apiVersion} ${kind}`) ??
      (withBuiltins ? builtinSchemas.schemaOf(apiVersion, kind) : undefined),
    isClusterScoped: (apiVersion, kind) =>
      isClusterScoped(apiVersion, kind) || scopes.get(`${apiVersion} ${kind}`) === 'cluster',
  };
}

/** A single type, with those of Kubernetes to refer to. */
export function openApiType(type: JsonObject): MergeSchema {
  return new OpenApiSchema(type, {});
}

class OpenApiSchema implements MergeSchema {
  readonly #node: JsonObject;
  readonly #definitions: JsonObject;

  constructor(node: JsonObject, definitions: JsonObject) {
    this.#node = node;
    this.#definitions = definitions;
  }

  field(name: string): MergeSchema | undefined {
    const properties = getOwn(this.#node, 'properties');
    const property = isObject(properties) ? getOwn(properties, name) : undefined;
    return this.#resolve(property ?? getOwn(this.#node, 'additionalProperties'));
  }

  get items(): MergeSchema | undefined {
    return this.#resolve(getOwn(this.#node, 'items'));
  }

  get mergeKeys(): readonly string[] | undefined {
    const strategy = scalarText(getOwn(this.#node, 'x-kubernetes-patch-strategy'));
    if (!strategy.split(',').includes('merge')) return undefined;
    const keys = getOwn(this.#node, 'x-kubernetes-list-map-keys');
    if (Array.isArray(keys)) return keys.map(scalarText);
    const key = scalarText(getOwn(this.#node, 'x-kubernetes-patch-merge-key'));
    return key === '' ? [] : [key];
  }

  #resolve(node: Json | undefined): MergeSchema | undefined {
    let current = node;
    for (let count = 0; isObject(current) && count < maxReferences; count++) {
      const reference = getOwn(current, '$ref');
      if (typeof reference !== 'string') return new OpenApiSchema(current, this.#definitions);
      const name = reference.replace(/^#\/definitions\//, '');
      current = getOwn(this.#definitions, name);
      if (current === undefined) return builtinDefinition(name);
    }
    return current === undefined ? undefined : plainSchema;
  }
}

function kindsOf(definition: Json | undefined): string[] {
  const kinds = getPath(definition, 'x-kubernetes-group-version-kind');
  return Array.isArray(kinds) ? kinds.map(kindKey) : [];
}

function kindKey(kind: Json): string {
  const group = scalarText(getPath(kind, 'group'));
  const version = scalarText(getPath(kind, 'version'));
  return `${group === '' ? '' : `${group}/`}${version} ${scalarText(getPath(kind, 'kind'))}`;
}

/** A kind with a path that names a namespace is namespaced. */
function readScopes(document: Json): Map<string, 'namespaced' | 'cluster'> {
  const scopes = new Map<string, 'namespaced' | 'cluster'>();
  const paths = getPath(document, 'paths');
  if (!isObject(paths)) return scopes;
  for (const path of Object.keys(paths)) {
    const kind = getPath(getOwn(paths, path), 'get', 'x-kubernetes-group-version-kind');
    if (kind === undefined) continue;
    const key = kindKey(kind);
    if (path.includes('namespaces/{namespace}')) scopes.set(key, 'namespaced');
    else if (!scopes.has(key)) scopes.set(key, 'cluster');
  }
  return scopes;
}
