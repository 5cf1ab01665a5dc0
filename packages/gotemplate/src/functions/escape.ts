import { isPrintable } from '../fmt/quote.ts';
import { toBytes } from '../value/bytes.ts';

const html: Readonly<Record<string, string>> = {
  '\0': '\ufffd',
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

/** Escapes what has a meaning in HTML, as Go's `template.HTMLEscapeString`. */
export function escapeHtml(text: string): string {
  // oxlint-disable-next-line eslint/no-control-regex -- NUL is one of them
  return text.replaceAll(/[\0"'&<>]/g, (character) => html[character] ?? character);
}

/** Escapes what has a meaning in JavaScript, as Go's `template.JSEscapeString`. */
export function escapeJs(text: string): string {
  let result = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if ('\\\'"'.includes(character)) result += `\\${character}`;
    else if ('<>&='.includes(character) || code < 0x20) {
      result += `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
    } else if (code < 0x80 || isPrintable(character)) result += character;
    else result += `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
  }
  return result;
}

/** Escapes a text for a query, as Go's `url.QueryEscape`. */
export function escapeQuery(text: string): string {
  return percentEncode(text, /[A-Za-z0-9\-_.~]/).replaceAll('%20', '+');
}

/** Writes every byte that is not allowed as `%XX`. */
export function percentEncode(text: string, allowed: RegExp): string {
  let result = '';
  for (const byte of toBytes(text)) {
    const character = String.fromCharCode(byte);
    result +=
      byte < 0x80 && allowed.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return result;
}
