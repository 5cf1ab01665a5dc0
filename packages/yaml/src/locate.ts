import type { Mark } from './cursor.ts';
import type { Event } from './events.ts';
import { readEvents } from './parse.ts';
import type { LineColumn } from './position.ts';

/** Where a path was found. */
export interface Located extends LineColumn {
  /** How many steps of the path exist in the text; the place is that of the last of them. */
  readonly steps: number;
}

/**
 * Finds the line and column of a key or list item again, for messages. Where the path goes on beyond
 * what the text has (a missing field, or one that came by a merge key), the place is the deepest part
 * that is there.
 * @param text a text that {@link parseAll} can read
 * @param index which document, from 0
 * @param path keys, and list indices as numbers
 * @returns `undefined` when there is no such document
 * @throws YamlError when the text is not YAML
 */
export function locate(
  text: string,
  index: number,
  path: readonly (string | number)[],
): Located | undefined {
  const events = readEvents(text, {});
  let at = 0;
  for (let document = 0; document < index; document++) at = afterNode(events, at);
  if (at >= events.length) return undefined;
  at++;
  let place = (events[at] as Event).start;
  let steps = 0;
  for (const step of path) {
    const found = enter(events, at, step);
    if (found === undefined) break;
    place = found.place;
    at = found.value;
    steps++;
  }
  return { line: place.line + 1, column: place.column + 1, steps };
}

function enter(
  events: readonly Event[],
  at: number,
  step: string | number,
): { place: Mark; value: number } | undefined {
  const container = events[at];
  if (container?.kind === 'sequence' && typeof step === 'number') {
    let item = at + 1;
    for (let index = 0; events[item]?.kind !== 'end'; index++) {
      if (index === step) return { place: (events[item] as Event).start, value: item };
      item = afterNode(events, item);
    }
    return undefined;
  }
  if (container?.kind !== 'mapping') return undefined;
  let key = at + 1;
  while (events[key]?.kind !== 'end') {
    const event = events[key] as Event;
    const value = afterNode(events, key);
    if (event.kind === 'scalar' && event.text === String(step)) {
      return { place: event.start, value };
    }
    key = afterNode(events, value);
  }
  return undefined;
}

/** The position after the document or value that begins at `at`. */
function afterNode(events: readonly Event[], at: number): number {
  let depth = 0;
  let next = at;
  do {
    const kind = events[next++]?.kind;
    if (kind === undefined) return next;
    if (kind === 'end') depth--;
    else if (kind !== 'scalar' && kind !== 'alias') depth++;
  } while (depth > 0);
  return next;
}
