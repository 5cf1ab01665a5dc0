import { type JsonObject, getOwn, isObject, jsonClone, setOwn } from '@fluxts/base';
import { type Schema, builtinSchemas } from '@fluxts/kube';
import type { ResourceInfo } from '../resource.ts';
import { builtinName, customName, reference, scalarTypes } from './naming.ts';

/**
 * The `components.schemas` of one document: collects the schemas of kinds and of every type that they
 * are made of, each once.
 */
export class SchemaComponents {
  readonly #components = new Map<string, JsonObject>();

  /** The collected schemas, sorted by name. */
  toJson(): JsonObject {
    const names = [...this.#components.keys()].sort();
    return Object.fromEntries(names.map((name) => [name, this.#components.get(name) ?? {}]));
  }

  /** Adds a served kind and its list. Returns the names of both. */
  addKind(info: ResourceInfo): { readonly kind: string; readonly list: string } {
    const gvk = { group: info.group, kind: info.kind, version: info.version };
    const custom = info.openApiSchema;
    const kind =
      custom === undefined ? this.#addType(info.schema, info) : this.#addCustom(info, custom);
    tag(this.#components.get(kind), gvk);
    const list = `${kind}List`;
    this.#components.set(list, this.#listOf(kind, info));
    return { kind, list };
  }

  /** Adds a built-in type by its name in the schema tables, tagged with a group, version and kind. */
  addNamed(typeName: string, gvk?: JsonObject): string {
    const schema = builtinSchemas.typeNamed(typeName);
    const name = schema === undefined ? builtinName(typeName) : this.#addType(schema);
    if (gvk !== undefined) tag(this.#components.get(name), gvk);
    return name;
  }

  #addCustom(info: ResourceInfo, source: JsonObject): string {
    const name = customName(info.group, info.version, info.kind);
    if (this.#components.has(name)) return name;
    const schema = jsonClone(source);
    const properties = getOwn(schema, 'properties');
    schema['properties'] = {
      ...(isObject(properties) ? properties : {}),
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: refer(this.addNamed('meta/v1.ObjectMeta')),
    };
    this.#components.set(name, schema);
    return name;
  }

  #listOf(kind: string, info: ResourceInfo): JsonObject {
    const list: JsonObject = {
      type: 'object',
      required: ['items'],
      properties: {
        apiVersion: { type: 'string' },
        items: { type: 'array', items: refer(kind) },
        kind: { type: 'string' },
        metadata: refer(this.addNamed('meta/v1.ListMeta')),
      },
    };
    tag(list, { group: info.group, kind: info.listKind, version: info.version });
    return list;
  }

  #addType(schema: Schema, info?: ResourceInfo): string {
    const name =
      schema.typeName === undefined
        ? customName(info?.group ?? 'unknown', info?.version ?? 'v1', info?.kind ?? 'Object')
        : builtinName(schema.typeName);
    if (this.#components.has(name)) return name;
    const made: JsonObject = { type: 'object' };
    // Put in before its fields are read: types may hold themselves.
    this.#components.set(name, made);
    const properties: JsonObject = {};
    for (const field of schema.fieldNames) {
      const child = schema.field(field);
      if (child !== undefined) setOwn(properties, field, this.#field(child));
    }
    if (schema.fieldNames.length > 0) made['properties'] = properties;
    if (schema.required.length > 0) made['required'] = [...schema.required];
    if (schema.atomic) made['x-kubernetes-map-type'] = 'atomic';
    return name;
  }

  /** A value's schema with what its field says: merge strategy, list type, default. */
  #field(schema: Schema): JsonObject {
    const made = this.#value(schema);
    const { patch } = schema;
    const strategies = [
      ...(patch.merge ? ['merge'] : []),
      ...(patch.retainKeys ? ['retainKeys'] : []),
      ...(patch.replace ? ['replace'] : []),
    ];
    if (strategies.length > 0) made['x-kubernetes-patch-strategy'] = strategies.join(',');
    if (patch.mergeKey !== undefined) made['x-kubernetes-patch-merge-key'] = patch.mergeKey;
    if (schema.type === 'array') {
      made['x-kubernetes-list-type'] = schema.listType;
      if (schema.listKeys.length > 0) made['x-kubernetes-list-map-keys'] = [...schema.listKeys];
    } else if (schema.type === 'object' && schema.atomic) {
      made['x-kubernetes-map-type'] = 'atomic';
    }
    if (schema.default !== undefined) made['default'] = jsonClone(schema.default);
    if (schema.enum !== undefined) made['enum'] = [...schema.enum];
    return made;
  }

  #value(schema: Schema): JsonObject {
    switch (schema.type) {
      case 'object':
        if (schema.values !== undefined) {
          return { type: 'object', additionalProperties: this.#value(schema.values) };
        }
        return schema.typeName === undefined ? { type: 'object' } : refer(this.#addType(schema));
      case 'array':
        return {
          type: 'array',
          items: schema.items === undefined ? {} : this.#value(schema.items),
        };
      case 'int-or-string':
        return schema.format === 'quantity'
          ? this.#scalar(scalarTypes.quantity, { oneOf: [{ type: 'string' }, { type: 'number' }] })
          : this.#scalar(scalarTypes.intOrString, {
              format: 'int-or-string',
              oneOf: [{ type: 'integer' }, { type: 'string' }],
            });
      case 'any':
        return this.#scalar(scalarTypes.rawExtension, { type: 'object' });
      case 'string':
        if (schema.format === 'date-time') {
          return this.#scalar(scalarTypes.time, { type: 'string', format: 'date-time' });
        }
        if (schema.format === 'date-time-micro') {
          return this.#scalar(scalarTypes.microTime, { type: 'string', format: 'date-time' });
        }
        return withFormat(schema);
      case 'integer':
      case 'number':
      case 'boolean':
      default:
        return withFormat(schema);
    }
  }

  #scalar(name: string, schema: JsonObject): JsonObject {
    if (!this.#components.has(name)) this.#components.set(name, schema);
    return refer(name);
  }
}

function withFormat(schema: Schema): JsonObject {
  return schema.format === undefined
    ? { type: schema.type }
    : { type: schema.type, format: schema.format };
}

/** A reference in a shape that may stand beside other keywords. */
function refer(name: string): JsonObject {
  return { allOf: [{ $ref: reference(name) }] };
}

function tag(schema: JsonObject | undefined, gvk: JsonObject): void {
  if (schema === undefined) return;
  const key = 'x-kubernetes-group-version-kind';
  const tags = getOwn(schema, key);
  schema[key] = [...(Array.isArray(tags) ? tags : []), gvk];
}
