import { isObject, type Json, type JsonObject, printable } from '@fluxts/base';

/** Which lines of a controller's log are wanted; an empty field wants all. */
export interface LogFilter {
  readonly level: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/**
 * A line of a controller's log as flux prints it: time, level, object, message, error. `undefined` for
 * a line that is not wanted or not JSON.
 */
export function formatLogLine(line: string, filter: LogFilter): string | undefined {
  const entry = readEntry(line);
  if (entry === undefined) return undefined;
  const level = text(entry, 'level');
  const kind = text(entry, 'controllerKind') || text(entry, 'kind');
  const name = text(entry, 'name');
  const namespace = text(entry, 'namespace');
  const wanted =
    (filter.level === '' || filter.level.toLowerCase() === level.toLowerCase()) &&
    (filter.kind === '' || filter.kind.toLowerCase() === kind.toLowerCase()) &&
    (filter.name === '' || filter.name === name) &&
    (filter.namespace === '' || filter.namespace.toLowerCase() === namespace.toLowerCase());
  if (!wanted) return undefined;
  const object = name === '' ? kind : `${kind}/${name}.${namespace}`;
  return `${printable(
    `${text(entry, 'ts')} ${level} ${object} - ${text(entry, 'msg')} ${text(entry, 'error')}`,
  )}\n`;
}

function readEntry(line: string): JsonObject | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(line) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function text(entry: JsonObject, key: string): string {
  const value = Object.hasOwn(entry, key) ? entry[key] : undefined;
  return typeof value === 'string' ? value : '';
}
