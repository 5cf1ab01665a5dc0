import type { Json, JsonArray, JsonObject } from '@fluxts/base';
import { Emitter } from './emitter.ts';
import { compareKeys } from './key-order.ts';
import { numberText } from './number-text.ts';
import { analyze, readsAsOther } from './scalar-analysis.ts';

/** A key longer than this, in UTF-8, is written with `? ` in front. */
const maxSimpleKeyBytes = 128;

/**
 * Writes a value as `sigs.k8s.io/yaml` does, byte for byte: what kubectl, kustomize, Helm's `toYaml` and
 * `flux export` print. Keys are sorted, lists are not indented under their key, long texts are folded
 * at 80 columns, and a string is quoted when it would otherwise be read as something else. Ends with a
 * line break.
 */
export function stringify(value: Json): string {
  const writer = new Writer();
  writer.node(value, -1, 'root');
  return writer.finish();
}

/** Writes several documents with `---` between them, as kubectl and kustomize do. */
export function stringifyAll(values: readonly Json[]): string {
  return values.map(stringify).join('---\n');
}

type Role = 'root' | 'item' | 'key' | 'value' | 'longKey';

class Writer {
  readonly #emitter = new Emitter();

  finish(): string {
    this.#emitter.finish();
    return this.#emitter.text;
  }

  node(value: Json, indent: number, role: Role): void {
    if (typeof value === 'string') this.#string(value, indent, role);
    else if (typeof value === 'number') this.#emitter.plain(numberText(value), indent, false);
    else if (typeof value !== 'object' || value === null) {
      this.#emitter.plain(String(value), indent, false);
    } else if (Array.isArray(value)) this.#sequence(value, indent, role);
    else this.#mapping(value, indent);
  }

  #sequence(items: JsonArray, indent: number, role: Role): void {
    if (items.length === 0) {
      this.#emitter.mark('[]', true, false);
      return;
    }
    // Under a key that has just been written, the dashes stand in the key's own column.
    const sameColumn = (role === 'value' || role === 'longKey') && !this.#emitter.atIndention;
    const inner = sameColumn ? indent : deeper(indent);
    for (const item of items) {
      this.#emitter.lineTo(inner);
      this.#emitter.mark('-', true, true);
      this.node(item, inner, 'item');
    }
  }

  #mapping(object: JsonObject, indent: number): void {
    const keys = Object.keys(object);
    if (keys.length === 0) {
      this.#emitter.mark('{}', true, false);
      return;
    }
    if (keys.length > 1) keys.sort(compareKeys);
    const inner = deeper(indent);
    for (const key of keys) {
      this.#emitter.lineTo(inner);
      if (isSimpleKey(key)) {
        this.#string(key, inner, 'key');
        this.#emitter.mark(':', false, false);
      } else {
        this.#emitter.mark('?', true, true);
        this.#string(key, inner, 'longKey');
        this.#emitter.lineTo(inner);
        this.#emitter.mark(':', true, true);
      }
      this.node(object[key] as Json, inner, 'value');
    }
  }

  #string(text: string, indent: number, role: Role): void {
    const analysis = analyze(text);
    const isKey = role === 'key';
    const inner = Math.max(indent, 0) + 2;
    if (text.includes('\n')) {
      if (analysis.block && !isKey) this.#emitter.literal(text, inner);
      else this.#emitter.double(text, inner, !isKey);
    } else if (readsAsOther(text) || (isKey && analysis.multiline)) {
      this.#emitter.double(text, inner, !isKey);
    } else if (analysis.plain) {
      this.#emitter.plain(text, inner, !isKey);
    } else if (analysis.single) {
      this.#emitter.single(text, inner, !isKey);
    } else {
      this.#emitter.double(text, inner, !isKey);
    }
  }
}

function deeper(indent: number): number {
  return indent < 0 ? 0 : indent + 2;
}

function isSimpleKey(key: string): boolean {
  if (key.includes('\n')) return false;
  return key.length <= maxSimpleKeyBytes && Buffer.byteLength(key) <= maxSimpleKeyBytes;
}
