import { type JsonObject, getOwn, getString } from '@fluxts/base';
import { crdSchemas, rootSchema } from '@fluxts/kube';
import { mappingAt, mappingsAt, stringsAt } from '../reading.ts';
import { type ResourceInfo, type ScalePaths, allVerbs } from '../resource.ts';
import { compileSchema } from '../schema/node.ts';
import { CustomRules } from '../schema/rules.ts';
import { customTable } from '../tables/custom.ts';
import { customBehaviour } from './behaviour.ts';
import { conditionStatus, definedResource, storageVersionOf } from './spec.ts';

/**
 * The versions that a CustomResourceDefinition serves: none before its `Established` condition is
 * true. The server calls it for each stored definition when it starts; later changes come from the
 * controller. A version that is stored but not served is not among them.
 */
export function servedVersions(definition: JsonObject): readonly ResourceInfo[] {
  if (conditionStatus(definition, 'Established') !== 'True') return [];
  const shapes = crdSchemas(definition);
  return mappingsAt(definition, 'spec', 'versions')
    .filter((version) => version['served'] === true)
    .map((version) => {
      const name = getString(version, 'name') ?? '';
      return describe(definition, version, shapes.get(name) ?? rootSchema(undefined));
    });
}

function describe(
  definition: JsonObject,
  version: JsonObject,
  shape: ResourceInfo['schema'],
): ResourceInfo {
  const { group, plural } = definedResource(definition);
  const accepted = mappingAt(definition, 'status', 'acceptedNames') ?? {};
  const name = getString(version, 'name') ?? '';
  const kind = getString(accepted, 'kind') ?? '';
  const openApiSchema = mappingAt(version, 'schema', 'openAPIV3Schema') ?? { type: 'object' };
  const node = compileSchema(openApiSchema);
  const scale = scalePaths(version);
  const deprecated = getOwn(version, 'deprecated') === true;
  return {
    group,
    version: name,
    kind,
    plural,
    listKind: getString(accepted, 'listKind') ?? `${kind}List`,
    singular: getString(accepted, 'singular') ?? kind.toLowerCase(),
    shortNames: stringsAt(accepted, 'shortNames'),
    categories: stringsAt(accepted, 'categories'),
    namespaced: getString(definition, 'spec', 'scope') === 'Namespaced',
    verbs: allVerbs,
    storageVersion: storageVersionOf(definition) ?? name,
    hasStatus: mappingAt(version, 'subresources', 'status') !== undefined,
    generation: 'outside-status',
    ...(scale === undefined ? {} : { scale }),
    connect: [],
    schema: shape,
    openApiSchema,
    selectableFields: mappingsAt(version, 'selectableFields').map((field) =>
      (getString(field, 'jsonPath') ?? '').replace(/^\./, ''),
    ),
    table: customTable(getOwn(version, 'additionalPrinterColumns')),
    ...(deprecated
      ? {
          deprecationWarning:
            getString(version, 'deprecationWarning') ?? `${group}/${name} ${kind} is deprecated`,
        }
      : {}),
    behaviour: customBehaviour({ shape, node, rules: new CustomRules(shape, node) }),
  };
}

function scalePaths(version: JsonObject): ScalePaths | undefined {
  const scale = mappingAt(version, 'subresources', 'scale');
  if (scale === undefined) return undefined;
  const selector = getString(scale, 'labelSelectorPath') ?? '';
  return {
    specReplicas: getString(scale, 'specReplicasPath') ?? '',
    statusReplicas: getString(scale, 'statusReplicasPath') ?? '',
    ...(selector === '' ? {} : { selector }),
  };
}
