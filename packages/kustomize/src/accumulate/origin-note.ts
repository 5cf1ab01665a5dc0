import type { Json, JsonObject } from '@fluxts/base';
import { parse, stringify, YamlError } from '@fluxts/yaml';
import { parseRepositorySpec } from '../load/repository-spec.ts';
import { setTextMap, textMap } from '../model/metadata.ts';
import type { Resource } from '../model/resource.ts';
import type { ResourceSet } from '../model/resource-set.ts';

/** The annotation that says where an object comes from. */
export const originKey = 'config.kubernetes.io/origin';
/** The annotation that says which transformers an object went through. */
export const transformationsKey = 'alpha.config.kubernetes.io/transformations';

/** What configured a generator or transformer. */
export interface ConfiguredBy {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** What an origin annotation holds. Paths are relative to the kustomization that is built. */
export interface OriginNote {
  readonly path?: string;
  readonly repo?: string;
  readonly ref?: string;
  readonly configuredIn?: string;
  readonly configuredBy?: ConfiguredBy;
}

/** The note of something that a path leads to from where another note is. */
export function appendPath(origin: OriginNote, path: string): OriginNote {
  const spec = parseRepositorySpec(path);
  if (spec === undefined) return { ...origin, path: joinPath(origin.path ?? '', path) };
  return {
    path: spec.path === '.' ? '' : spec.path,
    repo: spec.url,
    ...(spec.ref === undefined ? {} : { ref: spec.ref }),
  };
}

/** The note of something that a file configured. */
export function configuredNote(
  origin: OriginNote,
  file: string,
  configuredBy: ConfiguredBy,
): OriginNote {
  const { repo, ref } = origin;
  return {
    ...(repo === undefined ? {} : { repo }),
    ...(ref === undefined ? {} : { ref }),
    configuredIn: joinPath(origin.path ?? '', file),
    configuredBy,
  };
}

function joinPath(base: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${base}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** Writes an object's origin, replacing what is there. */
export function setOrigin(resource: Resource, origin: OriginNote): void {
  annotate(resource, originKey, formatNote(origin));
}

/** Writes the origin of generated objects that have none. */
export function noteGenerated(resources: readonly Resource[], origin: OriginNote): void {
  for (const resource of resources) {
    if (!textMap(resource.object, 'annotations').has(originKey)) setOrigin(resource, origin);
  }
}

/** Notes on every object that a transformer was run; the first one becomes the origin of what has none. */
export function noteTransformer(resources: ResourceSet, origin: OriginNote): void {
  for (const resource of resources.list) {
    const annotations = textMap(resource.object, 'annotations');
    if (!annotations.has(originKey)) {
      setOrigin(resource, origin);
      continue;
    }
    const old = annotations.get(transformationsKey) ?? '';
    const item = formatNote(origin).trimEnd().replaceAll('\n', '\n  ');
    annotate(resource, transformationsKey, `${old}- ${item}\n`);
  }
}

/** Reads the note of an object; undefined for one without. */
export function readOrigin(resource: Resource): OriginNote | undefined {
  const text = textMap(resource.object, 'annotations').get(originKey);
  if (text === undefined) return undefined;
  try {
    return (parse(text) ?? {}) as OriginNote;
  } catch (error) {
    if (error instanceof YamlError) return {};
    throw error;
  }
}

function annotate(resource: Resource, key: string, value: string): void {
  setTextMap(
    resource.object,
    'annotations',
    textMap(resource.object, 'annotations').set(key, value),
  );
}

/** A note as Go writes the struct: fields in the order of their declaration, empty ones left out. */
function formatNote(origin: OriginNote): string {
  const { path = '', repo = '', ref = '', configuredIn = '', configuredBy } = origin;
  const lines = [
    ...line('path', path),
    ...line('repo', repo),
    ...line('ref', ref),
    ...line('configuredIn', configuredIn),
  ];
  if (configuredBy !== undefined) {
    lines.push('configuredBy:\n');
    for (const field of ['apiVersion', 'kind', 'name', 'namespace'] as const) {
      lines.push(...line(field, configuredBy[field] ?? '').map((text) => `  ${text}`));
    }
  }
  return lines.length === 0 ? '{}\n' : lines.join('');
}

function line(key: string, value: string): string[] {
  if (value === '') return [];
  const object: JsonObject = { [key]: value as Json };
  return [stringify(object)];
}
