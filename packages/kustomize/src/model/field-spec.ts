import { getOwn, isObject, type Json, type JsonArray, type JsonObject, setOwn } from '@fluxts/base';
import { KustomizeError } from '../error.ts';
import { type Gvk, selectsGvk } from './gvk.ts';
import { formatId } from './res-id.ts';
import type { Resource } from './resource.ts';

/** Which field of which kinds a transformer looks at. */
export interface FieldSpec extends Gvk {
  /** Names joined by `/` (`\/` for a slash); lists are entered item by item; `[]` behind a name wants a list. */
  readonly path: string;
  /** Whether the field is made where it is missing. */
  readonly create: boolean;
}

/** A place that a value can be read from and written to. */
export interface Slot {
  readonly value: Json;
  set(value: Json): void;
}

/** What is made where a field is missing. */
export type CreateKind = 'map' | 'scalar';

/** Cuts a path at its delimiter; a backslash before one keeps it. A leading delimiter is dropped. */
export function splitPath(path: string, delimiter: string): string[] {
  let parts = path.split(delimiter);
  if (parts.length > 1 && parts[0] === '') parts = parts.slice(1);
  const result: string[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.endsWith('\\') === true)
      result[result.length - 1] = last.slice(0, -1) + delimiter + part;
    else result.push(part);
  }
  return result;
}

/** Whether a spec is about a kind. */
function isAbout(spec: FieldSpec, gvk: Gvk): boolean {
  return selectsGvk(spec, gvk);
}

/**
 * Visits each place that a spec means in an object of its kind.
 * @param create what to make where the field is missing and the spec says so; nothing without it
 * @throws KustomizeError `Transformer` when the path runs into a scalar
 */
export function visitField(
  resource: Resource,
  spec: FieldSpec,
  visit: (slot: Slot) => void,
  create?: CreateKind,
): void {
  if (!isAbout(spec, resource.id)) return;
  const walker = new FieldWalker(
    splitPath(spec.path, '/'),
    spec.create ? create : undefined,
    visit,
  );
  try {
    walker.enter(resource.object, 0);
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error;
    throw new KustomizeError(
      error.code,
      `considering field '${spec.path}' of object ${formatId(resource.id)}: ${error.message}`,
      { retry: 'on-change', cause: error },
    );
  }
}

class FieldWalker {
  readonly #path: readonly string[];
  readonly #create: CreateKind | undefined;
  readonly #visit: (slot: Slot) => void;

  constructor(
    path: readonly string[],
    create: CreateKind | undefined,
    visit: (slot: Slot) => void,
  ) {
    this.#path = path;
    this.#create = create;
    this.#visit = visit;
  }

  enter(value: Json, depth: number): void {
    if (value === null) return;
    if (Array.isArray(value)) this.#items(value, depth);
    else if (isObject(value)) this.#field(value, depth);
    else throw new KustomizeError('Transformer', 'expected sequence or mapping node');
  }

  #items(list: JsonArray, depth: number): void {
    for (const item of list) this.enter(item, depth);
  }

  #field(map: JsonObject, depth: number): void {
    const step = this.#path[depth] as string;
    const isList = step.endsWith('[]');
    const name = isList ? step.slice(0, -2) : step;
    if (name === '') {
      throw new KustomizeError('Transformer', 'cannot set or create an empty field name');
    }
    const isLast = depth === this.#path.length - 1;
    const creates = this.#create !== undefined && !isList;
    let value = getOwn(map, name);
    if (value === undefined || (value === null && (creates || isList))) {
      if (value === undefined && !creates) return;
      value = isList ? [] : isLast && this.#create === 'scalar' ? '' : {};
      setOwn(map, name, value);
    }
    if (isLast) this.#visit(slotOf(map, name));
    else this.enter(value, depth + 1);
  }
}

/** The slot of a key of a map or an index of a list. */
export function slotOf(holder: JsonObject | JsonArray, key: string | number): Slot {
  return {
    get value(): Json {
      return Array.isArray(holder)
        ? (holder[key as number] as Json)
        : (getOwn(holder, key as string) as Json);
    },
    set(value: Json): void {
      if (Array.isArray(holder)) holder[key as number] = value;
      else setOwn(holder, key as string, value);
    },
  };
}

/** The scalar in a slot. @throws KustomizeError `Transformer` for a map or a list */
export function expectScalar(slot: Slot): Exclude<Json, JsonArray | JsonObject> {
  const { value } = slot;
  if (value !== null && typeof value === 'object') {
    throw new KustomizeError(
      'Transformer',
      `wrong node kind: expected ScalarNode but was ${nodeKind(value)}`,
      { retry: 'on-change' },
    );
  }
  return value;
}

/** The map in a slot. @throws KustomizeError `Transformer` for anything else */
export function expectMap(slot: Slot): JsonObject {
  const { value } = slot;
  if (isObject(value)) return value;
  throw new KustomizeError(
    'Transformer',
    `wrong node kind: expected MappingNode but was ${nodeKind(value)}`,
    { retry: 'on-change' },
  );
}

/** What kyaml calls a value's kind. */
export function nodeKind(value: Json): string {
  if (Array.isArray(value)) return 'SequenceNode';
  return isObject(value) ? 'MappingNode' : 'ScalarNode';
}
