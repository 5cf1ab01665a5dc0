import {
  Budget,
  deepFreeze,
  defaultLimits,
  getPath,
  type JsonObject,
  LimitError,
} from '@fluxts/base';
import { stringifyAll, YamlError } from '@fluxts/yaml';
import { Accumulator } from './accumulate/accumulator.ts';
import { loadKustomization } from './accumulate/load-kustomization.ts';
import { originKey, transformationsKey } from './accumulate/origin-note.ts';
import { chooseSchemas, Target } from './accumulate/target.ts';
import type { BuildContext } from './build-context.ts';
import { SchemaHolder } from './build-context.ts';
import { digestOf, fingerprint, Recorder, StepCache } from './cache.ts';
import { KustomizeError } from './error.ts';
import type { KustomizationFile } from './kustomization/kustomization.ts';
import { Directory } from './load/directory.ts';
import { setTextMap, textMap } from './model/metadata.ts';
import { formatId } from './model/res-id.ts';
import type { Resource } from './model/resource.ts';
import { placeOf, type ResourceSet } from './model/resource-set.ts';
import type { BuildOptions, BuildResult } from './options.ts';
import { fixNameReferences } from './references/name-references.ts';
import { resolveVariables } from './references/variables.ts';
import { addHashes } from './transform/hash.ts';
import { setEntries } from './transform/labels.ts';
import { sortResources } from './transform/sort.ts';
import type { KustomizeTree } from './tree.ts';

/** The release whose output this engine reproduces. */
const kustomizeVersion = 'v5.7.1';

/** No object can hold as much, and taking it apart by lines would take many times its room. */
const largestFile = 64 * 1024 * 1024;

/** Notes that the real kustomize keeps in annotations while it builds, and never prints. */
const internalAnnotations: readonly string[] = [
  'internal.config.kubernetes.io/path',
  'internal.config.kubernetes.io/index',
  'internal.config.kubernetes.io/seqindent',
  'internal.config.kubernetes.io/id',
  'internal.config.kubernetes.io/annotations-migration-resource-id',
  'internal.config.kubernetes.io/previousKinds',
  'internal.config.kubernetes.io/previousNames',
  'internal.config.kubernetes.io/previousNamespaces',
  'internal.config.kubernetes.io/prefixes',
  'internal.config.kubernetes.io/suffixes',
  'internal.config.kubernetes.io/allowNameChange',
  'internal.config.kubernetes.io/allowKindChange',
  'internal.config.kubernetes.io/refBy',
  'internal.config.kubernetes.io/generatorBehavior',
  'internal.config.kubernetes.io/needsHashSuffix',
  'config.kubernetes.io/path',
  'config.kubernetes.io/index',
  'config.k8s.io/id',
];

/**
 * Builds a collected tree. Synchronous and pure: same tree and options, same result.
 * @throws KustomizeError for what is wrong with the tree, LimitError for one that is too much work
 */
export function build(tree: KustomizeTree, options: BuildOptions = {}): BuildResult {
  const limits = options.limits ?? defaultLimits;
  const budget = new Budget(limits);
  const files = new Set<string>();
  const recorder = new Recorder();
  const context: BuildContext = {
    load: {
      tree,
      onRead: ({ fs, repository, path, bytes }) => {
        if (bytes !== undefined) {
          if (bytes.length > largestFile) throw fileTooLarge(path);
          budget.bytes(bytes.length);
          if (repository === '') files.add(path);
        }
        if (!recorder.isOn) return;
        recorder.note(
          repository,
          path,
          bytes === undefined ? fingerprint(fs, path) : digestOf(bytes),
        );
      },
      onRemoteFile: () => recorder.noteUnknown(),
    },
    options,
    limits,
    budget,
    schemas: new SchemaHolder(),
    warnings: [],
    buildMetadata: [],
    cache: options.cache instanceof StepCache ? options.cache : undefined,
    recorder,
  };
  try {
    return buildRoot(context, files);
  } catch (error) {
    throw asKustomizeError(error);
  }
}

