import type { Json, JsonObject } from '@fluxts/base';
import { parseApiVersion } from '@fluxts/kube';
import { locate, parse, YamlError } from '@fluxts/yaml';
import { KustomizeError } from '../error.ts';
import type { ResId } from '../model/res-id.ts';
import type { Selector } from '../patch/selector.ts';
import type { FieldOptions, Replacement } from '../references/replacement.ts';
import type { Variable } from '../references/variables.ts';
import type { SortOptions } from '../transform/sort.ts';
import { decode } from './decode.ts';
import { flagOf, objectOf, objectsOf, textOf, textsOf, wholeOf } from './fields.ts';
import { kustomizationShape } from './shape.ts';

const kustomizationVersion = 'kustomize.config.k8s.io/v1beta1';
const componentVersion = 'kustomize.config.k8s.io/v1alpha1';

/** The names a kustomization file may have. */
export const kustomizationFileNames: readonly string[] = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];

/** A kustomization file, read and brought into today's form. */
export interface KustomizationFile {
  /** The name of the file. */
  readonly fileName: string;
  readonly kind: 'Kustomization' | 'Component';
  /** All fields, decoded; what is not below is read from here. */
  readonly fields: JsonObject;
  readonly resources: readonly string[];
  readonly components: readonly string[];
  readonly namespace: string;
  readonly buildMetadata: readonly string[];
  readonly sortOptions: SortOptions | undefined;
  /** What the real kustomize would say about deprecated fields. */
  readonly warnings: readonly string[];
}

const deprecated: readonly (readonly [string, string, string])[] = [
  ['bases', 'resources', ''],
  ['commonLabels', 'labels', ''],
  ['imageTags', 'images', ''],
  ['patchesJson6902', 'patches', ''],
  ['patchesStrategicMerge', 'patches', ''],
  ['vars', 'replacements', '[EXPERIMENTAL] '],
];

/**
 * Reads a kustomization file.
 * @param file the path, for errors
 * @param directory the directory as messages name it
 * @throws KustomizeError `KustomizationFile`
 */
export function readKustomization(
  text: string,
  file: string,
  directory: string,
): KustomizationFile {
  const fileName = file.slice(file.lastIndexOf('/') + 1);
  const fields = decode(parseFile(text, file), kustomizationShape, {
    typeName: 'Kustomization',
    strict: true,
    locate: (path) => {
      const place = locate(text, 0, path);
      return place === undefined ? { file } : { file, line: place.line };
    },
  });
  const warnings = deprecated
    .filter(([field]) => Object.hasOwn(fields, field))
    .map(
      ([field, instead, note]) =>
        `# Warning: '${field}' is deprecated. Please use '${instead}' instead. ${note}Run 'kustomize edit fix' to update your Kustomization automatically.`,
    );
  modernise(fields);
  checkNotEmpty(fields, file);
  const kind = textOf(fields, 'kind') || 'Kustomization';
  const apiVersion = textOf(fields, 'apiVersion');
  const problems: string[] = [];
  if (kind !== 'Kustomization' && kind !== 'Component') {
    problems.push('kind should be Kustomization or Component');
  }
  const wanted = kind === 'Component' ? componentVersion : kustomizationVersion;
  if (apiVersion !== '' && apiVersion !== wanted) {
    problems.push(`apiVersion for ${kind} should be ${wanted}`);
  }
  if (problems.length > 0) {
    throw new KustomizeError(
      'KustomizationFile',
      `Failed to read kustomization file under ${directory}:\n${problems.join('\n')}`,
      { retry: 'on-change', place: { file } },
    );
  }
  return {
    fileName,
    kind: kind as 'Kustomization' | 'Component',
    fields,
    resources: textsOf(fields, 'resources'),
    components: textsOf(fields, 'components'),
    namespace: textOf(fields, 'namespace'),
    buildMetadata: textsOf(fields, 'buildMetadata'),
    sortOptions: readSortOptions(objectOf(fields, 'sortOptions')),
    warnings,
  };
}

function parseFile(text: string, file: string): Json {
  try {
    return parse(text, { file, duplicateKeys: 'last' });
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new KustomizeError(
      'KustomizationFile',
      `invalid Kustomization: error converting YAML to JSON: ${error.message}`,
      { retry: 'on-change', cause: error, place: error.place ?? { file } },
    );
  }
}

