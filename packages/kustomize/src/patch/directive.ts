import { getOwn, isObject, type JsonArray, type JsonObject } from '@fluxts/base';
import { KustomizeError } from '../error.ts';
import { scalarText } from '../model/scalar.ts';

/** What a patch says about the value it stands for: `$patch: replace`, `delete` or `merge`. */
export type Directive = 'merge' | 'replace' | 'delete';

const key = '$patch';

/**
 * Reads the directive of a map and takes it out of the patch; `merge` where there is none.
 * @param lenient leaves a directive that is not known in place
 * @throws KustomizeError `Patch`
 */
export function mapDirective(patch: JsonObject, lenient: boolean): Directive {
  const value = getOwn(patch, key);
  if (value === undefined) return 'merge';
  const directive = scalarText(value);
  if (!isDirective(directive)) {
    if (lenient) return 'merge';
    throw unknown(directive);
  }
  delete patch[key];
  return directive;
}

/**
 * Reads the directive of a list, an item with nothing else in it, and takes it out of the patch.
 * @throws KustomizeError `Patch`
 */
export function listDirective(patch: JsonArray): Directive {
  const item = patch.find((candidate) => isObject(candidate) && Object.hasOwn(candidate, key));
  if (!isObject(item) || Object.keys(item).length > 1) return 'merge';
  const directive = scalarText(getOwn(item, key));
  if (!isDirective(directive)) throw unknown(directive);
  const rest = patch.filter(
    (candidate) => !isObject(candidate) || scalarText(getOwn(candidate, key)) !== directive,
  );
  patch.splice(0, patch.length, ...rest);
  return directive;
}

function isDirective(text: string): text is Directive {
  return text === 'merge' || text === 'replace' || text === 'delete';
}

function unknown(directive: string): KustomizeError {
  return new KustomizeError('Patch', `unknown patch strategy '${directive}'`, {
    retry: 'on-change',
  });
}
