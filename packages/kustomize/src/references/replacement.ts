import { type Budget, isObject, jsonClone, type Json, LimitError } from '@fluxts/base';
import { resolvePlain } from '@fluxts/yaml';
import { KustomizeError } from '../error.ts';
import type { Slot } from '../model/field-spec.ts';
import { formatId, type ResId, selectsId } from '../model/res-id.ts';
import type { Resource } from '../model/resource.ts';
import type { ResourceSet } from '../model/resource-set.ts';
import { scalarText } from '../model/scalar.ts';
import { compileSelector, type Selector } from '../patch/selector.ts';
import { type CreateShape, lookupField, matchFields, splitFieldPath } from './field-path.ts';

/** How a value is cut out of, or put into, a text. */
export interface FieldOptions {
  readonly delimiter: string;
  readonly index: number;
  readonly create: boolean;
}

/** Where a value comes from. */
export interface ReplacementSource extends ResId {
  readonly fieldPath: string;
  readonly options: FieldOptions | undefined;
}

/** Where a value goes. */
export interface ReplacementTarget {
  readonly select: Selector | undefined;
  readonly reject: readonly Selector[];
  readonly fieldPaths: readonly string[];
  readonly options: FieldOptions | undefined;
}

/** A value that is copied from one object into others. */
export interface Replacement {
  readonly source: ReplacementSource | undefined;
  readonly sourceValue: string | undefined;
  /** Undefined when there is no such field. */
  readonly targets: readonly ReplacementTarget[] | undefined;
}

const defaultPath = 'metadata.name';

/** The longest text that is parted: what it parts into takes many times its room. */
const longestParted = 4 * 1024 * 1024;

/** What a value that is copied counts for beside its texts, in bytes. */
const bytesOfValue = 64;

/**
 * Copies values between objects, one replacement after the other. Since one may copy what another has
 * written, and so double it, all that is written counts.
 * @throws KustomizeError `Replacement`, LimitError
 */
export function replaceValues(
  resources: ResourceSet,
  replacements: readonly Replacement[],
  budget: Budget,
): void {
  for (const { source, sourceValue, targets } of replacements) {
    if ((source === undefined && sourceValue === undefined) || targets === undefined) {
      throw fail('replacements must specify a source and at least one target');
    }
    if (source !== undefined && sourceValue !== undefined) {
      throw fail('value and resource selectors are mutually exclusive');
    }
    const value =
      source === undefined
        ? resolvePlain(sourceValue as string, 'kyaml')
        : readSource(resources, source);
    const copy = { value, bytes: sizeOf(value), budget };
    for (const target of targets) writeTarget(resources, target, copy);
    // A replacement may have changed names.
    resources.touch();
  }
}

/** A value on its way into objects. */
interface Copy {
  readonly value: Json;
  readonly bytes: number;
  readonly budget: Budget;
}

function sizeOf(value: Json): number {
  if (typeof value === 'string') return bytesOfValue + value.length;
  if (typeof value !== 'object' || value === null) return bytesOfValue;
  let bytes = bytesOfValue;
  for (const key of Object.keys(value)) {
    bytes += key.length + sizeOf((value as Readonly<Record<string, Json>>)[key] as Json);
  }
  return bytes;
}

function readSource(resources: ResourceSet, source: ReplacementSource): Json {
  const matches = resources.list.filter((resource) =>
    [resource.id, ...resource.previousIds].some((id) => selectsId(source, id)),
  );
  const [first] = matches;
  if (first === undefined) throw fail(`nothing selected by ${describe(source)}`);
  if (matches.length > 1) throw fail(`multiple matches for selector ${describe(source)}`);
  const path = source.fieldPath === '' ? defaultPath : source.fieldPath;
  const value = lookupField(first.object, splitFieldPath(path));
  if (value === undefined || value === null || isEmptyCollection(value)) {
    throw fail(`fieldPath \`${path}\` is missing for replacement source ${formatId(source)}`);
  }
  const { options } = source;
  if (options === undefined || options.delimiter === '') return value;
  if (typeof value === 'object') {
    throw fail('delimiter option can only be used with scalar nodes');
  }
  const text = scalarText(value);
  const part = partsOf(text, options.delimiter)[options.index];
  if (part === undefined) {
    throw fail(`options.index ${options.index} is out of bounds for value ${text}`);
  }
  return typeof value === 'string' ? part : resolvePlain(part, 'kyaml');
}

