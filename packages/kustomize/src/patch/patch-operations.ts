import { isObject, type Json, type JsonObject } from '@fluxts/base';
import { decodeText, parse, parseJson, YamlError } from '@fluxts/yaml';
import type { BuildContext } from '../build-context.ts';
import { KustomizeError } from '../error.ts';
import { flagOf, objectOf, textOf, textsOf } from '../kustomization/fields.ts';
import { readSelector } from '../kustomization/kustomization.ts';
import type { Directory } from '../load/directory.ts';
import { parseResources } from '../load/parse-resources.ts';
import { formatId, idKey } from '../model/res-id.ts';
import type { Resource } from '../model/resource.ts';
import type { ResourceSet } from '../model/resource-set.ts';
import type { Operation } from '../transform/operation.ts';
import { wrapErrors } from '../wrap-error.ts';
import { applyJson6902, applyStrategicMerge, patchForTarget } from './apply-patch.ts';
import { select, type Selector } from './selector.ts';

/**
 * Prepares an entry of `patches`: strategic or JSON 6902, whichever the text is.
 * @param configText the entry as YAML, for messages
 * @throws KustomizeError `Patch`
 */
export function patchOperation(
  config: JsonObject,
  configText: string,
  directory: Directory,
  context: BuildContext,
): Operation {
  const path = textOf(config, 'path');
  const inline = textOf(config, 'patch').trim();
  if (path === '' && inline === '') {
    throw fail(`must specify one of patch and path in\n${configText}`);
  }
  if (path !== '' && inline !== '') {
    throw fail(`patch and path can't be set at the same time\n${configText}`);
  }
  const text =
    path === ''
      ? inline
      : wrapErrors(`failed to get the patch file from path(${path})`, () =>
          loadText(directory, path),
        );
  const source =
    path === '' ? `[patch: ${JSON.stringify(inline)}]` : `[path: ${JSON.stringify(path)}]`;
  const file = path === '' ? '' : directory.pathOf(path);
  const patches = attempt(() => parseResources(text, file, context.limits));
  const operations = attempt(() => readOperations(text));
  if (patches instanceof Error && operations instanceof Error) {
    throw fail(`unable to parse SM or JSON patch from ${source}`, patches);
  }
  const target = objectOf(config, 'target');
  const selector = target === undefined ? undefined : readSelector(target);
  if (patches instanceof Error) {
    return jsonOperation(operations as Json[], selector, source);
  }
  if (!(operations instanceof Error) && patches.length > 0 && operations.length > 0) {
    throw fail(`illegally qualifies as both an SM and JSON patch: ${source}`);
  }
  const options = objectOf(config, 'options') ?? {};
  for (const patch of patches) {
    patch.allowNameChange = flagOf(options, 'allowNameChange');
    patch.allowKindChange = flagOf(options, 'allowKindChange');
  }
  return mergeOperation(patches, selector, source, context);
}

function loadText(directory: Directory, path: string): string {
  return decodeText(directory.load(path), directory.pathOf(path));
}

function attempt<T>(work: () => T): T | Error {
  try {
    return work();
  } catch (error) {
    if (error instanceof KustomizeError || error instanceof YamlError) return error;
    throw error;
  }
}

/** The operations of a JSON 6902 patch, JSON or YAML; none for a text that is empty. */
function readOperations(text: string): Json[] {
  if (text.trim() === '') throw fail('empty json patch operations');
  const value = text.startsWith('[') ? parseJson(text) : parse(text, { duplicateKeys: 'last' });
  if (value === null) return [];
  if (!Array.isArray(value) || !value.every((item) => isObject(item))) {
    const kind = Array.isArray(value) ? 'array' : typeof value;
    throw fail(`json: cannot unmarshal ${kind} into Go value of type jsonpatch.Patch`);
  }
  return value;
}

function mergeOperation(
  patches: readonly Resource[],
  selector: Selector | undefined,
  source: string,
  context: BuildContext,
): Operation {
  const [first] = patches;
  // A file without any patch counts as one of the other sort, with nothing to do.
  if (first === undefined) return jsonOperation([], selector, source);
  if (selector === undefined) {
    return (resources) => {
      for (const patch of patches) {
        const id = patch.originalId;
        const target = wrapErrors(
          `no resource matches strategic merge patch "${formatId(id)}"`,
          () => uniqueTarget(resources, patch),
        );
        applyStrategicMerge(target, patch, context.schemas);
        context.budget.step();
        if (patch.allowNameChange || patch.allowKindChange || target.isEmpty) resources.touch();
      }
      resources.touch();
    };
  }
  return (resources) => {
    if (patches.length > 1) {
      throw fail(
        `Multiple Strategic-Merge Patches in one \`patches\` entry is not allowed to set \`patches.target\` field: ${source}`,
      );
    }
    mergeInto(resources, select(resources, selector), first, context);
  };
}

