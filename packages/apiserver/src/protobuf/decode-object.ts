import { isObject, type Json, type JsonObject, setOwn } from '@fluxts/base';
import { builtinSchemas, type Schema } from '@fluxts/kube';
import { parseJson } from '@fluxts/yaml';
import { ApiError, badRequest } from '../api-error.ts';
import { MessageTypes } from './message-types.ts';
import { readFields, type WireField } from './wire-reader.ts';

/** The media type of Kubernetes' protobuf encoding. */
export const protobufMediaType = 'application/vnd.kubernetes.protobuf';

const magic = Buffer.from('k8s\0');
const deepest = 64;
const nanosecondsPerSecond = 1_000_000_000;

/**
 * Reads built-in objects in protobuf, which `kubectl create` sends them in. Answers are JSON always: every
 * client that sends protobuf takes that.
 */
export class ProtobufDecoder {
  readonly #types = new MessageTypes();

  /**
   * Decodes the envelope and the object within.
   * @throws ApiError `BadRequest`, `UnsupportedMediaType` for a kind that is not built in
   */
  decode(body: Buffer): JsonObject {
    if (!body.subarray(0, magic.length).equals(magic)) {
      throw badRequest('the body of the request does not begin as Kubernetes protobuf does');
    }
    let apiVersion = '';
    let kind = '';
    let raw: Buffer = Buffer.alloc(0);
    for (const { number, bytes } of readFields(body.subarray(magic.length))) {
      if (number === 2) raw = bytes;
      if (number !== 1) continue;
      for (const field of readFields(bytes)) {
        if (field.number === 1) apiVersion = field.bytes.toString('utf8');
        if (field.number === 2) kind = field.bytes.toString('utf8');
      }
    }
    const schema =
      builtinSchemas.schemaOf(apiVersion, kind) ?? builtinSchemas.schemaOf('meta/v1', kind);
    if (schema?.typeName === undefined) {
      throw new ApiError(
        'UnsupportedMediaType',
        `${kind} in version ${JSON.stringify(apiVersion)} has no protobuf form here: send JSON`,
      );
    }
    return { apiVersion, kind, ...this.#message(raw, schema, schema.typeName, 0) };
  }

  #message(bytes: Buffer, schema: Schema, typeName: string, depth: number): JsonObject {
    const object: JsonObject = {};
    this.#fill(object, bytes, schema, typeName, depth);
    return object;
  }

  #fill(object: JsonObject, bytes: Buffer, schema: Schema, typeName: string, depth: number): void {
    if (depth > deepest) throw badRequest('the object is nested too deeply');
    const type = this.#types.find(typeName);
    if (type === undefined) throw badRequest(`${typeName} has no protobuf form here: send JSON`);
    for (const field of readFields(bytes)) {
      const known = type.get(field.number);
      if (known === undefined) continue;
      if (known.embedded !== undefined) {
        this.#fill(object, field.bytes, schema, known.embedded, depth + 1);
        continue;
      }
      const child = schema.field(known.name);
      if (child === undefined) continue;
      this.#take(object, known.name, child, field, depth);
      if (!known.keepsZero && isNothing(object[known.name])) delete object[known.name];
    }
  }

  #take(object: JsonObject, name: string, schema: Schema, field: WireField, depth: number): void {
    if (schema.type === 'array' && schema.items !== undefined) {
      const list = (object[name] ??= []) as Json[];
      list.push(this.#value(schema.items, field, depth));
      return;
    }
    if (schema.type === 'object' && schema.values !== undefined) {
      const map = (object[name] ??= {}) as JsonObject;
      this.#entry(map, schema.values, field.bytes, depth);
      return;
    }
    object[name] = this.#value(schema, field, depth);
  }

  #entry(map: JsonObject, schema: Schema, bytes: Buffer, depth: number): void {
    let key = '';
    let value: Json | undefined;
    for (const field of readFields(bytes)) {
      if (field.number === 1) key = field.bytes.toString('utf8');
      if (field.number === 2) value = this.#value(schema, field, depth);
    }
    setOwn(map, key, value ?? '');
  }

  #value(schema: Schema, field: WireField, depth: number): Json {
    const { bytes, varint } = field;
    switch (schema.type) {
      case 'string':
        return text(schema, bytes);
      case 'boolean':
        return varint !== 0n;
      case 'integer':
        return integer(varint);
      case 'number':
        return field.wireType === 1 ? bytes.readDoubleLE(0) : Number(varint);
      case 'int-or-string':
        return schema.format === 'quantity' ? wrappedText(bytes) : intOrString(bytes);
      case 'any':
        return wrappedJson(bytes);
      case 'array': {
        // A list within a map is a message of its own, with the items as its first field.
        const items = schema.items;
        if (items === undefined) return [];
        return [...readFields(bytes)].map((item) => this.#value(items, item, depth + 1));
      }
      case 'object':
        return schema.typeName === undefined
          ? {}
          : this.#message(bytes, schema, schema.typeName, depth + 1);
      default:
        return schema.type satisfies never;
    }
  }
}

/** What Go leaves out of JSON under `omitempty`. */
function isNothing(value: Json | undefined): boolean {
  if (isObject(value)) return Object.keys(value).length === 0;
  return value === '' || value === 0 || value === false || value === null;
}

function text(schema: Schema, bytes: Buffer): Json {
  const { format } = schema;
  if (format === 'byte') return bytes.toString('base64');
  if (format === 'date-time' || format === 'date-time-micro') {
    return time(bytes, format === 'date-time-micro');
  }
  return bytes.toString('utf8');
}

/** Varints hold negative numbers as their two's complement. */
function integer(varint: bigint): Json {
  const value = BigInt.asIntN(64, varint);
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

function time(bytes: Buffer, micro: boolean): Json {
  let seconds = 0;
  let nanoseconds = 0;
  for (const { number, varint } of readFields(bytes)) {
    if (number === 1) seconds = Number(BigInt.asIntN(64, varint));
    if (number === 2) nanoseconds = Number(varint);
  }
  // An empty message is Go's zero time, which JSON writes as null.
  if (seconds === 0 && nanoseconds === 0) return null;
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime()) || nanoseconds >= nanosecondsPerSecond) {
    throw badRequest('the object holds a time that is none');
  }
  const whole = date.toISOString().slice(0, 19);
  const fraction = String(Math.floor(nanoseconds / 1000)).padStart(6, '0');
  return micro ? `${whole}.${fraction}Z` : `${whole}Z`;
}

function intOrString(bytes: Buffer): Json {
  let isText = false;
  let number: Json = 0;
  let string = '';
  for (const field of readFields(bytes)) {
    if (field.number === 1) isText = field.varint === 1n;
    if (field.number === 2) number = integer(field.varint);
    if (field.number === 3) string = field.bytes.toString('utf8');
  }
  return isText ? string : number;
}

/** A message with a text as its first field, as quantities are. */
function wrappedText(bytes: Buffer): Json {
  for (const { number, bytes: value } of readFields(bytes)) {
    if (number === 1) return value.toString('utf8');
  }
  return '0';
}

/** A message with JSON as its first field, as raw extensions are. */
function wrappedJson(bytes: Buffer): Json {
  for (const { number, bytes: value } of readFields(bytes)) {
    if (number === 1) return parseJson(value.toString('utf8'));
  }
  return null;
}
