import { isUtf8 } from 'node:buffer';
import { getOwn, isObject, type Json, type JsonObject, setOwn } from '@fluxts/base';
import { KustomizeError } from '../error.ts';
import { flagOf, objectOf, textMapOf, textOf, textsOf } from '../kustomization/fields.ts';
import type { Directory } from '../load/directory.ts';
import { setTextMap } from '../model/metadata.ts';
import { type Behavior, Resource } from '../model/resource.ts';
import { readKeyValues } from './key-values.ts';

/** The kinds that are generated from pairs. */
export type GeneratedKind = 'ConfigMap' | 'Secret';

/** Adds the `generatorOptions` of a kustomization to those of one generator, whose own count more. */
export function withGlobalOptions(args: JsonObject, globals: JsonObject | undefined): JsonObject {
  if (globals === undefined) return args;
  const local = objectOf(args, 'options') ?? {};
  const options: JsonObject = { ...local };
  for (const field of ['labels', 'annotations']) {
    const merged = { ...objectOf(globals, field), ...objectOf(local, field) };
    if (Object.keys(merged).length > 0) options[field] = merged;
  }
  for (const field of ['disableNameSuffixHash', 'immutable']) {
    if (flagOf(globals, field)) options[field] = true;
  }
  return { ...args, options };
}

/** Generates a ConfigMap or a Secret. @throws KustomizeError `Generator` */
export function generateFromPairs(
  kind: GeneratedKind,
  args: JsonObject,
  directory: Directory,
): Resource {
  const name = textOf(args, 'name');
  if (name === '') {
    throw new KustomizeError('Generator', 'a configmap must have a name', { retry: 'on-change' });
  }
  const metadata: JsonObject = { name };
  const namespace = textOf(args, 'namespace');
  if (namespace !== '') metadata['namespace'] = namespace;
  const object: JsonObject = { apiVersion: 'v1', kind, metadata };
  if (kind === 'Secret') object['type'] = textOf(args, 'type') || 'Opaque';
  const sources = {
    literals: textsOf(args, 'literals'),
    files: textsOf(args, 'files'),
    envs: [...textsOf(args, 'envs'), ...textsOf(args, 'env').filter((env) => env !== '')],
  };
  setPairs(object, kind, readKeyValues(sources, directory, name));
  const options = objectOf(args, 'options') ?? {};
  for (const field of ['labels', 'annotations'] as const) {
    const entries = textMapOf(options, field);
    if (entries !== undefined) setTextMap(object, field, entries);
  }
  if (flagOf(options, 'immutable')) object['immutable'] = true;
  const resource = new Resource(object);
  resource.needsHash = !flagOf(options, 'disableNameSuffixHash');
  resource.behavior = readBehavior(textOf(args, 'behavior'));
  return resource;
}

function readBehavior(text: string): Behavior {
  return text === 'create' || text === 'merge' || text === 'replace' ? text : '';
}

function setPairs(
  object: JsonObject,
  kind: GeneratedKind,
  pairs: ReadonlyMap<string, Uint8Array>,
): void {
  for (const key of [...pairs.keys()].sort()) {
    const bytes = pairs.get(key) as Uint8Array;
    const asText = kind === 'ConfigMap' && isUtf8(bytes);
    const field = kind === 'ConfigMap' && !asText ? 'binaryData' : 'data';
    const data = objectOf(object, field) ?? {};
    object[field] = data;
    setOwn(data, key, asText ? Buffer.from(bytes).toString('utf8') : encodeBase64(bytes));
  }
}

/** Base64 as Go's YAML breaks it: lines of 70 characters, where there is more than one. */
function encodeBase64(bytes: Uint8Array): string {
  const packed = Buffer.from(bytes).toString('base64');
  if (packed.length < 70) return packed;
  return packed.replace(/.{1,70}/g, '$&\n');
}

/** Lays the data of a generated object over that of the one it merges into. */
export function mergeData(target: JsonObject, base: JsonObject): void {
  for (const field of ['data', 'binaryData']) {
    const merged: JsonObject = {};
    for (const source of [getOwn(base, field), getOwn(target, field)]) {
      if (!isObject(source)) continue;
      for (const key of Object.keys(source)) setOwn(merged, key, getOwn(source, key) as Json);
    }
    if (Object.keys(merged).length > 0) target[field] = merged;
    else delete target[field];
  }
}
