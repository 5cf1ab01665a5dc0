import { createHash } from 'node:crypto';
import { getOwn, type Json, type JsonObject } from '@fluxts/base';
import { stringifyJson } from '@fluxts/yaml';
import type { ResourceSet } from '../model/resource-set.ts';

/** Puts a hash of their content behind the names of generated objects that are to have one. */
export function addHashes(resources: ResourceSet): void {
  for (const resource of resources.list) {
    if (!resource.needsHash) continue;
    const hash = contentHash(resource.kind, resource.object);
    resource.rememberId();
    resource.name = `${resource.name}-${hash}`;
  }
  resources.touch();
}

/** Ten characters over the content, the same as the real kustomize's. */
function contentHash(kind: string, object: JsonObject): string {
  // The real one looks for the name in the wrong place, and so has none.
  const content: JsonObject = { kind, name: '', data: getOwn(object, 'data') ?? '' };
  const more = kind === 'Secret' ? 'stringData' : 'binaryData';
  if (kind === 'Secret') content['type'] = getOwn(object, 'type') ?? '';
  const value = getOwn(object, more);
  if (value !== undefined) content[more] = value;
  const encoded = kind === 'ConfigMap' || kind === 'Secret' ? content : (object as Json);
  const digest = createHash('sha256')
    .update(stringifyJson(encoded, { go: true }))
    .digest('hex');
  // Digits and vowels that could make a word are replaced.
  return digest.slice(0, 10).replace(/[013ae]/g, (digit) => safe.get(digit) ?? digit);
}

const safe: ReadonlyMap<string, string> = new Map([
  ['0', 'g'],
  ['1', 'h'],
  ['3', 'k'],
  ['a', 'm'],
  ['e', 't'],
]);
