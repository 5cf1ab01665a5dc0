import { functionError } from '../error.ts';
import { quote } from '../fmt/quote.ts';
import {
  fixed,
  type FunctionMap,
  type GoFunction,
  type Run,
  variadic,
} from '../functions/function.ts';
import { byteLength, sliceBytes } from '../value/bytes.ts';
import { type GoMap, type GoValue, strings } from '../value/value.ts';
import { stringOf, stringsOf } from './convert.ts';
import {
  camelCase,
  initials,
  joinWords,
  lower,
  swapCase,
  title,
  untitle,
  upper,
  wrapText,
} from './words.ts';

const whiteSpace = '\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000';
const outerSpace = new RegExp(`^[${whiteSpace}]+|[${whiteSpace}]+$`, 'g');

/** Repeats a text within the limits of the run. @throws GoTemplateError, LimitError */
function repeat(run: Run, text: string, count: bigint): string {
  if (count < 0n) throw functionError('strings: negative Repeat count');
  if (text === '' || count === 0n) return '';
  run.budget.bytes(Math.min(text.length * Number(count), Number.MAX_SAFE_INTEGER));
  return text.repeat(Number(count));
}

function trimAll(characters: string, text: string): string {
  const set = new Set(characters);
  const all = Array.from(text);
  let start = 0;
  let end = all.length;
  while (start < end && set.has(all[start] ?? '')) start++;
  while (end > start && set.has(all[end - 1] ?? '')) end--;
  return all.slice(start, end).join('');
}

function substring(start: bigint, end: bigint, text: string): string {
  const length = byteLength(text);
  if (start < 0n) return cut(text, 0, Number(end), length);
  if (end < 0n || end > BigInt(length)) return cut(text, Number(start), length, length);
  return cut(text, Number(start), Number(end), length);
}

function cut(text: string, start: number, end: number, length: number): string {
  if (start < 0 || start > end || end > length) {
    throw functionError(
      end > length || end < 0
        ? `runtime error: slice bounds out of range [:${end}] with length ${length}`
        : `runtime error: slice bounds out of range [${start}:${end}]`,
    );
  }
  return sliceBytes(text, start, end);
}

function truncate(count: bigint, text: string): string {
  const length = byteLength(text);
  if (count < 0n) {
    const start = BigInt(length) + count;
    return start > 0n ? sliceBytes(text, Number(start), length) : text;
  }
  return count < BigInt(length) ? sliceBytes(text, 0, Number(count)) : text;
}

function abbreviate(offset: number, width: number, text: string): string {
  if (width < 4 || (offset > 0 && width < 7)) return text;
  const characters = Array.from(text);
  const { length } = characters;
  const piece = (from: number, to?: number): string => characters.slice(from, to).join('');
  if (length <= width) return text;
  let start = Math.min(offset, length);
  if (length - start < width - 3) start = length - (width - 3);
  if (start <= 4) return `${piece(0, width - 3)}...`;
  if (start + width - 3 < length) return `...${abbreviate(0, width - 3, piece(start))}`;
  return `...${piece(length - (width - 3))}`;
}

function abbreviation(offset: bigint, width: bigint, text: string): string {
  return abbreviate(Number(offset), Number(width), text);
}

function toParts(parts: readonly string[]): GoMap {
  return Object.fromEntries(parts.map((part, index) => [`_${index}`, part]));
}

function splitText(separator: string, text: string): string[] {
  return separator === '' ? Array.from(text) : text.split(separator);
}

/** Go's `strings.SplitN`. */
function splitAtMost(separator: string, text: string, count: bigint): string[] {
  if (count === 0n) return [];
  const parts = splitText(separator, text);
  if (count < 0n || BigInt(parts.length) <= count) return parts;
  const kept = parts.slice(0, Number(count) - 1);
  return [...kept, parts.slice(Number(count) - 1).join(separator)];
}

function quoteAll(run: Run, values: readonly GoValue[], mark: (text: string) => string): string {
  return values
    .filter((value) => value !== null && value !== undefined)
    .map((value) => mark(stringOf(value, run.budget)))
    .join(' ');
}

function indent(run: Run, spaces: bigint, text: string): string {
  const pad = repeat(run, ' ', spaces);
  run.budget.bytes(text.split('\n').length * pad.length);
  return pad + text.replaceAll('\n', `\n${pad}`);
}

