import { getOwn, isObject, type Json, type JsonObject } from '@fluxts/base';
import { compareBytes } from '@fluxts/yaml';
import { KustomizeError } from '../error.ts';
import type { FieldSpec } from '../model/field-spec.ts';
import { type Gvk, sameGvk, selectsGvk } from '../model/gvk.ts';
import { scalarText } from '../model/scalar.ts';
import { defaultConfig } from './default-config.ts';
import { gvkText, legacyRanks } from './sort.ts';

/** The fields in which objects of a kind are named. */
export interface NameReference extends Gvk {
  readonly fieldSpecs: readonly FieldSpec[];
}

/** Which fields the transformers look at. Never changed; merging makes another. */
export interface TransformerConfig {
  readonly namePrefix: readonly FieldSpec[];
  readonly nameSuffix: readonly FieldSpec[];
  readonly namespace: readonly FieldSpec[];
  readonly commonLabels: readonly FieldSpec[];
  readonly labels: readonly FieldSpec[];
  readonly templateLabels: readonly FieldSpec[];
  readonly commonAnnotations: readonly FieldSpec[];
  readonly nameReference: readonly NameReference[];
  readonly varReference: readonly FieldSpec[];
  readonly images: readonly FieldSpec[];
  readonly replicas: readonly FieldSpec[];
}

/** The fields of a configuration that are lists of field specs. */
const specFields = [
  'namePrefix',
  'nameSuffix',
  'namespace',
  'commonLabels',
  'labels',
  'templateLabels',
  'commonAnnotations',
  'varReference',
  'images',
  'replicas',
] as const;

const ranks = legacyRanks();

/** A configuration without any field. */
export const emptyConfig: TransformerConfig = Object.freeze({
  ...(Object.fromEntries(specFields.map((field) => [field, []])) as unknown as Record<
    (typeof specFields)[number],
    readonly FieldSpec[]
  >),
  nameReference: [],
});

/** Adds one configuration to another. @throws KustomizeError `Transformer` (`conflicting fieldspecs`) */
export function mergeConfig(base: TransformerConfig, added: TransformerConfig): TransformerConfig {
  // The defaults come by with every directory.
  if (added === base || added === emptyConfig) return base;
  if (base === emptyConfig && added === defaultConfig) return added;
  const merged = Object.fromEntries(
    specFields.map((field) => [field, sortSpecs(mergeSpecs(base[field], added[field]))]),
  ) as unknown as Record<(typeof specFields)[number], readonly FieldSpec[]>;
  return { ...merged, nameReference: mergeReferences(base.nameReference, added.nameReference) };
}

/** Adds field specs that are not there yet. @throws KustomizeError `Transformer` (`conflicting fieldspecs`) */
export function mergeSpecs(
  base: readonly FieldSpec[],
  added: readonly FieldSpec[],
): readonly FieldSpec[] {
  if (added.length === 0 || added === base) return base;
  const byPath = new Map<string, FieldSpec[]>();
  for (const spec of base) byPath.set(spec.path, [...(byPath.get(spec.path) ?? []), spec]);
  const result = [...base];
  for (const spec of added) {
    const known = byPath.get(spec.path) ?? [];
    const same = known.find((other) => selectsGvk(spec, other));
    if (same === undefined) {
      result.push(spec);
      byPath.set(spec.path, [...known, spec]);
    } else if (same.create !== spec.create) {
      throw new KustomizeError('Transformer', 'conflicting fieldspecs', { retry: 'on-change' });
    }
  }
  return result;
}

/**
 * Brings specs into the order of their kinds, those of any kind behind most others. When they are then
 * added to others, one of any kind is passed over where there is one of its path: so a configuration
 * that names kinds takes the place of a default that does not.
 */
function sortSpecs(specs: readonly FieldSpec[]): readonly FieldSpec[] {
  const keyed = specs.map((spec) => ({
    spec,
    rank: ranks.get(spec.kind) ?? 0,
    key: gvkText(spec),
  }));
  keyed.sort((a, b) => a.rank - b.rank || compareBytes(a.key, b.key));
  return keyed.map(({ spec }) => spec);
}

function mergeReferences(
  base: readonly NameReference[],
  added: readonly NameReference[],
): readonly NameReference[] {
  if (added === base) return base;
  const result = [...base];
  for (const reference of added) {
    const at = result.findIndex((known) => sameGvk(known, reference));
    const known = result[at];
    if (known === undefined) result.push(reference);
    else result[at] = { ...known, fieldSpecs: mergeSpecs(known.fieldSpecs, reference.fieldSpecs) };
  }
  return result;
}

/** Reads a file of `configurations`: field specs by transformer. Unknown keys are passed over. */
export function readConfig(value: Json): TransformerConfig {
  if (!isObject(value)) return emptyConfig;
  return {
    ...(Object.fromEntries(
      specFields.map((field) => [field, readSpecs(getOwn(value, field))]),
    ) as unknown as Record<(typeof specFields)[number], readonly FieldSpec[]>),
    nameReference: objectsOf(getOwn(value, 'nameReference')).map((reference) => ({
      ...readGvk(reference),
      fieldSpecs: readSpecs(getOwn(reference, 'fieldSpecs')),
    })),
  };
}

/** Reads a list of field specs, as configurations and builtin transformers have them. */
export function readSpecs(value: Json | undefined): FieldSpec[] {
  return objectsOf(value).map((spec) => ({
    ...readGvk(spec),
    path: scalarText(getOwn(spec, 'path')),
    create: getOwn(spec, 'create') === true,
  }));
}

function readGvk(value: JsonObject): Gvk {
  const [group, version, kind] = ['group', 'version', 'kind'].map((key) =>
    scalarText(getOwn(value, key)),
  ) as [string, string, string];
  return { group, version, kind };
}

function objectsOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter((item) => isObject(item)) : [];
}
