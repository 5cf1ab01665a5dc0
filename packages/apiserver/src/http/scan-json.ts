import { badRequest } from '../api-error.ts';

/** Deeper than any object of Kubernetes, and not too deep for anything that walks values. */
const deepest = 512;
const mostDuplicates = 100;

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** A mapping or a list that the scan is in. */
interface Frame {
  /** The keys so far; undefined for a list. */
  readonly keys: Set<string> | undefined;
  /** The present key, or the place in the list. */
  at: string | number;
  expectsKey: boolean;
}

/**
 * Looks through JSON for what `JSON.parse` does not report.
 * @returns the dotted paths of keys that a mapping has twice
 * @throws ApiError `BadRequest` when it is nested more than 512 levels deep
 */
export function findDuplicateKeys(text: string): readonly string[] {
  const frames: Frame[] = [];
  const duplicates: string[] = [];
  let index = 0;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    const frame = frames.at(-1);
    if (code === quote) {
      const end = endOfString(text, index);
      if (frame?.keys !== undefined && frame.expectsKey) {
        frame.at = keyOf(text, index, end);
        frame.expectsKey = false;
        if (frame.keys.has(frame.at)) {
          if (duplicates.length < mostDuplicates) duplicates.push(pathOf(frames));
        } else {
          frame.keys.add(frame.at);
        }
      }
      index = end;
    } else if (code === openBrace || code === openBracket) {
      if (frames.length === deepest) {
        throw badRequest(`the body of the request is nested more than ${deepest} levels deep`);
      }
      frames.push(
        code === openBrace
          ? { keys: new Set(), at: '', expectsKey: true }
          : { keys: undefined, at: 0, expectsKey: false },
      );
    } else if (code === closeBrace || code === closeBracket) {
      frames.pop();
    } else if (code === comma && frame !== undefined) {
      if (frame.keys === undefined) frame.at = Number(frame.at) + 1;
      else frame.expectsKey = true;
    }
    index++;
  }
  return duplicates;
}

/** Where the string that begins at an index ends; the end of the text if it does not. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === backslash) backslashes++;
    if (backslashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

function keyOf(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end);
  return raw.includes('\\') ? unescaped(raw) : raw;
}

function unescaped(raw: string): string {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

function pathOf(frames: readonly Frame[]): string {
  let path = '';
  for (const { keys, at } of frames) {
    if (keys === undefined) path += `[${at}]`;
    else path += path === '' ? at : `.${at}`;
  }
  return path;
}
