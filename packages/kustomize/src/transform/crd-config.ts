import { getOwn, isObject, type Json, type JsonObject } from '@fluxts/base';
import type { FieldSpec } from '../model/field-spec.ts';
import { scalarText } from '../model/scalar.ts';
import { emptyConfig, mergeConfig, type TransformerConfig } from './transformer-config.ts';

/** How deep the types of a definition may lead into each other. */
const maxDepth = 32;

/**
 * Reads what the OpenAPI definitions of custom resources (`crds`) say of their fields: which hold labels,
 * annotations, names, or the names of other objects.
 */
export function configFromCrds(definitions: Json): TransformerConfig {
  let config = emptyConfig;
  if (!isObject(definitions)) return config;
  for (const name of Object.keys(definitions)) {
    const properties = propertiesOf(definitions, name);
    const isType = ['kind', 'apiVersion', 'metadata'].every((key) => key in (properties ?? {}));
    if (properties === undefined || !isType) continue;
    const kind = name.slice(name.lastIndexOf('.') + 1);
    config = mergeConfig(config, readType(definitions, name, kind, []));
  }
  return config;
}

function propertiesOf(definitions: JsonObject, name: string): JsonObject | undefined {
  const definition = getOwn(definitions, name);
  if (!isObject(definition)) return undefined;
  // Some generators wrap the schema once more.
  const schema = getOwn(definition, 'Schema') ?? getOwn(definition, 'schema');
  const properties = getOwn(isObject(schema) ? schema : definition, 'properties');
  return isObject(properties) ? properties : undefined;
}

function readType(
  definitions: JsonObject,
  name: string,
  kind: string,
  path: readonly string[],
): TransformerConfig {
  const properties = propertiesOf(definitions, name);
  let config = emptyConfig;
  if (properties === undefined || path.length > maxDepth) return config;
  for (const key of Object.keys(properties)) {
    const property = getOwn(properties, key);
    if (!isObject(property)) continue;
    const at = [...path, key];
    config = mergeConfig(config, readProperty(property, kind, at));
    const reference = getOwn(property, '$ref');
    if (typeof reference === 'string') {
      const type = reference.replace(/^#\/definitions\//, '');
      config = mergeConfig(config, readType(definitions, type, kind, at));
    }
  }
  return config;
}

function readProperty(
  property: JsonObject,
  kind: string,
  path: readonly string[],
): TransformerConfig {
  const spec = (...more: string[]): FieldSpec => ({
    group: '',
    version: '',
    kind,
    path: [...path, ...more].join('/'),
    create: false,
  });
  const has = (extension: string): boolean => typeof getOwn(property, extension) === 'string';
  const version = getOwn(property, 'x-kubernetes-object-ref-api-version');
  const target = getOwn(property, 'x-kubernetes-object-ref-kind');
  const nameKey = scalarText(getOwn(property, 'x-kubernetes-object-ref-name-key')) || 'name';
  const refers = typeof version === 'string' && typeof target === 'string';
  return {
    ...emptyConfig,
    commonAnnotations: has('x-kubernetes-annotation') ? [spec()] : [],
    commonLabels: has('x-kubernetes-label-selector') ? [spec()] : [],
    namePrefix: has('x-kubernetes-identity') ? [spec()] : [],
    nameReference: refers
      ? [{ group: '', version, kind: target, fieldSpecs: [spec(nameKey)] }]
      : [],
  };
}
