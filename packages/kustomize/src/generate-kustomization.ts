import {
  defaultLimits,
  type FileKind,
  type FileSystem,
  FluxtsError,
  isObject,
  type Json,
  type JsonObject,
  LimitError,
  normalizePath,
} from '@fluxts/base';
import { decodeText, parse, stringify, stringifyJson } from '@fluxts/yaml';
import { KustomizeError } from './error.ts';
import { decode } from './kustomization/decode.ts';
import { objectsOf, textOf, textsOf } from './kustomization/fields.ts';
import { kustomizationFileNames } from './kustomization/kustomization.ts';
import { kustomizationShape } from './kustomization/shape.ts';
import { parseResources } from './load/parse-resources.ts';
import { wrapErrors } from './wrap-error.ts';

/** What a Flux `Kustomization` object adds to the kustomization file of its path. */
export interface KustomizationOverrides {
  readonly targetNamespace?: string;
  readonly namePrefix?: string;
  readonly nameSuffix?: string;
  /** Entries of the object's `patches`, `patchesStrategicMerge`, `patchesJson6902` and `images`. */
  readonly patches?: readonly JsonObject[];
  readonly patchesStrategicMerge?: readonly JsonObject[];
  readonly patchesJson6902?: readonly JsonObject[];
  readonly images?: readonly JsonObject[];
  /** Directories relative to the path. */
  readonly components?: readonly string[];
  readonly ignoreMissingComponents?: boolean;
  readonly buildMetadata?: readonly string[];
  /** Whether a file, by its path in the file system, is to be passed over. */
  readonly isIgnored?: (path: string) => boolean;
}

/** A directory with the kustomization file to build it by. */
export interface GeneratedKustomization {
  /** The given file system with that file laid over it. */
  readonly fs: FileSystem;
  /** Where the file lies. */
  readonly file: string;
  readonly content: string;
  /** Whether there was none before. */
  readonly generated: boolean;
}

/**
 * Lays a kustomization file over a directory as Flux does: the one that is there, or one generated from
 * all YAML files below (a directory with its own kustomization file is taken as a whole), with the
 * overrides merged in. The given file system is not changed. Build it with `LoadRestrictionsNone`.
 * @throws KustomizeError `Resource` (`failed to decode Kubernetes YAML from …`), `KustomizationFile`
 */
export function generateKustomization(
  fs: FileSystem,
  directory: string,
  overrides: KustomizationOverrides = {},
): GeneratedKustomization {
  const base = normalizePath(directory);
  const name = kustomizationFileNames.find((known) => fs.kind(join(base, known)) === 'file');
  const file = join(base, name ?? 'kustomization.yaml');
  const fields = name === undefined ? scan(fs, base, overrides) : read(fs, file);
  fields['apiVersion'] ??= 'kustomize.config.k8s.io/v1beta1';
  fields['kind'] ??= 'Kustomization';
  if (name !== undefined && textsOf(fields, 'resources').length === 0) {
    // Keeps a file without resources from being refused as empty.
    fields['buildMetadata'] = ['originAnnotations'];
  }
  apply(fields, overrides, fs, base);
  const content = stringify(fields);
  return {
    fs: new OverlayFileSystem(fs, file, content),
    file,
    content,
    generated: name === undefined,
  };
}

function read(fs: FileSystem, file: string): JsonObject {
  const value = wrapErrors(
    (message) => message,
    () => parse(decodeText(fs.read(file), file), { file, duplicateKeys: 'last' }),
    'KustomizationFile',
  );
  // Unknown fields are left for the build to complain about.
  const known = decode(value, kustomizationShape, { typeName: 'Kustomization', strict: false });
  return isObject(value) ? { ...value, ...known } : known;
}

function scan(
  fs: FileSystem,
  base: string,
  { isIgnored = () => false }: KustomizationOverrides,
): JsonObject {
  const resources: string[] = [];
  const visit = (directory: string): void => {
    for (const name of fs.list(directory)) {
      const path = join(directory, name);
      const kind = fs.kind(path);
      const relative = `./${path.slice(base === '.' ? 0 : base.length + 1)}`;
      if (kind === 'directory') {
        const isOwn = kustomizationFileNames.some((known) => fs.kind(join(path, known)) === 'file');
        if (isOwn) resources.push(relative);
        else if (fs.realpath(path) === path) visit(path);
      } else if (kind === 'file' && /\.ya?ml$/.test(name) && !isIgnored(path)) {
        wrapErrors(`failed to decode Kubernetes YAML from ${path}`, () =>
          parseResources(fs.read(path), path, defaultLimits),
        );
        resources.push(relative);
      }
    }
  };
  visit(base);
  // A directory without objects builds to nothing, and does not fail.
  return resources.length === 0 ? { namespace: '_placeholder' } : { resources };
}

