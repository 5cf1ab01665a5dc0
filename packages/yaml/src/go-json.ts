import type { Json } from '@fluxts/base';

const special = /[<>&\u2028\u2029]/;
const specials = /[<>&\u2028\u2029]/g;

/** A value as Go's `json.Marshal` writes it: sorted keys, no spaces, HTML's characters escaped. */
export function goJson(value: Json): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  const pairs = Object.keys(value)
    .sort(compareBytes)
    .map((key) => `${quote(key)}:${goJson(value[key] as Json)}`);
  return `{${pairs.join(',')}}`;
}

function quote(text: string): string {
  // JSON.stringify has \b and \f in their short form, Go only from 1.22 on; both are what Go writes now.
  const quoted = JSON.stringify(text);
  return special.test(quoted) ? quoted.replace(specials, escape) : quoted;
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The order of UTF-8 bytes, which differs from UTF-16's above the surrogates. */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    let left = a.charCodeAt(at);
    let right = b.charCodeAt(at);
    if (left === right) continue;
    // Surrogates (D800–DFFF) stand for characters beyond FFFF: lift them above E000–FFFF.
    if (left >= 0xd800 && right >= 0xd800) {
      if (left <= 0xdfff) left += 0x2800;
      if (right <= 0xdfff) right += 0x2800;
    }
    return left - right;
  }
  return a.length - b.length;
}
