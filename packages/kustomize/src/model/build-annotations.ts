import { jsonClone, type JsonObject } from '@fluxts/base';
import { setTextMap, textMap } from './metadata.ts';
import type { Resource } from './resource.ts';

const domain = 'internal.config.kubernetes.io';

/**
 * An object as the real kustomize shows it in messages: with the notes that it keeps in annotations and
 * takes out in the end.
 */
export function withBuildAnnotations(resource: Resource): JsonObject {
  const object = jsonClone(resource.object);
  const annotations = new Map(textMap(object, 'annotations'));
  const add = (name: string, values: readonly string[]): void => {
    if (values.length > 0) annotations.set(`${domain}/${name}`, values.join(','));
  };
  add('prefixes', resource.prefixes);
  add('suffixes', resource.suffixes);
  add(
    'previousKinds',
    resource.previous.map(({ kind }) => kind),
  );
  add(
    'previousNames',
    resource.previous.map(({ name }) => name),
  );
  add(
    'previousNamespaces',
    resource.previous.map(({ namespace }) => namespace),
  );
  if (resource.needsHash) add('needsHashSuffix', ['enabled']);
  if (resource.behavior !== undefined)
    add('generatorBehavior', [resource.behavior || 'unspecified']);
  setTextMap(object, 'annotations', annotations);
  return object;
}
