/** The type a field of a kustomization or a plugin's configuration has. */
export type Shape =
  | 'string'
  | 'bool'
  | 'int'
  | 'any'
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

const strings: Shape = { list: 'string' };
const stringMap: Shape = { map: 'string' };

const gvk: Readonly<Record<string, Shape>> = { group: 'string', version: 'string', kind: 'string' };

const resId: Readonly<Record<string, Shape>> = { ...gvk, name: 'string', namespace: 'string' };

/** Which objects a patch or replacement is for. */
const selectorShape: Shape = {
  fields: { ...resId, annotationSelector: 'string', labelSelector: 'string' },
};

const fieldSpec: Shape = { fields: { ...gvk, path: 'string', create: 'bool' } };

const fieldOptions: Shape = {
  fields: { delimiter: 'string', index: 'int', encoding: 'string', create: 'bool' },
};

/** One entry of `replacements`, inline or in a file. */
export const replacementShape: Readonly<Record<string, Shape>> = {
  source: { fields: { ...resId, fieldPath: 'string', options: fieldOptions } },
  sourceValue: 'string',
  targets: {
    list: {
      fields: {
        select: selectorShape,
        reject: { list: selectorShape },
        fieldPaths: strings,
        options: fieldOptions,
      },
    },
  },
};

const generatorOptions: Shape = {
  fields: {
    labels: stringMap,
    annotations: stringMap,
    disableNameSuffixHash: 'bool',
    immutable: 'bool',
  },
};

const generator: Readonly<Record<string, Shape>> = {
  namespace: 'string',
  name: 'string',
  behavior: 'string',
  literals: strings,
  files: strings,
  envs: strings,
  env: 'string',
  options: generatorOptions,
};

const patchFields: Readonly<Record<string, Shape>> = {
  path: 'string',
  patch: 'string',
  target: selectorShape,
  options: { fields: { allowNameChange: 'bool', allowKindChange: 'bool' } },
};

const patch: Shape = { fields: patchFields };

const image: Shape = {
  fields: {
    name: 'string',
    newName: 'string',
    tagSuffix: 'string',
    newTag: 'string',
    digest: 'string',
  },
};

const helmChartFields: Readonly<Record<string, Shape>> = {
  name: 'string',
  version: 'string',
  repo: 'string',
  releaseName: 'string',
  namespace: 'string',
  additionalValuesFiles: strings,
  valuesFile: 'string',
  valuesInline: { map: 'any' },
  valuesMerge: 'string',
  includeCRDs: 'bool',
  skipHooks: 'bool',
  apiVersions: strings,
  kubeVersion: 'string',
  nameTemplate: 'string',
  skipTests: 'bool',
  debug: 'bool',
  devel: 'bool',
};

const helmChart: Shape = { fields: helmChartFields };

const oldHelmChart: Shape = {
  fields: {
    chartName: 'string',
    chartVersion: 'string',
    chartRepoUrl: 'string',
    chartHome: 'string',
    chartRepoName: 'string',
    helmBin: 'string',
    helmHome: 'string',
    values: 'string',
    valuesLocal: { map: 'any' },
    valuesMerge: 'string',
    releaseName: 'string',
    releaseNamespace: 'string',
    extraArgs: strings,
  },
};

/** Every field of a kustomization file of kustomize 5.7. */
export const kustomizationShape: Shape = {
  fields: {
    apiVersion: 'string',
    kind: 'string',
    metadata: {
      fields: {
        name: 'string',
        namespace: 'string',
        labels: stringMap,
        annotations: stringMap,
      },
    },
    openapi: stringMap,
    namePrefix: 'string',
    nameSuffix: 'string',
    namespace: 'string',
    commonLabels: stringMap,
    labels: {
      list: {
        fields: {
          pairs: stringMap,
          includeSelectors: 'bool',
          includeTemplates: 'bool',
          fields: { list: fieldSpec },
        },
      },
    },
    commonAnnotations: stringMap,
    patchesStrategicMerge: strings,
    patchesJson6902: { list: patch },
    patches: { list: patch },
    images: { list: image },
    imageTags: { list: image },
    replacements: { list: { fields: { ...replacementShape, path: 'string' } } },
    replicas: { list: { fields: { name: 'string', count: 'int' } } },
    vars: {
      list: {
        fields: {
          name: 'string',
          objref: { fields: { apiVersion: 'string', ...resId } },
          fieldref: { fields: { fieldPath: 'string' } },
        },
      },
    },
    sortOptions: {
      fields: {
        order: 'string',
        legacySortOptions: { fields: { orderFirst: strings, orderLast: strings } },
      },
    },
    resources: strings,
    components: strings,
    crds: strings,
    bases: strings,
    configMapGenerator: { list: { fields: generator } },
    secretGenerator: { list: { fields: { ...generator, type: 'string' } } },
    helmGlobals: { fields: { chartHome: 'string', configHome: 'string' } },
    helmCharts: { list: helmChart },
    helmChartInflationGenerator: { list: oldHelmChart },
    generatorOptions,
    configurations: strings,
    generators: strings,
    transformers: strings,
    validators: strings,
    buildMetadata: strings,
  },
};

const metadata: Readonly<Record<string, Shape>> = {
  metadata: { fields: { name: 'string', namespace: 'string' } },
};
const fieldSpecs: Readonly<Record<string, Shape>> = { fieldSpecs: { list: fieldSpec } };

/** The configurations of builtin generators and transformers, by kind. */
export const pluginShapes: ReadonlyMap<string, Shape> = new Map<string, Shape>(
  Object.entries({
    AnnotationsTransformer: { annotations: stringMap, ...fieldSpecs },
    LabelTransformer: { labels: stringMap, ...fieldSpecs },
    HashTransformer: {},
    ImageTagTransformer: { imageTag: image, ...fieldSpecs },
    NamespaceTransformer: {
      ...metadata,
      ...fieldSpecs,
      unsetOnly: 'bool',
      setRoleBindingSubjects: 'string',
    },
    PatchJson6902Transformer: { target: selectorShape, path: 'string', jsonOp: 'string' },
    PatchStrategicMergeTransformer: { paths: strings, patches: 'string' },
    PatchTransformer: patchFields,
    PrefixTransformer: { prefix: 'string', ...fieldSpecs },
    SuffixTransformer: { suffix: 'string', ...fieldSpecs },
    PrefixSuffixTransformer: { prefix: 'string', suffix: 'string', ...fieldSpecs },
    ReplacementTransformer: {
      replacements: { list: { fields: { ...replacementShape, path: 'string' } } },
    },
    ReplicaCountTransformer: {
      replica: { fields: { name: 'string', count: 'int' } },
      ...fieldSpecs,
    },
    ValueAddTransformer: {
      value: 'string',
      targets: {
        list: {
          fields: { selector: selectorShape, fieldPath: 'string', filePathPosition: 'int' },
        },
      },
      targetFilePath: 'string',
    },
    ConfigMapGenerator: { ...metadata, ...generator },
    SecretGenerator: { ...metadata, ...generator, type: 'string' },
    IAMPolicyGenerator: {
      cloud: 'string',
      kubernetesService: { fields: { name: 'string', namespace: 'string' } },
      serviceAccount: { fields: { name: 'string', projectId: 'string' } },
    },
    HelmChartInflationGenerator: {
      ...helmChartFields,
      chartHome: 'string',
      configHome: 'string',
    },
  } satisfies Record<string, Readonly<Record<string, Shape>>>).map(([kind, fields]) => [
    kind,
    { fields },
  ]),
);
