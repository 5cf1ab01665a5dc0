import { getOwn, isObject, type Json, type JsonObject, type Limits } from '@fluxts/base';
import { decodeText, parseAll, type YamlDocument, YamlError } from '@fluxts/yaml';
import { KustomizeError } from '../error.ts';
import { textMap } from '../model/metadata.ts';
import { Resource } from '../model/resource.ts';
import type { Origin } from '../options.ts';
import { declaredTypes } from './declared-types.ts';

/** One object of a text, before it becomes a resource. */
interface Found {
  readonly value: Json;
  readonly document: YamlDocument;
  readonly blanks: Resource['blanks'];
}

const annotations = ['metadata', 'annotations'];

/**
 * Reads the objects of a manifest; lists become their items, which go behind all other objects.
 * @param file named in errors and origins; '' for a text that lies in a kustomization
 * @throws KustomizeError `Resource` for text that is no YAML or holds something that is no object
 */
export function parseResources(
  text: string | Uint8Array,
  file: string,
  limits: Limits,
  repository?: string,
): Resource[] {
  const source = readText(text, file);
  let queue = readFound(source, file, limits, annotations);
  const [only] = queue;
  if (queue.length === 1 && only !== undefined && isWrappedList(only.value)) {
    queue = readFound(source, file, limits, ['items', '*', ...annotations]).flatMap((found) =>
      unwrap(found),
    );
  }
  const resources: Resource[] = [];
  for (let at = 0; at < queue.length; at++) {
    const found = queue[at] as Found;
    if (isBlank(found.value)) continue;
    const place = file === '' ? undefined : { file, line: found.document.line };
    const object = checkObject(found.value, place);
    const items = kindOf(object).endsWith('List') ? getOwn(object, 'items') : undefined;
    if (items !== undefined) {
      queue.push(...listItems(items, found, place));
      continue;
    }
    const resource = new Resource(object);
    resource.blanks = found.blanks;
    if (object === found.document.value) {
      resource.oddKeys = found.document.oddKeys;
      resource.declared = declaredTypes(source, found.document);
    }
    if (file !== '') resource.origin = originOf(found.document, file, repository);
    resources.push(resource);
  }
  return resources;
}

function originOf(document: YamlDocument, file: string, repository: string | undefined): Origin {
  const origin = { file, index: document.index, line: document.line };
  return repository === undefined ? origin : { ...origin, repository };
}

function readText(text: string | Uint8Array, file: string): string {
  return malformed(file, () => decodeText(text, file));
}

/** The documents that are not empty. `textual` leads to what stays as it is written. */
function readFound(
  text: string,
  file: string,
  limits: Limits,
  textual: readonly string[],
): Found[] {
  const documents = malformed(file, () =>
    parseAll(text, {
      dialect: 'kyaml',
      limits,
      textIn: [textual],
      ...(file === '' ? {} : { file }),
    }),
  );
  return documents
    .filter(({ value }) => value !== null)
    .map((document) => ({ value: document.value, document, blanks: document.blanks }));
}

function malformed<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const reason = `MalformedYAMLError: ${error.reason}`;
    const where = file === '' ? '' : ` in File: ${file.slice(file.lastIndexOf('/') + 1)}`;
    const mend = error.message.slice(error.reason.length);
    throw new KustomizeError('Resource', reason + where + mend, {
      retry: 'on-change',
      cause: error,
      ...(error.place === undefined ? {} : { place: error.place }),
    });
  }
}

function isBlank(value: Json): boolean {
  return value === null || (isObject(value) && Object.keys(value).length === 0);
}

function isWrappedList(value: Json): value is JsonObject {
  return isObject(value) && value['kind'] === 'List' && Object.hasOwn(value, 'items');
}

/** The items of a `List` that is alone in its file. */
function unwrap(found: Found): Found[] {
  const items = getOwn(found.value as JsonObject, 'items');
  if (!Array.isArray(items)) return [];
  return items.map((value, index) => ({
    value,
    document: found.document,
    blanks: found.blanks
      .filter(([key, at]) => key === 'items' && at === index)
      .map((path) => path.slice(2)),
  }));
}

function listItems(items: Json, found: Found, place: Place | undefined): Found[] {
  if (items === null) return [];
  if (!Array.isArray(items)) {
    throw problem(
      `expected array in ${kindOf(found.value)}/items, but found ${goTypeOf(items)}`,
      place,
    );
  }
  return items.map((value) => ({ value, document: found.document, blanks: [] }));
}

interface Place {
  readonly file: string;
  readonly line: number;
}

function checkObject(value: Json, place: Place | undefined): JsonObject {
  if (
    !isObject(value) ||
    !['apiVersion', 'kind', 'metadata'].some((key) => Object.hasOwn(value, key))
  ) {
    throw problem('missing Resource metadata', place);
  }
  const kind = kindOf(value);
  if (kind === '') throw problem(`missing kind in object ${describe(value)}`, place);
  if (!kind.endsWith('List') && nameOf(value) === '') {
    throw problem(`missing metadata.name in object ${describe(value)}`, place);
  }
  return value;
}

function kindOf(value: Json): string {
  const kind = isObject(value) ? getOwn(value, 'kind') : undefined;
  return typeof kind === 'string' ? kind : '';
}

function nameOf(object: JsonObject): string {
  return new Resource(object).name;
}

/** An object's metadata as Go prints the struct it reads it into. */
function describe(object: JsonObject): string {
  const resource = new Resource(object);
  const map = (field: 'labels' | 'annotations'): string =>
    `map[${[...textMap(object, field)].map(([key, text]) => `${key}:${text}`).join(' ')}]`;
  return `{{${resource.apiVersion} ${resource.kind}} {{${resource.name} ${resource.namespace}} ${map('labels')} ${map('annotations')}}}`;
}

function goTypeOf(value: Json): string {
  if (isObject(value)) return 'map[string]interface {}';
  return typeof value === 'number' ? 'float64' : typeof value === 'boolean' ? 'bool' : 'string';
}

function problem(message: string, place: Place | undefined): KustomizeError {
  return new KustomizeError('Resource', message, {
    retry: 'on-change',
    ...(place === undefined ? {} : { place }),
  });
}