/** Brings deprecated fields into the form of today, as the real kustomize does when it reads them. */
function modernise(fields: JsonObject): void {
  for (const [old, now] of [
    ['bases', 'resources'],
    ['imageTags', 'images'],
  ] as const) {
    const moved = fields[old];
    if (Array.isArray(moved)) fields[now] = [...((fields[now] ?? []) as Json[]), ...moved];
    delete fields[old];
  }
  for (const name of ['configMapGenerator', 'secretGenerator']) {
    for (const generator of objectsOf(fields, name)) {
      const env = textOf(generator, 'env');
      if (env !== '') generator['envs'] = [...textsOf(generator, 'envs'), env];
      delete generator['env'];
    }
  }
  const oldCharts = objectsOf(fields, 'helmChartInflationGenerator');
  delete fields['helmChartInflationGenerator'];
  if (oldCharts.length === 0) return;
  const globals = objectOf(fields, 'helmGlobals') ?? {};
  if (!Object.hasOwn(fields, 'helmGlobals')) {
    for (const old of oldCharts) {
      if (textOf(old, 'chartHome') !== '') globals['chartHome'] = textOf(old, 'chartHome');
      if (textOf(old, 'helmHome') !== '') globals['configHome'] = textOf(old, 'helmHome');
    }
    fields['helmGlobals'] = globals;
  }
  fields['helmCharts'] = [...objectsOf(fields, 'helmCharts'), ...oldCharts.map(chartOfToday)];
}

function chartOfToday(old: JsonObject): JsonObject {
  const chart: JsonObject = {};
  for (const [from, to] of [
    ['chartName', 'name'],
    ['chartVersion', 'version'],
    ['chartRepoUrl', 'repo'],
    ['values', 'valuesFile'],
    ['valuesLocal', 'valuesInline'],
    ['valuesMerge', 'valuesMerge'],
    ['releaseName', 'releaseName'],
  ] as const) {
    const value = old[from];
    if (value !== undefined) chart[to] = value;
  }
  return chart;
}

function checkNotEmpty(fields: JsonObject, file: string): void {
  // An empty list is something; an empty text is not.
  const content = Object.keys(fields).filter(
    (name) => name !== 'apiVersion' && name !== 'kind' && fields[name] !== '',
  );
  if (content.length === 0) {
    throw new KustomizeError('KustomizationFile', 'kustomization.yaml is empty', {
      retry: 'on-change',
      place: { file },
    });
  }
}

function readSortOptions(fields: JsonObject | undefined): SortOptions | undefined {
  if (fields === undefined) return undefined;
  const legacy = objectOf(fields, 'legacySortOptions');
  return {
    order: textOf(fields, 'order'),
    ...(legacy === undefined
      ? {}
      : {
          legacySortOptions: {
            orderFirst: textsOf(legacy, 'orderFirst'),
            orderLast: textsOf(legacy, 'orderLast'),
          },
        }),
  };
}

/** Reads a selector. */
export function readSelector(fields: JsonObject): Selector {
  return {
    ...readId(fields),
    labelSelector: textOf(fields, 'labelSelector'),
    annotationSelector: textOf(fields, 'annotationSelector'),
  };
}

function readId(fields: JsonObject): ResId {
  return {
    group: textOf(fields, 'group'),
    version: textOf(fields, 'version'),
    kind: textOf(fields, 'kind'),
    name: textOf(fields, 'name'),
    namespace: textOf(fields, 'namespace'),
  };
}

/** Reads one replacement, inline or of a file. */
export function readReplacement(fields: JsonObject): Replacement {
  const source = objectOf(fields, 'source');
  const hasTargets = Array.isArray(fields['targets']);
  return {
    source:
      source === undefined
        ? undefined
        : {
            ...readId(source),
            fieldPath: textOf(source, 'fieldPath'),
            options: readFieldOptions(objectOf(source, 'options')),
          },
    sourceValue: Object.hasOwn(fields, 'sourceValue') ? textOf(fields, 'sourceValue') : undefined,
    targets: hasTargets
      ? objectsOf(fields, 'targets').map((target) => {
          const select = objectOf(target, 'select');
          return {
            select: select === undefined ? undefined : readSelector(select),
            reject: objectsOf(target, 'reject').map(readSelector),
            fieldPaths: textsOf(target, 'fieldPaths'),
            options: readFieldOptions(objectOf(target, 'options')),
          };
        })
      : undefined,
  };
}

function readFieldOptions(fields: JsonObject | undefined): FieldOptions | undefined {
  return fields === undefined
    ? undefined
    : {
        delimiter: textOf(fields, 'delimiter'),
        index: Number(wholeOf(fields, 'index')),
        create: flagOf(fields, 'create'),
      };
}

/** Reads the `vars`. */
export function readVariables(fields: JsonObject): Variable[] {
  return objectsOf(fields, 'vars').map((variable) => {
    const target = objectOf(variable, 'objref') ?? {};
    const apiVersion = textOf(target, 'apiVersion');
    const field = textOf(objectOf(variable, 'fieldref') ?? {}, 'fieldPath');
    return {
      name: textOf(variable, 'name'),
      object: { ...readId(target), ...(apiVersion === '' ? {} : parseApiVersion(apiVersion)) },
      fieldPath: field === '' ? 'metadata.name' : field,
    };
  });
}
