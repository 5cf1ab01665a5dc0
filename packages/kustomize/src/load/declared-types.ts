import { isObject, type Json } from '@fluxts/base';
import { locate, parseJson, type YamlDocument, YamlError } from '@fluxts/yaml';
import { openApiType } from '../schema/open-api.ts';
import type { MergeSchema } from '../schema/merge-schema.ts';

const comment = /^[^#]*:\s*#\s*(\{.*\})\s*$/;
/** A document with more fields than this is not searched for the fields its comments belong to. */
const maxFields = 500;

/**
 * Types that a document declares in comments behind its keys, for strategic merges: kustomize reads
 * `items: # {"x-kubernetes-patch-strategy": "merge", …}`. Rare enough to be looked for line by line.
 * @returns types by {@link pathKey}
 */
export function declaredTypes(
  text: string,
  document: YamlDocument,
): ReadonlyMap<string, MergeSchema> {
  const declared = new Map<string, MergeSchema>();
  if (!text.includes('x-kubernetes-patch-strategy')) return declared;
  const byLine = new Map<number, MergeSchema>();
  for (const [at, line] of text.split('\n').entries()) {
    const type = readType(comment.exec(line)?.[1]);
    if (type !== undefined) byLine.set(at + 1, type);
  }
  if (byLine.size === 0) return declared;
  let fields = 0;
  const visit = (value: Json, path: readonly (string | number)[]): void => {
    if (!isObject(value) || fields > maxFields) return;
    for (const key of Object.keys(value)) {
      fields++;
      const at = [...path, key];
      const type = byLine.get(locate(text, document.index, at)?.line ?? 0);
      if (type !== undefined) declared.set(pathKey(at), type);
      visit(value[key] as Json, at);
    }
  };
  visit(document.value, []);
  return declared;
}

/** The key of a path in the map of declared types. */
export function pathKey(path: readonly (string | number)[]): string {
  return path.join('\n');
}

function readType(json: string | undefined): MergeSchema | undefined {
  if (json === undefined) return undefined;
  try {
    const type = parseJson(json);
    return isObject(type) ? openApiType(type) : undefined;
  } catch (error) {
    if (error instanceof YamlError) return undefined;
    throw error;
  }
}
