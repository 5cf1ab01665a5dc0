import { deepFreeze, type JsonObject } from '@fluxts/base';
import { type FluxKind, gitRepositoryKind, kustomizationKind, storageVersion } from '../kinds.ts';
import { kustomizeKeys } from '../names.ts';
import { type Field, type Fields, group, text } from './field.ts';
import { gitRepositoryFields } from './git-repository-fields.ts';
import { kustomizationFields } from './kustomization-fields.ts';
import { versionSchema } from './schema.ts';

/** A column of `kubectl get`. */
interface PrinterColumn {
  readonly name: string;
  readonly type: 'string' | 'date';
  readonly jsonPath: string;
}

const readyColumns: readonly PrinterColumn[] = [
  { name: 'Ready', type: 'string', jsonPath: '.status.conditions[?(@.type=="Ready")].status' },
  { name: 'Status', type: 'string', jsonPath: '.status.conditions[?(@.type=="Ready")].message' },
  { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
];

const definitions: readonly JsonObject[] = deepFreeze([
  definition(gitRepositoryKind, 'A git repository that is fetched and kept as an artifact.', {
    fields: gitRepositoryFields,
    columns: [{ name: 'URL', type: 'string', jsonPath: '.spec.url' }, ...readyColumns],
  }),
  definition(kustomizationKind, 'A directory of a source that is built, applied and kept.', {
    fields: kustomizationFields,
    columns: readyColumns,
  }),
]);

/**
 * The CustomResourceDefinitions of the kinds that have a controller, as objects to apply. Every version
 * that any cluster still has manifests of is served, the newest is stored, and nothing is converted: each
 * version's schema carries the fields of all. The columns are the same in all of them. Frozen.
 */
export function customResourceDefinitions(): readonly JsonObject[] {
  return definitions;
}

function definition(
  kind: FluxKind,
  doc: string,
  shape: { readonly fields: Fields; readonly columns: readonly PrinterColumn[] },
): JsonObject {
  const root = rootField(doc, shape.fields);
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${kind.plural}.${kind.group}`,
      // The descriptions hold no variables.
      annotations: { [kustomizeKeys.substitute]: 'disabled' },
    },
    spec: {
      group: kind.group,
      names: {
        kind: kind.kind,
        listKind: `${kind.kind}List`,
        plural: kind.plural,
        singular: kind.kind.toLowerCase(),
        shortNames: [...kind.shortNames],
        categories: [...kind.categories],
      },
      scope: 'Namespaced',
      conversion: { strategy: 'None' },
      versions: kind.versions.toReversed().map((version) => ({
        name: version,
        served: true,
        storage: version === storageVersion(kind),
        subresources: { status: {} },
        additionalPrinterColumns: shape.columns.map((column) => ({ ...column })),
        schema: { openAPIV3Schema: versionSchema(root, version, kind.versions) },
      })),
    },
  };
}

function rootField(doc: string, fields: Fields): Field {
  return group(doc, {
    apiVersion: text('Group and version of this representation of the object.'),
    kind: text('What the object is.'),
    metadata: { type: 'object', doc: 'Name, namespace, labels and annotations.' },
    ...fields,
  });
}
