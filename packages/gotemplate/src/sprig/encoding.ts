import { fromBytes, toBytes } from '../value/bytes.ts';
import { fixed, type FunctionMap } from '../functions/function.ts';

const base32Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Decodes base64 with padding as Go does; otherwise where it is malformed. */
export function decodeBase64(text: string): Uint8Array | { readonly malformedAt: number } {
  const clean = text.replaceAll(/[\r\n]/g, '');
  const match = /^[A-Za-z0-9+/]*/.exec(clean)?.[0].length ?? 0;
  const padding = clean.slice(match);
  const complete = match - (match % 4);
  if (match % 4 === 0 && padding === '') return Buffer.from(clean, 'base64');
  if (match % 4 === 2 && padding === '==') return Buffer.from(clean, 'base64');
  if (match % 4 === 3 && padding === '=') return Buffer.from(clean, 'base64');
  return { malformedAt: padding === '' ? complete : match };
}

function encodeBase32(bytes: Uint8Array): string {
  let bits = 0;
  let count = 0;
  let result = '';
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    count += 8;
    while (count >= 5) {
      count -= 5;
      result += base32Digits[(bits >> count) & 31];
    }
    bits &= (1 << count) - 1;
  }
  if (count > 0) result += base32Digits[(bits << (5 - count)) & 31];
  return result.padEnd(Math.ceil(result.length / 8) * 8, '=');
}

function decodeBase32(text: string): string {
  const clean = text.replaceAll(/[\r\n]/g, '');
  const digits = clean.replace(/=+$/, '');
  const wrong = Array.from(digits).findIndex((digit) => !base32Digits.includes(digit));
  const isWhole = clean.length % 8 === 0 && [0, 2, 4, 5, 7].includes(digits.length % 8);
  if (wrong >= 0 || !isWhole) {
    const at = wrong >= 0 ? wrong : digits.length - (digits.length % 8);
    return `illegal base32 data at input byte ${at}`;
  }
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const digit of digits) {
    bits = ((bits << 5) | base32Digits.indexOf(digit)) & 0xfff;
    count += 5;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 0xff);
    }
  }
  return fromBytes(Uint8Array.from(bytes));
}

/** Sprig's group of encodings. What cannot be decoded gives the reason as the text, as in sprig. */
export const encodingFunctions: FunctionMap = {
  b64enc: fixed(['string'], (_run, text) => Buffer.from(toBytes(text)).toString('base64')),
  b64dec: fixed(['string'], (_run, text) => {
    const bytes = decodeBase64(text);
    return bytes instanceof Uint8Array
      ? fromBytes(bytes)
      : `illegal base64 data at input byte ${bytes.malformedAt}`;
  }),
  b32enc: fixed(['string'], (_run, text) => encodeBase32(toBytes(text))),
  b32dec: fixed(['string'], (_run, text) => decodeBase32(text)),
};