function text1(work: (text: string) => string): GoFunction {
  return fixed(['string'], (_run, text) => work(text));
}

function replaceAll(run: Run, from: string, to: string, text: string): string {
  const parts = splitText(from, text);
  run.budget.bytes(text.length + (parts.length + 1) * to.length);
  return from === '' ? `${to}${parts.map((part) => part + to).join('')}` : parts.join(to);
}

/** Sprig's groups of strings and string lists. */
export const stringFunctions: FunctionMap = {
  trim: text1((text) => text.replace(outerSpace, '')),
  upper: text1(upper),
  lower: text1(lower),
  title: text1(title),
  untitle: text1(untitle),
  nospace: text1((text) => text.replaceAll(new RegExp(`[${whiteSpace}]`, 'g'), '')),
  initials: text1(initials),
  swapcase: text1(swapCase),
  snakecase: text1((text) => joinWords(text, '_')),
  kebabcase: text1((text) => joinWords(text, '-')),
  camelcase: text1(camelCase),
  trimAll: fixed(['string', 'string'], (_run, characters, text) => trimAll(characters, text)),
  trimall: fixed(['string', 'string'], (_run, characters, text) => trimAll(characters, text)),
  trimSuffix: fixed(['string', 'string'], (_run, suffix, text) =>
    text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text,
  ),
  trimPrefix: fixed(['string', 'string'], (_run, prefix, text) =>
    text.startsWith(prefix) ? text.slice(prefix.length) : text,
  ),
  contains: fixed(['string', 'string'], (_run, part, text) => text.includes(part)),
  hasPrefix: fixed(['string', 'string'], (_run, prefix, text) => text.startsWith(prefix)),
  hasSuffix: fixed(['string', 'string'], (_run, suffix, text) => text.endsWith(suffix)),
  substr: fixed(['int', 'int', 'string'], (_run, start, end, text) => substring(start, end, text)),
  trunc: fixed(['int', 'string'], (_run, count, text) => truncate(count, text)),
  abbrev: fixed(['int', 'string'], (_run, width, text) => abbreviation(0n, width, text)),
  abbrevboth: fixed(['int', 'int', 'string'], (_run, offset, width, text) =>
    abbreviation(offset, width, text),
  ),
  repeat: fixed(['int', 'string'], (run, count, text) => repeat(run, text, count)),
  wrap: fixed(['int', 'string'], (_run, width, text) => wrapText(text, Number(width), '\n', false)),
  wrapWith: fixed(['int', 'string', 'string'], (run, width, mark, text) => {
    run.budget.bytes(text.length * mark.length);
    return wrapText(text, Number(width), mark === '' ? '\n' : mark, true);
  }),
  indent: fixed(['int', 'string'], (run, spaces, text) => indent(run, spaces, text)),
  nindent: fixed(['int', 'string'], (run, spaces, text) => `\n${indent(run, spaces, text)}`),
  replace: fixed(['string', 'string', 'string'], (run, from, to, text) =>
    replaceAll(run, from, to, text),
  ),
  plural: fixed(['string', 'string', 'int'], (_run, one, many, count) =>
    count === 1n ? one : many,
  ),
  quote: variadic([], 'any', (run, ...values) => quoteAll(run, values, (text) => quote(text))),
  squote: variadic([], 'any', (run, ...values) => quoteAll(run, values, (text) => `'${text}'`)),
  cat: variadic([], 'any', (run, ...values) =>
    values
      .filter((value) => value !== null && value !== undefined)
      .map((value) => stringOf(value, run.budget))
      .join(' '),
  ),
  toString: fixed(['any'], (run, value) => stringOf(value, run.budget)),
  toStrings: fixed(['any'], (run, value) => strings(stringsOf(value, run.budget))),
  join: fixed(['string', 'any'], (run, separator, value) => {
    const parts = stringsOf(value, run.budget);
    run.budget.bytes(parts.length * separator.length);
    return parts.join(separator);
  }),
  split: fixed(['string', 'string'], (_run, separator, text) =>
    toParts(splitText(separator, text)),
  ),
  splitn: fixed(['string', 'int', 'string'], (_run, separator, count, text) =>
    toParts(splitAtMost(separator, text, count)),
  ),
  splitList: fixed(['string', 'string'], (_run, separator, text) =>
    strings(splitText(separator, text)),
  ),
  hello: fixed([], () => 'Hello!'),
};
