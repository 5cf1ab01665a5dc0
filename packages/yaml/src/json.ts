import { defaultLimits, type Json } from '@fluxts/base';
import { YamlError } from './error.ts';
import { JsonReader } from './json-reader.ts';
import { goJson } from './go-json.ts';

/** How JSON is written. */
export interface JsonOptions {
  /** Spaces per level; on one line without it. Not together with `go`. */
  readonly indent?: number;
  /** As Go's `json.Marshal` writes a map: keys sorted by bytes, `<`, `>` and `&` escaped. */
  readonly go?: boolean;
}

const longDigits = /[0-9]{16}/;

/**
 * Reads JSON, with integers beyond 2^53 as `bigint`. As fast as `JSON.parse` where there are none.
 * @throws YamlError `Syntax`, `TooDeep`
 */
export function parseJson(text: string, options: { readonly file?: string } = {}): Json {
  if (longDigits.test(text)) {
    return new JsonReader(text, defaultLimits.depth, options.file).read();
  }
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new YamlError('Syntax', `json: ${(error as Error).message}`, {
      ...(options.file === undefined ? {} : { file: options.file }),
      cause: error,
    });
  }
}

/** Writes JSON; a `bigint` as its digits. */
export function stringifyJson(value: Json, options: JsonOptions = {}): string {
  if (options.go === true) return goJson(value);
  try {
    return JSON.stringify(value, undefined, options.indent);
  } catch (error) {
    // The fast way knows no bigint.
    if (!(error instanceof TypeError)) throw error;
    return writeJson(value, options.indent ?? 0, '');
  }
}

function writeJson(value: Json, indent: number, margin: string): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = margin + ' '.repeat(indent);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const parts = Array.isArray(value)
    ? value.map((item) => writeJson(item, indent, inner))
    : Object.keys(value).map((key) => {
        const separator = indent > 0 ? ': ' : ':';
        return JSON.stringify(key) + separator + writeJson(value[key] as Json, indent, inner);
      });
  if (parts.length === 0) return `${open}${close}`;
  return indent > 0
    ? `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${margin}${close}`
    : `${open}${parts.join(',')}${close}`;
}
