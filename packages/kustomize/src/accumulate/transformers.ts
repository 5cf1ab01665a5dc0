import type { Json, JsonObject } from '@fluxts/base';
import { stringify } from '@fluxts/yaml';
import type { BuildContext } from '../build-context.ts';
import { objectsOf, textMapOf, textOf, textsOf, wholeOf } from '../kustomization/fields.ts';
import type { KustomizationFile } from '../kustomization/kustomization.ts';
import type { Directory } from '../load/directory.ts';
import type { FieldSpec } from '../model/field-spec.ts';
import {
  json6902Operation,
  patchOperation,
  strategicMergeOperation,
} from '../patch/patch-operations.ts';
import { builtinTransformer } from '../transform/builtin-transformers.ts';
import { changeImages } from '../transform/images.ts';
import { setEntries } from '../transform/labels.ts';
import { affixNames } from '../transform/name-affix.ts';
import { setNamespace } from '../transform/namespace.ts';
import type { Operation } from '../transform/operation.ts';
import { setReplicas } from '../transform/replicas.ts';
import { mergeSpecs, type TransformerConfig } from '../transform/transformer-config.ts';
import { wrapErrors } from '../wrap-error.ts';

/** One transformer, prepared. */
export interface Transformer {
  readonly kind: string;
  readonly run: Operation;
}

const metadataLabels: FieldSpec = {
  group: '',
  version: '',
  kind: '',
  path: 'metadata/labels',
  create: true,
};

/**
 * The transformers that a kustomization has fields for, in the order they run. All are prepared, and
 * their files read, before the first one runs.
 * @throws KustomizeError
 */
export function fieldTransformers(
  kustomization: KustomizationFile,
  config: TransformerConfig,
  directory: Directory,
  context: BuildContext,
): Transformer[] {
  const { fields } = kustomization;
  return [
    ...patchTransformers(fields, directory, context),
    ...namespaceTransformers(kustomization, config),
    ...affixTransformers(fields, config),
    ...labelTransformers(fields, config),
    ...annotationTransformers(fields, config),
    ...json6902Transformers(fields, directory),
    ...objectsOf(fields, 'replicas').map((replica) => ({
      kind: 'ReplicaCountTransformer',
      run: (resources: Parameters<Operation>[0]) =>
        setReplicas(resources, textOf(replica, 'name'), wholeOf(replica, 'count'), config.replicas),
    })),
    ...imageTransformers(fields, config),
    ...replacementTransformers(fields, directory, context),
  ];
}

function patchTransformers(
  fields: JsonObject,
  directory: Directory,
  context: BuildContext,
): Transformer[] {
  const result: Transformer[] = [];
  const paths = textsOf(fields, 'patchesStrategicMerge');
  if (paths.length > 0) {
    const kind = 'PatchStrategicMergeTransformer';
    const run = prepare(kind, { paths }, (settings) =>
      strategicMergeOperation(settings, directory, context),
    );
    result.push({ kind, run });
  }
  for (const patch of objectsOf(fields, 'patches')) {
    const kind = 'PatchTransformer';
    const run = prepare(kind, patch, (settings, text) =>
      patchOperation(settings, text, directory, context),
    );
    result.push({ kind, run });
  }
  return result;
}

/** Prepares a transformer; what goes wrong is reported together with the settings. */
function prepare(
  kind: string,
  fields: JsonObject,
  configure: (settings: JsonObject, text: string) => Operation,
): Operation {
  const settings = withoutEmpty(fields);
  const text = stringify(settings);
  return wrapErrors(`trouble configuring builtin ${kind} with config: \`\n${text}\``, () =>
    configure(settings, text),
  );
}

function withoutEmpty(fields: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const key of Object.keys(fields)) {
    const value = fields[key] as Json;
    if (value !== '') result[key] = value;
  }
  return result;
}

function namespaceTransformers(
  { namespace }: KustomizationFile,
  config: TransformerConfig,
): Transformer[] {
  if (namespace === '') return [];
  const options = {
    namespace,
    fieldSpecs: config.namespace,
    unsetOnly: false,
    subjects: 'defaultOnly' as const,
  };
  return [{ kind: 'NamespaceTransformer', run: (resources) => setNamespace(resources, options) }];
}