function apply(
  fields: JsonObject,
  overrides: KustomizationOverrides,
  fs: FileSystem,
  base: string,
): void {
  if (overrides.targetNamespace !== undefined) fields['namespace'] = overrides.targetNamespace;
  if (overrides.namePrefix !== undefined) fields['namePrefix'] = overrides.namePrefix;
  if (overrides.nameSuffix !== undefined) fields['nameSuffix'] = overrides.nameSuffix;
  append(fields, 'patches', overrides.patches ?? []);
  append(
    fields,
    'components',
    (overrides.components ?? []).filter((component) => isWanted(component, overrides, fs, base)),
  );
  append(
    fields,
    'patchesStrategicMerge',
    (overrides.patchesStrategicMerge ?? []).map((patch) => stringifyJson(patch)),
  );
  append(
    fields,
    'patchesJson6902',
    (overrides.patchesJson6902 ?? []).map((patch) => ({
      ...patch,
      patch:
        typeof patch['patch'] === 'string' ? patch['patch'] : stringifyJson(patch['patch'] ?? null),
    })),
  );
  mergeImages(fields, overrides.images ?? []);
  if ((overrides.buildMetadata ?? []).length > 0) {
    fields['buildMetadata'] = [...(overrides.buildMetadata ?? [])];
  }
}

function append(fields: JsonObject, field: string, items: readonly Json[]): void {
  if (items.length === 0) return;
  const there = fields[field];
  fields[field] = [...(Array.isArray(there) ? there : []), ...items];
}

function isWanted(
  component: string,
  { ignoreMissingComponents = false }: KustomizationOverrides,
  fs: FileSystem,
  base: string,
): boolean {
  if (
    component === '' ||
    component.startsWith('/') ||
    /^[a-z]+:|^git@|^github\.com\//i.test(component)
  ) {
    throw new KustomizeError(
      'KustomizationFile',
      `component path '${component}' must be local and relative`,
      { retry: 'on-change' },
    );
  }
  return !ignoreMissingComponents || exists(fs, `${base}/${component}`);
}

function exists(fs: FileSystem, path: string): boolean {
  try {
    return fs.kind(normalizePath(path)) !== undefined;
  } catch (error) {
    if (error instanceof FluxtsError && !(error instanceof LimitError)) return false;
    throw error;
  }
}

/** An image that the file names already keeps what the override says nothing of; tag and digest go together. */
function mergeImages(fields: JsonObject, images: readonly JsonObject[]): void {
  const merged = objectsOf(fields, 'images').map((image) => ({ ...image }) as JsonObject);
  for (const image of images) {
    const known = merged.find((other) => textOf(other, 'name') === textOf(image, 'name'));
    if (known === undefined) {
      merged.push(image);
      continue;
    }
    if (textOf(image, 'newName') !== '') known['newName'] = textOf(image, 'newName');
    const [newTag, digest] = [textOf(image, 'newTag'), textOf(image, 'digest')];
    if (newTag === '' && digest === '') continue;
    known['newTag'] = newTag;
    known['digest'] = digest;
  }
  if (merged.length > 0) fields['images'] = merged;
}

function join(directory: string, name: string): string {
  return directory === '.' ? name : `${directory}/${name}`;
}

/** A file system with one file laid over it. */
class OverlayFileSystem implements FileSystem {
  readonly #fs: FileSystem;
  readonly #file: string;
  readonly #content: Uint8Array;

  constructor(fs: FileSystem, file: string, content: string) {
    this.#fs = fs;
    this.#file = file;
    this.#content = new TextEncoder().encode(content);
  }

  #isFile(path: string): boolean {
    if (normalizePath(path) === this.#file) return true;
    if (!path.endsWith(this.#file.slice(this.#file.lastIndexOf('/') + 1))) return false;
    const slash = path.lastIndexOf('/');
    const parent = slash < 0 ? '.' : path.slice(0, slash);
    // The directory may be come to by a link.
    return (
      this.#fs.kind(parent) === 'directory' &&
      join(this.#fs.realpath(parent), path.slice(slash + 1)) === this.#file
    );
  }

  read(path: string): Uint8Array {
    return this.#isFile(path) ? this.#content : this.#fs.read(path);
  }

  list(path: string): readonly string[] {
    const names = this.#fs.list(path);
    const slash = this.#file.lastIndexOf('/');
    const parent = slash < 0 ? '.' : this.#file.slice(0, slash);
    const name = this.#file.slice(slash + 1);
    if (this.#fs.realpath(path) !== parent || names.includes(name)) return names;
    return [...names, name].sort();
  }

  kind(path: string): FileKind | undefined {
    return this.#isFile(path) ? 'file' : this.#fs.kind(path);
  }

  realpath(path: string): string {
    return this.#isFile(path) ? this.#file : this.#fs.realpath(path);
  }
}
