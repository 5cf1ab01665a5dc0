/*
 * A Go string is bytes, mostly UTF-8; ours is UTF-16. A byte that is no part of valid UTF-8 is kept as
 * the lone surrogate U+DC80 to U+DCFF, so that cutting a string anywhere and joining it again is exact.
 */

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

// oxlint-disable-next-line eslint/no-control-regex -- ASCII is meant, controls and all
const ascii = /^[\u0000-\u007f]*$/;
const loneSurrogate = /[\ud800-\udfff]/;

/** Whether every character is one byte. */
export function isAscii(text: string): boolean {
  return ascii.test(text);
}

/** The bytes of a Go string. */
export function toBytes(text: string): Uint8Array {
  if (!loneSurrogate.test(text)) return encoder.encode(text);
  const parts: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) parts.push(code - 0xdc00);
    else parts.push(...encoder.encode(character));
  }
  return Uint8Array.from(parts);
}

/** How many bytes a Go string has. */
export function byteLength(text: string): number {
  if (isAscii(text)) return text.length;
  return loneSurrogate.test(text) ? toBytes(text).length : Buffer.byteLength(text);
}

/** The Go string of some bytes. */
export function fromBytes(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return decodeWithEscapes(bytes);
  }
}

/** A part of a Go string, by bytes. */
export function sliceBytes(text: string, start: number, end: number): string {
  return isAscii(text) ? text.slice(start, end) : fromBytes(toBytes(text).subarray(start, end));
}

function decodeWithEscapes(bytes: Uint8Array): string {
  let result = '';
  for (let at = 0; at < bytes.length;) {
    const size = sequenceLength(bytes, at);
    if (size === 0) {
      result += String.fromCharCode(0xdc00 + (bytes[at] ?? 0));
      at++;
    } else {
      result += strictDecoder.decode(bytes.subarray(at, at + size));
      at += size;
    }
  }
  return result;
}

/** The length of the valid UTF-8 sequence that begins here; 0 if there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  let size: number;
  let lowest = 0x80;
  let highest = 0xbf;
  if (first >= 0xc2 && first <= 0xdf) size = 2;
  else if (first >= 0xe0 && first <= 0xef) {
    size = 3;
    if (first === 0xe0) lowest = 0xa0;
    if (first === 0xed) highest = 0x9f;
  } else if (first >= 0xf0 && first <= 0xf4) {
    size = 4;
    if (first === 0xf0) lowest = 0x90;
    if (first === 0xf4) highest = 0x8f;
  } else return 0;
  for (let offset = 1; offset < size; offset++) {
    const byte = bytes[at + offset];
    if (byte === undefined || byte < lowest || byte > highest) return 0;
    lowest = 0x80;
    highest = 0xbf;
  }
  return size;
}

/** The runes of a Go string; a byte that is no UTF-8 counts as U+FFFD, as in Go. */
export function runesOf(text: string): number[] {
  const runes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    runes.push(code >= 0xd800 && code <= 0xdfff ? 0xfffd : code);
  }
  return runes;
}

/** The character of a code point as Go's `string(rune)`; U+FFFD for what is none. */
export function runeToString(code: number): string {
  if (code < 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  return String.fromCodePoint(code);
}