/** Merges a patch into objects, of which some may become equal to others or go. */
function mergeInto(
  resources: ResourceSet,
  targets: readonly Resource[],
  patch: Resource,
  context: BuildContext,
): void {
  for (const target of targets) {
    applyStrategicMerge(target, patchForTarget(patch, target), context.schemas);
    context.budget.step();
  }
  resources.touch();
  resources.dropEmpty();
  const seen = new Set<string>();
  for (const { id } of resources.list) {
    const key = idKey(id);
    if (seen.has(key)) {
      throw new KustomizeError(
        'Conflict',
        `may not add resource with an already registered id: ${formatId(id)}`,
        { retry: 'on-change' },
      );
    }
    seen.add(key);
  }
}

function uniqueTarget(resources: ResourceSet, patch: Resource): Resource {
  const id = patch.originalId;
  const matches = resources.byAnyId(id).filter((resource) => !resource.isEmpty);
  const [only] = matches;
  if (only !== undefined && matches.length === 1) return only;
  const what = matches.length === 0 ? 'no matches for' : 'multiple matches for';
  throw new KustomizeError(
    'Patch',
    `${what} Id ${formatId(id)}; failed to find unique target for patch ${formatId(id)}`,
    {
      retry: 'on-change',
      ...(patch.origin === undefined
        ? {}
        : { place: { file: patch.origin.file, line: patch.origin.line } }),
    },
  );
}

function jsonOperation(
  operations: readonly Json[],
  selector: Selector | undefined,
  source: string,
): Operation {
  return (resources) => {
    if (selector === undefined) throw fail(`must specify a target for JSON patch ${source}`);
    for (const resource of select(resources, selector)) {
      resource.rememberId();
      applyJson6902(resource, operations);
    }
    resources.touch();
  };
}

/** Prepares `patchesStrategicMerge`: files, or patches written out. @throws KustomizeError `Patch` */
export function strategicMergeOperation(
  config: JsonObject,
  directory: Directory,
  context: BuildContext,
): Operation {
  const paths = textsOf(config, 'paths');
  const inline = textOf(config, 'patches');
  if (paths.length === 0 && inline === '') {
    throw fail('empty file path and empty patch content');
  }
  const patches = paths.flatMap((path) => {
    const written = attempt(() => parseResources(path, '', context.limits));
    return written instanceof Error
      ? parseResources(loadText(directory, path), directory.pathOf(path), context.limits)
      : written;
  });
  if (inline !== '') patches.push(...parseResources(inline, '', context.limits));
  if (patches.length === 0) {
    throw fail(`patch appears to be empty; files=[${paths.join(' ')}], Patch=${inline}`);
  }
  return (resources) => {
    for (const patch of patches) {
      mergeInto(resources, [uniqueTarget(resources, patch)], patch, context);
    }
  };
}

/** Prepares an entry of `patchesJson6902`. @throws KustomizeError `Patch` */
export function json6902Operation(config: JsonObject, directory: Directory): Operation {
  const target = objectOf(config, 'target');
  if (target === undefined || textOf(target, 'name') === '') {
    throw fail('must specify the target name');
  }
  const path = textOf(config, 'path');
  const inline = textOf(config, 'jsonOp');
  if (path === '' && inline === '') throw fail('empty file path and empty jsonOp');
  if (path !== '' && inline !== '') throw fail('must specify a file path or jsonOp, not both');
  const text = path === '' ? inline : loadText(directory, path);
  if (text === '') throw fail(`patch file '${path}' empty seems to be empty`);
  const operations = wrapErrors(`decoding ${asJson(text)}`, () => readOperations(text), 'Patch');
  if (operations.length === 0) {
    throw fail(`patch appears to be empty; file=${path}, JsonOp=${text}`);
  }
  const selector = readSelector(target);
  return (resources) => {
    for (const resource of select(resources, selector)) applyJson6902(resource, operations);
    resources.touch();
  };
}

function asJson(text: string): string {
  if (text.startsWith('[')) return text;
  const value = attempt(() => parse(text));
  return value instanceof Error ? text : JSON.stringify(value);
}

function fail(message: string, cause?: unknown): KustomizeError {
  const place = cause instanceof KustomizeError ? cause.place : undefined;
  return new KustomizeError('Patch', message, {
    retry: 'on-change',
    ...(cause === undefined ? {} : { cause }),
    ...(place === undefined ? {} : { place }),
  });
}
