import { GoCompatError, GoRegExp } from '@fluxts/gocompat';
import { type LabelSelector, matchesLabels, parseLabelSelector } from '@fluxts/kube';
import { KustomizeError } from '../error.ts';
import { textMap } from '../model/metadata.ts';
import { effectiveNamespace, type ResId } from '../model/res-id.ts';
import type { Resource } from '../model/resource.ts';
import type { ResourceSet } from '../model/resource-set.ts';

/** Which objects are meant. Names and kinds are anchored regular expressions; what is empty takes anything. */
export interface Selector extends ResId {
  readonly labelSelector: string;
  readonly annotationSelector: string;
}

/** A selector with its expressions compiled. */
export interface CompiledSelector {
  /** Whether the kind and one of an object's two names and namespaces fit; no namespace means `default`. */
  matchesId(id: ResId, original: ResId): boolean;
  /** Whether the labels and annotations fit. */
  matchesMetadata(resource: Resource): boolean;
  /** Whether the selectors of labels and annotations are both left open. */
  readonly anyMetadata: boolean;
}

/** Prepares a selector. @throws KustomizeError `Patch` for an expression or selector that cannot be read */
export function compileSelector(selector: Selector): CompiledSelector {
  const group = compilePattern(selector.group);
  const version = compilePattern(selector.version);
  const kind = compilePattern(selector.kind);
  const name = compilePattern(selector.name);
  const namespace = compilePattern(selector.namespace);
  const labels = compileLabels(selector.labelSelector);
  const annotations = compileLabels(selector.annotationSelector);
  const matchesGvk = (id: ResId): boolean =>
    (kind?.(id.kind) ?? true) && (group?.(id.group) ?? true) && (version?.(id.version) ?? true);
  return {
    anyMetadata: labels === undefined && annotations === undefined,
    matchesId: (id, original) =>
      matchesGvk(id) &&
      (name === undefined || name(id.name) || name(original.name)) &&
      (namespace === undefined ||
        namespace(effectiveNamespace(id)) ||
        namespace(effectiveNamespace(original))),
    matchesMetadata: (resource) =>
      (labels === undefined ||
        matchesLabels(labels, Object.fromEntries(textMap(resource.object, 'labels')))) &&
      (annotations === undefined ||
        matchesLabels(annotations, Object.fromEntries(textMap(resource.object, 'annotations')))),
  };
}

/** The objects that a selector takes by their original or current names, in order. */
export function select(resources: ResourceSet, selector: Selector): Resource[] {
  const compiled = compileSelector(selector);
  return resources.list.filter(
    (resource) =>
      !resource.isEmpty &&
      compiled.matchesId(resource.id, resource.originalId) &&
      compiled.matchesMetadata(resource),
  );
}

const plain = /^[A-Za-z0-9_/-]*$/;

function compilePattern(pattern: string): ((text: string) => boolean) | undefined {
  if (pattern === '') return undefined;
  // Most patterns are names; comparing is cheaper than matching.
  if (plain.test(pattern)) return (text) => text === pattern;
  try {
    const expression = new GoRegExp(pattern);
    return (text) => expression.testWhole(text);
  } catch (error) {
    if (!(error instanceof GoCompatError)) throw error;
    throw new KustomizeError('Patch', error.message, { retry: 'on-change', cause: error });
  }
}

function compileLabels(text: string): LabelSelector | undefined {
  if (text.trim() === '') return undefined;
  try {
    return parseLabelSelector(text);
  } catch (error) {
    throw new KustomizeError('Patch', (error as Error).message, {
      retry: 'on-change',
      cause: error,
    });
  }
}