function isEmptyCollection(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function describe(source: ReplacementSource): string {
  const { fieldPath, options } = source;
  const parts = [formatId(source)];
  if (fieldPath !== '') parts.push(fieldPath);
  if (options !== undefined && (options.delimiter !== '' || options.create)) {
    parts.push(`${options.delimiter}(${options.index}), create=${options.create}`);
  }
  return parts.join(':');
}

function writeTarget(resources: ResourceSet, target: ReplacementTarget, copy: Copy): void {
  if (target.select === undefined) throw fail('target must specify resources to select');
  const { select } = target;
  const metadata = compileSelector({ ...anyId, ...metadataOf(select) });
  const rejects = target.reject.map((reject) => ({
    reject,
    metadata: compileSelector({ ...anyId, ...metadataOf(reject) }),
  }));
  for (const resource of resources.list) {
    if (!metadata.matchesMetadata(resource)) continue;
    if (
      rejects.some((one) => !one.metadata.anyMetadata && one.metadata.matchesMetadata(resource))
    ) {
      continue;
    }
    const ids = [resource.id, ...resource.previousIds];
    const rejected = rejects.some(
      ({ reject }) => !isAnyId(reject) && ids.some((id) => selectsId(reject, id)),
    );
    if (!rejected && ids.some((id) => selectsId(select, id))) copyValue(resource, target, copy);
  }
}

const anyId: ResId = { group: '', version: '', kind: '', name: '', namespace: '' };

/** Names and kinds are compared here, not matched as expressions; labels and annotations are as elsewhere. */
function metadataOf(selector: Selector): Pick<Selector, 'labelSelector' | 'annotationSelector'> {
  const { labelSelector, annotationSelector } = selector;
  return { labelSelector, annotationSelector };
}

function isAnyId({ group, version, kind, name, namespace }: ResId): boolean {
  return [group, version, kind, name, namespace].every((part) => part === '');
}

function copyValue(resource: Resource, target: ReplacementTarget, copy: Copy): void {
  const { options } = target;
  const create = options?.create === true ? shapeOf(copy.value) : undefined;
  const paths = target.fieldPaths.length === 0 ? [defaultPath] : target.fieldPaths;
  for (const path of paths) {
    const what = create === undefined ? 'unable to find field' : 'unable to find or create field';
    const problem = `${what} "${path}" in replacement target`;
    let slots: Slot[];
    try {
      slots = matchFields(resource.object, splitFieldPath(path), create);
    } catch (error) {
      if (!(error instanceof KustomizeError)) throw error;
      throw fail(`${problem}: ${error.message}`, error);
    }
    if (slots.length === 0) throw fail(problem);
    for (const slot of slots) writeSlot(slot, copy, options);
  }
}

function shapeOf(value: Json): CreateShape {
  if (Array.isArray(value)) return 'list';
  return isObject(value) ? 'map' : 'scalar';
}

function writeSlot(
  slot: Slot,
  { value, bytes, budget }: Copy,
  options: FieldOptions | undefined,
): void {
  budget.bytes(bytes);
  const old = slot.value;
  const isScalar = old === null || typeof old !== 'object';
  let written = value;
  if (options !== undefined && options.delimiter !== '') {
    if (!isScalar) throw fail('delimiter option can only be used with scalar nodes');
    const text = insertPart(scalarText(old), scalarText(value), options);
    budget.bytes(text.length);
    written = text;
  }
  if (isScalar && (written === null || typeof written !== 'object')) {
    slot.set(keepType(old, scalarText(written)));
  } else {
    slot.set(jsonClone(written));
  }
}

function insertPart(text: string, part: string, { delimiter, index }: FieldOptions): string {
  const parts = partsOf(text, delimiter);
  if (index < 0) parts.unshift(part);
  else if (index >= parts.length) parts.push(part);
  else parts[index] = part;
  return parts.join(delimiter);
}

function partsOf(text: string, delimiter: string): string[] {
  if (text.length <= longestParted) return text.split(delimiter);
  throw new LimitError(
    'ByteLimit',
    `a replacement would part a text of more than ${longestParted} characters`,
    { retry: 'on-change' },
  );
}

/** A scalar that is there keeps its type, and the text has to fit it; one that is new takes the text's. */
function keepType(old: Json, text: string): Json {
  if (typeof old === 'string') return text;
  const value = resolvePlain(text, 'kyaml');
  if (old === null) return value;
  const isNumber = typeof old === 'number' || typeof old === 'bigint';
  const fits = isNumber
    ? typeof value === 'number' || typeof value === 'bigint'
    : typeof value === typeof old;
  if (!fits) {
    throw fail(`cannot decode \`${text}\` as a ${isNumber ? '!!int' : '!!bool'}`);
  }
  return value;
}

function fail(message: string, cause?: unknown): KustomizeError {
  return new KustomizeError('Replacement', message, {
    retry: 'on-change',
    ...(cause === undefined ? {} : { cause }),
  });
}
