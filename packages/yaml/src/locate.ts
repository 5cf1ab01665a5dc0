import { type Event, EVENT_ID, getScalarValue } from 'js-yaml';
import { readEvents } from './parse.ts';
import { type LineColumn, lineAt } from './position.ts';
import { startOf } from './value-builder.ts';

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
  let offset = startOf(events[at] as Event);
  let steps = 0;
  for (const step of path) {
    const found = enter(events, text, at, step);
    if (found === undefined) break;
    if (found.offset >= 0) offset = found.offset;
    at = found.value;
    steps++;
  }
  return { ...lineAt(text, Math.max(0, offset)), steps };
}

function enter(
  events: readonly Event[],
  text: string,
  at: number,
  step: string | number,
): { offset: number; value: number } | undefined {
  const container = events[at];
  if (container?.type === EVENT_ID.SEQUENCE && typeof step === 'number') {
    let item = at + 1;
    for (let index = 0; events[item]?.type !== EVENT_ID.POP; index++) {
      if (index === step) return { offset: startOf(events[item] as Event), value: item };
      item = afterNode(events, item);
    }
    return undefined;
  }
  if (container?.type !== EVENT_ID.MAPPING) return undefined;
  let key = at + 1;
  while (events[key]?.type !== EVENT_ID.POP) {
    const event = events[key] as Event;
    const value = afterNode(events, key);
    if (event.type === EVENT_ID.SCALAR && getScalarValue(text, event) === String(step)) {
      return { offset: startOf(event), value };
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
    const type = events[next++]?.type;
    if (type === undefined) return next;
    if (type === EVENT_ID.POP) depth--;
    else if (type !== EVENT_ID.SCALAR && type !== EVENT_ID.ALIAS) depth++;
  } while (depth > 0);
  return next;
}