function buildRoot(context: BuildContext, files: ReadonlySet<string>): BuildResult {
  const { options } = context;
  const recording = context.recorder.start();
  const directory = Directory.root(
    context.load,
    options.loadRestrictor ?? 'LoadRestrictionsRootOnly',
  );
  const file = loadKustomization(directory, context);
  const { buildMetadata } = file;
  chooseSchemas(file, directory, context, true);
  const target = new Target(
    directory,
    file,
    { ...context, buildMetadata },
    {
      origin: buildMetadata.length > 0 ? {} : undefined,
      helmNamespace: '',
    },
  );
  const { resources, config, variables } = target.accumulate(new Accumulator());
  addHashes(resources);
  fixNameReferences(resources, config.nameReference);
  const unused = resolveVariables(resources, variables, config.varReference);
  if (unused.length > 0) {
    context.warnings.push(`well-defined vars that were never replaced: ${unused.join(',')}`);
  }
  dropLocalConfig(resources);
  order(resources, file, options);
  finish(resources, file, options);
  const inputs = context.recorder.stop(recording);
  const all = new Set([
    ...files,
    ...inputs
      .filter(({ repository, digest }) => repository === '' && isFileDigest(digest))
      .map(({ path }) => path),
  ]);
  return deepFreeze({
    objects: resources.list.map(({ object, origin }) => ({ object, origin })),
    files: [...all].sort(),
    warnings: [...context.warnings],
  });
}

function isFileDigest(digest: string): boolean {
  return !['nothing', 'directory', 'unreadable', 'unknown'].includes(digest);
}

function dropLocalConfig(resources: ResourceSet): void {
  const isLocal = (annotations: ReadonlyMap<string, string>): boolean => {
    const value = annotations.get('config.kubernetes.io/local-config');
    return value !== undefined && value !== 'false';
  };
  resources.reset(resources.list.filter(({ object }) => !isLocal(textMap(object, 'annotations'))));
}

function order(
  resources: ResourceSet,
  { sortOptions }: KustomizationFile,
  options: BuildOptions,
): void {
  if (sortOptions !== undefined) sortResources(resources, sortOptions);
  else if (options.order === 'legacy') sortResources(resources, { order: 'legacy' });
}

function finish(
  resources: ResourceSet,
  { buildMetadata }: KustomizationFile,
  options: BuildOptions,
): void {
  if (options.managedByLabel === true || buildMetadata.includes('managedByLabel')) {
    setEntries(
      resources,
      new Map([['app.kubernetes.io/managed-by', `kustomize-${kustomizeVersion}`]]),
      [{ group: '', version: '', kind: '', path: 'metadata/labels', create: true }],
    );
  }
  const hidden = [...internalAnnotations];
  if (!buildMetadata.includes('originAnnotations')) hidden.push(originKey);
  if (!buildMetadata.includes('transformerAnnotations')) hidden.push(transformationsKey);
  for (const resource of resources.list) {
    const { object } = resource;
    refuseOddKeys(resource);
    // Written again in any case: what is left is text, and an empty map goes.
    const annotations = textMap(object, 'annotations');
    for (const key of hidden) annotations.delete(key);
    setTextMap(object, 'annotations', annotations);
  }
}

function refuseOddKeys(resource: Resource): void {
  const path = resource.oddKeys.find((keys) => getPath(resource.object, ...keys) !== undefined);
  if (path === undefined) return;
  throw new KustomizeError(
    'Resource',
    `json: unsupported type: map[interface {}]interface {}: the key ${String(path.at(-1))} of ${formatId(resource.id)} is not a text; put it in quotes`,
    { retry: 'on-change', ...placeOf(resource) },
  );
}

function fileTooLarge(path: string): LimitError {
  const message = `the file '${path}' has more than ${largestFile} bytes`;
  return new LimitError('ByteLimit', message, { retry: 'on-change' });
}

function asKustomizeError(error: unknown): unknown {
  if (error instanceof YamlError) {
    return new KustomizeError('Resource', error.message, {
      retry: 'on-change',
      cause: error,
      ...(error.place === undefined ? {} : { place: error.place }),
    });
  }
  // Text that nests deeper than the stack: bounded elsewhere, but never a crash.
  if (error instanceof RangeError && /call stack/i.test(error.message)) {
    return new LimitError('DepthLimit', 'nested too deep', { retry: 'on-change', cause: error });
  }
  return error;
}

/** The built objects as `kubectl kustomize` prints them. */
export function renderObjects(objects: readonly JsonObject[]): string {
  return stringifyAll(objects);
}