function affixTransformers(fields: JsonObject, config: TransformerConfig): Transformer[] {
  const result: Transformer[] = [];
  const prefix = textOf(fields, 'namePrefix');
  if (prefix !== '') {
    const affix = { side: 'prefix' as const, text: prefix, fieldSpecs: config.namePrefix };
    result.push({ kind: 'PrefixTransformer', run: (resources) => affixNames(resources, affix) });
  }
  const suffix = textOf(fields, 'nameSuffix');
  if (suffix !== '') {
    const affix = { side: 'suffix' as const, text: suffix, fieldSpecs: config.nameSuffix };
    result.push({ kind: 'SuffixTransformer', run: (resources) => affixNames(resources, affix) });
  }
  return result;
}

function labelTransformers(fields: JsonObject, config: TransformerConfig): Transformer[] {
  const labels = objectsOf(fields, 'labels');
  const common = textMapOf(fields, 'commonLabels') ?? new Map<string, string>();
  if (labels.length === 0 && common.size === 0) return [];
  const kind = 'LabelTransformer';
  const result = labels.map((label): Transformer => {
    const pairs = textMapOf(label, 'pairs') ?? new Map<string, string>();
    const specs = labelSpecs(label, config);
    return { kind, run: (resources) => setEntries(resources, pairs, specs) };
  });
  result.push({ kind, run: (resources) => setEntries(resources, common, config.commonLabels) });
  return result;
}

function labelSpecs(label: JsonObject, config: TransformerConfig): readonly FieldSpec[] {
  const own = objectsOf(label, 'fields').map((spec) => ({
    group: textOf(spec, 'group'),
    version: textOf(spec, 'version'),
    kind: textOf(spec, 'kind'),
    path: textOf(spec, 'path'),
    create: spec['create'] === true,
  }));
  return wrapErrors('failed to merge labels', () => {
    const specs = mergeSpecs(own, config.labels);
    if (label['includeSelectors'] === true) return mergeSpecs(specs, config.commonLabels);
    const withTemplates =
      label['includeTemplates'] === true ? mergeSpecs(specs, config.templateLabels) : specs;
    return mergeSpecs(withTemplates, [metadataLabels]);
  });
}

function annotationTransformers(fields: JsonObject, config: TransformerConfig): Transformer[] {
  const annotations = textMapOf(fields, 'commonAnnotations');
  if (annotations === undefined || annotations.size === 0) return [];
  return [
    {
      kind: 'AnnotationsTransformer',
      run: (resources) => setEntries(resources, annotations, config.commonAnnotations),
    },
  ];
}

function json6902Transformers(fields: JsonObject, directory: Directory): Transformer[] {
  return objectsOf(fields, 'patchesJson6902').map((patch) => {
    const kind = 'PatchJson6902Transformer';
    const settings: JsonObject = { ...patch, jsonOp: textOf(patch, 'patch') };
    delete settings['patch'];
    delete settings['options'];
    return { kind, run: prepare(kind, settings, (config) => json6902Operation(config, directory)) };
  });
}

function imageTransformers(fields: JsonObject, config: TransformerConfig): Transformer[] {
  return objectsOf(fields, 'images').map((image) => ({
    kind: 'ImageTagTransformer',
    run: (resources) =>
      changeImages(
        resources,
        {
          name: textOf(image, 'name'),
          newName: textOf(image, 'newName'),
          newTag: textOf(image, 'newTag'),
          tagSuffix: textOf(image, 'tagSuffix'),
          digest: textOf(image, 'digest'),
        },
        config.images,
      ),
  }));
}

function replacementTransformers(
  fields: JsonObject,
  directory: Directory,
  context: BuildContext,
): Transformer[] {
  const replacements = objectsOf(fields, 'replacements');
  const kind = 'ReplacementTransformer';
  const configure = builtinTransformer(kind);
  if (replacements.length === 0 || configure === undefined) return [];
  return [{ kind, run: configure({ replacements }, directory, context, '') }];
}
