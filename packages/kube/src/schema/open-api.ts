import { getOwn, getString, isObject, type Json, type JsonObject } from '@fluxts/base';
import { builtinSchemas } from './builtin-table.ts';
import {
  defaultPatchStrategy,
  type ListType,
  type PatchStrategy,
  type Schema,
  type SchemaType,
  untypedSchema,
} from './schema.ts';

/**
 * Reads an OpenAPI v3 schema node of a CustomResourceDefinition. The node must not be changed
 * afterwards. A node that says nothing takes anything.
 */
export function openApiSchema(node: JsonObject): Schema {
  return new OpenApiSchema(node);
}

/**
 * The schemas of all versions of a CustomResourceDefinition, by version name. `apiVersion`, `kind`
 * and `metadata` are those of every object; a version without a schema keeps everything.
 */
export function crdSchemas(crd: JsonObject): Map<string, Schema> {
  const schemas = new Map<string, Schema>();
  const spec = getOwn(crd, 'spec');
  if (!isObject(spec)) return schemas;
  const versions = getOwn(spec, 'versions');
  for (const version of Array.isArray(versions) ? versions : []) {
    const name = getString(version, 'name');
    if (name === undefined || !isObject(version)) continue;
    const holder = getOwn(version, 'schema');
    const node = isObject(holder) ? getOwn(holder, 'openAPIV3Schema') : undefined;
    schemas.set(name, rootSchema(isObject(node) ? node : undefined));
  }
  return schemas;
}

/**
 * The schema of a whole object, from the OpenAPI node of its version.
 * @param node undefined when nothing is known of the kind
 */
export function rootSchema(node: JsonObject | undefined): Schema {
  return new OpenApiSchema(
    node ?? { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    true,
  );
}

const noPreserve = 'x-kubernetes-preserve-unknown-fields';

class OpenApiSchema implements Schema {
  readonly openapi: JsonObject;
  readonly type: SchemaType;
  readonly patch: PatchStrategy = defaultPatchStrategy;
  readonly #wholeObject: boolean;
  readonly #fields = new Map<string, Schema>();
  readonly #properties: JsonObject | undefined;
  #items: Schema | undefined;
  #values: Schema | undefined;

  constructor(node: JsonObject, wholeObject = false) {
    this.openapi = node;
    this.type = typeOf(node);
    this.#wholeObject = wholeObject || getOwn(node, 'x-kubernetes-embedded-resource') === true;
    const properties = getOwn(node, 'properties');
    this.#properties = isObject(properties) ? properties : undefined;
  }

  get format(): string | undefined {
    return getString(this.openapi, 'format');
  }

  get fieldNames(): readonly string[] {
    const names = new Set(Object.keys(this.#properties ?? {}));
    if (this.#wholeObject) for (const name of ['apiVersion', 'kind', 'metadata']) names.add(name);
    return [...names].sort();
  }

  get values(): Schema | undefined {
    if (this.#values !== undefined) return this.#values;
    const node = getOwn(this.openapi, 'additionalProperties');
    if (isObject(node)) this.#values = new OpenApiSchema(node);
    else if (node === true) this.#values = untypedSchema;
    return this.#values;
  }

  get items(): Schema | undefined {
    if (this.#items !== undefined) return this.#items;
    const node = getOwn(this.openapi, 'items');
    if (isObject(node)) this.#items = new OpenApiSchema(node);
    return this.#items;
  }

  get required(): readonly string[] {
    const names = getOwn(this.openapi, 'required');
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string').sort() : [];
  }

  get default(): Json | undefined {
    return getOwn(this.openapi, 'default');
  }

  get enum(): readonly Json[] | undefined {
    const values = getOwn(this.openapi, 'enum');
    return Array.isArray(values) ? values : undefined;
  }

  get nullable(): boolean {
    return getOwn(this.openapi, 'nullable') === true;
  }

  get preserveUnknown(): boolean {
    return this.type === 'any' || getOwn(this.openapi, noPreserve) === true;
  }

  get embeddedResource(): boolean {
    return getOwn(this.openapi, 'x-kubernetes-embedded-resource') === true;
  }

  get listType(): ListType {
    const type = getOwn(this.openapi, 'x-kubernetes-list-type');
    return type === 'map' || type === 'set' ? type : 'atomic';
  }

  get listKeys(): readonly string[] {
    const keys = getOwn(this.openapi, 'x-kubernetes-list-map-keys');
    return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [];
  }

  get atomic(): boolean {
    return getOwn(this.openapi, 'x-kubernetes-map-type') === 'atomic';
  }

  get typeName(): undefined {
    return undefined;
  }

  field(name: string): Schema | undefined {
    const known = this.#fields.get(name);
    if (known !== undefined) return known;
    if (this.#wholeObject) {
      // Whatever the author wrote for these three, the server takes its own.
      if (name === 'metadata') return builtinSchemas.typeNamed('meta/v1.ObjectMeta');
      if (name === 'apiVersion' || name === 'kind') {
        return builtinSchemas.typeNamed('meta/v1.TypeMeta')?.field(name);
      }
    }
    const node = this.#properties === undefined ? undefined : getOwn(this.#properties, name);
    if (!isObject(node)) return undefined;
    const schema = new OpenApiSchema(node);
    this.#fields.set(name, schema);
    return schema;
  }
}

function typeOf(node: JsonObject): SchemaType {
  if (getOwn(node, 'x-kubernetes-int-or-string') === true) return 'int-or-string';
  const type = getString(node, 'type') ?? '';
  switch (type) {
    case 'object':
    case 'array':
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return type;
    default:
      if (getOwn(node, 'properties') !== undefined) return 'object';
      if (getOwn(node, 'additionalProperties') !== undefined) return 'object';
      return getOwn(node, 'items') === undefined ? 'any' : 'array';
  }
}
