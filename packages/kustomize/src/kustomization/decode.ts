import { getOwn, isObject, type Json, type JsonObject, setOwn } from '@fluxts/base';
import { KustomizeError } from '../error.ts';
import { scalarText } from '../model/scalar.ts';
import type { Shape } from './shape.ts';

/** How strictly a value is read. */
export interface DecodeOptions {
  /** Go's name for the type, in messages: `Kustomization`. */
  readonly typeName: string;
  /** Refuse fields that the type does not have; else they are left out. */
  readonly strict: boolean;
  /** Says where a path is, for errors. */
  readonly locate?: (path: readonly (string | number)[]) => { file: string; line?: number };
}

/**
 * Reads a value into a type as Go's JSON decoder does: names of fields in any case, null as nothing,
 * every field of the right type or an error. The result has the type's own spelling of the names.
 * @throws KustomizeError `KustomizationFile`, in Go's words
 */
export function decode(value: Json, shape: Shape, options: DecodeOptions): JsonObject {
  const decoded = new Decoder(options).value(value, shape, []);
  return isObject(decoded) ? decoded : {};
}

class Decoder {
  readonly #options: DecodeOptions;

  constructor(options: DecodeOptions) {
    this.#options = options;
  }

  value(value: Json, shape: Shape, path: readonly (string | number)[]): Json | undefined {
    if (value === null) return undefined;
    if (shape === 'any') return value;
    if (typeof shape === 'string') return this.#scalar(value, shape, path);
    if ('list' in shape) {
      if (!Array.isArray(value)) return this.#mismatch(value, shape, path);
      return value.map(
        (item, at) => this.value(item, shape.list, [...path, at]) ?? zero(shape.list),
      );
    }
    if (!isObject(value)) return this.#mismatch(value, shape, path);
    return 'map' in shape
      ? this.#map(value, shape.map, path)
      : this.#fields(value, shape.fields, path);
  }

  #map(value: JsonObject, shape: Shape, path: readonly (string | number)[]): JsonObject {
    const result: JsonObject = {};
    for (const key of Object.keys(value)) {
      const item = this.value(getOwn(value, key) as Json, shape, [...path, key]);
      setOwn(result, key, item ?? zero(shape));
    }
    return result;
  }

  #fields(
    value: JsonObject,
    fields: Readonly<Record<string, Shape>>,
    path: readonly (string | number)[],
  ): JsonObject {
    const result: JsonObject = {};
    for (const key of Object.keys(value)) {
      const name = Object.hasOwn(fields, key) ? key : sameName(fields, key);
      if (name === undefined) {
        if (!this.#options.strict) continue;
        throw this.#error(`json: unknown field "${key}"`, [...path, key]);
      }
      const field = this.value(getOwn(value, key) as Json, fields[name] as Shape, [...path, key]);
      if (field !== undefined) result[name] = field;
    }
    return result;
  }

  #scalar(
    value: Json,
    shape: 'string' | 'bool' | 'int',
    path: readonly (string | number)[],
  ): Json | undefined {
    if (shape === 'string') {
      if (typeof value === 'string') return value;
      // The lenient way is that of Go's YAML, which makes text of numbers.
      if (!this.#options.strict && typeof value !== 'object') return scalarText(value);
    } else if (shape === 'bool') {
      if (typeof value === 'boolean') return value;
    } else if (typeof value === 'bigint' || Number.isInteger(value)) {
      return value;
    }
    return this.#mismatch(value, shape, path);
  }

  #mismatch(value: Json, shape: Shape, path: readonly (string | number)[]): never {
    const names = path.filter((step) => typeof step === 'string').join('.');
    const field = names === '' ? this.#options.typeName : `${this.#options.typeName}.${names}`;
    throw this.#error(
      `json: cannot unmarshal ${jsonKind(value)} into Go struct field ${field} of type ${goType(shape)}`,
      path,
    );
  }

  #error(message: string, path: readonly (string | number)[]): KustomizeError {
    const place = this.#options.locate?.(path);
    return new KustomizeError(
      'KustomizationFile',
      this.#options.strict ? `invalid ${this.#options.typeName}: ${message}` : message,
      { retry: 'on-change', ...(place === undefined ? {} : { place }) },
    );
  }
}

function sameName(fields: Readonly<Record<string, Shape>>, key: string): string | undefined {
  const lower = key.toLowerCase();
  return Object.keys(fields).find((name) => name.toLowerCase() === lower);
}

function zero(shape: Shape): Json {
  if (shape === 'string') return '';
  if (shape === 'bool') return false;
  if (shape === 'int') return 0;
  if (shape === 'any') return null;
  return 'list' in shape ? [] : {};
}

function jsonKind(value: Json): string {
  if (Array.isArray(value)) return 'array';
  if (isObject(value)) return 'object';
  return typeof value === 'boolean' ? 'bool' : typeof value === 'string' ? 'string' : 'number';
}

function goType(shape: Shape): string {
  if (shape === 'int') return 'int64';
  if (typeof shape === 'string') return shape;
  if ('list' in shape) return `[]${goType(shape.list)}`;
  return 'map' in shape ? `map[string]${goType(shape.map)}` : 'struct';
}
