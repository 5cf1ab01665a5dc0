import { getOwn, isObject, type Json, type JsonArray, type JsonObject, setOwn } from '@fluxts/base';
import { GoCompatError, GoRegExp } from '@fluxts/gocompat';
import { resolvePlain, stringify } from '@fluxts/yaml';
import { KustomizeError } from '../error.ts';
import { nodeKind, slotOf, type Slot, splitPath } from '../model/field-spec.ts';

/** What is made at the end of a path where nothing is. */
export type CreateShape = 'scalar' | 'map' | 'list';

/**
 * Cuts a dotted path: `a.b`, `a.[name=x].c`, `a.[b.c].d` (a name with a dot), `a.*`, `a.0`, `a\.b`.
 */
export function splitFieldPath(path: string): string[] {
  const parts = splitPath(path, '.');
  const result: string[] = [];
  for (let at = 0; at < parts.length; at++) {
    let part = parts[at] as string;
    if (part.startsWith('[') && !part.endsWith(']')) {
      while (at < parts.length - 1 && !part.endsWith(']')) part += `.${parts[++at] as string}`;
      if (!part.includes('=')) part = part.replace(/^[[\]]+|[[\]]+$/g, '');
    }
    result.push(part);
  }
  return result;
}

/** The value at a path without patterns; undefined where there is none. `[name=x]` takes the first item that fits. */
export function lookupField(value: Json, path: readonly string[]): Json | undefined {
  let current: Json | undefined = value;
  for (const step of path) {
    if (isObject(current)) current = getOwn(current, step);
    else if (Array.isArray(current)) current = lookupItem(current, step);
    else return undefined;
  }
  return current;
}

function lookupItem(list: JsonArray, step: string): Json | undefined {
  if (step === '-') return list.at(-1);
  if (/^[0-9]+$/.test(step)) return list[Number(step)];
  const condition = readCondition(step);
  return condition === undefined
    ? undefined
    : list.find((item) => fits(item, condition.field, (text) => text === condition.pattern));
}

/**
 * Finds all places that a path means, in order.
 * @param create makes what is missing, where the path says plainly what that is
 * @throws KustomizeError `Replacement` when an index is out of range or the path meets something else
 *   than it needs
 */
export function matchFields(
  root: JsonObject,
  path: readonly string[],
  create: CreateShape | undefined,
): Slot[] {
  const slots: Slot[] = [];
  const holder: { root: Json } = { root };
  match(slotOf(holder as JsonObject, 'root'), path, create, slots);
  return slots;
}

function match(
  slot: Slot,
  path: readonly string[],
  create: CreateShape | undefined,
  found: Slot[],
): void {
  const [step, ...rest] = path;
  if (step === undefined) {
    found.push(slot);
  } else if (/^[0-9]+$/.test(step)) {
    matchIndex(slot, Number(step), rest, create, found);
  } else if (isCondition(step)) {
    matchCondition(slot, step, rest, create, found);
  } else if (step === '*') {
    const list = expectList(slot);
    for (const index of list.keys()) match(slotOf(list, index), rest, create, found);
  } else {
    matchField(slot, step, rest, create, found);
  }
}

function matchField(
  slot: Slot,
  name: string,
  rest: readonly string[],
  create: CreateShape | undefined,
  found: Slot[],
): void {
  const map = expectMap(slot, create);
  if (map === undefined) return;
  const value = getOwn(map, name);
  if (value === undefined || (value === null && create !== undefined && rest.length > 0)) {
    if (create === undefined) return;
    setOwn(map, name, emptyFor(rest[0], create));
  }
  match(slotOf(map, name), rest, create, found);
}

function matchIndex(
  slot: Slot,
  index: number,
  rest: readonly string[],
  create: CreateShape | undefined,
  found: Slot[],
): void {
  const list = expectList(slot);
  if (list.length === index && create !== undefined) list.push(emptyFor(rest[0], create));
  if (list.length <= index) {
    throw new KustomizeError(
      'Replacement',
      `index ${index} specified but only ${list.length} elements found`,
      { retry: 'on-change' },
    );
  }
  match(slotOf(list, index), rest, create, found);
}

function matchCondition(
  slot: Slot,
  step: string,
  rest: readonly string[],
  create: CreateShape | undefined,
  found: Slot[],
): void {
  const condition = readCondition(step);
  if (condition === undefined) {
    throw new KustomizeError(
      'Replacement',
      `list path element must contain fieldName=fieldValue: ${step}`,
      { retry: 'on-change' },
    );
  }
  const { field, pattern } = condition;
  const expression = compile(pattern);
  const list = expectList(slot);
  const before = found.length;
  for (const [index, item] of list.entries()) {
    if (fits(item, field, (text) => expression.test(text))) {
      match(slotOf(list, index), field === '' ? [] : rest, create, found);
    }
  }
  if (create === undefined || found.length > before) return;
  const value = resolvePlain(pattern, 'kyaml');
  list.push(field === '' ? value : { [field]: value });
  match(slotOf(list, list.length - 1), field === '' ? [] : rest, create, found);
}

function compile(pattern: string): GoRegExp {
  try {
    return new GoRegExp(pattern);
  } catch (error) {
    if (!(error instanceof GoCompatError)) throw error;
    throw new KustomizeError('Replacement', error.message, { retry: 'on-change', cause: error });
  }
}

function isCondition(step: string): boolean {
  return step.startsWith('[') && step.endsWith(']');
}

function readCondition(step: string): { field: string; pattern: string } | undefined {
  if (!isCondition(step)) return undefined;
  const inner = step.slice(1, -1);
  const equals = inner.indexOf('=');
  return equals < 0
    ? undefined
    : { field: inner.slice(0, equals), pattern: inner.slice(equals + 1) };
}

function fits(item: Json, field: string, test: (text: string) => boolean): boolean {
  const value = field === '' ? item : isObject(item) ? getOwn(item, field) : undefined;
  return value !== undefined && test(stringify(value).trim());
}

/** What has to be made so that the next step of a path can be taken. */
function emptyFor(next: string | undefined, create: CreateShape): Json {
  // A scalar that is made has no type yet.
  if (next === undefined) return create === 'map' ? {} : create === 'list' ? [] : null;
  return isCondition(next) || /^[0-9]+$/.test(next) ? [] : {};
}

function expectMap(slot: Slot, create: CreateShape | undefined): JsonObject | undefined {
  if (isObject(slot.value)) return slot.value;
  if (slot.value === null) {
    if (create === undefined) return undefined;
    const made: JsonObject = {};
    slot.set(made);
    return made;
  }
  throw wrongKind('MappingNode', slot.value);
}

function expectList(slot: Slot): JsonArray {
  if (Array.isArray(slot.value)) return slot.value;
  throw wrongKind('SequenceNode', slot.value);
}

function wrongKind(wanted: string, value: Json): KustomizeError {
  return new KustomizeError(
    'Replacement',
    `wrong node kind: expected ${wanted} but was ${nodeKind(value)}: node contents:\n${stringify(value)}`,
    { retry: 'on-change' },
  );
}
