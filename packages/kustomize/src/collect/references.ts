import { isObject, type JsonObject } from '@fluxts/base';
import { parseAll, YamlError } from '@fluxts/yaml';
import { chartDirectory, chartSpecOf } from '../generate/helm-chart.ts';
import { objectOf, objectsOf, textOf, textsOf } from '../kustomization/fields.ts';
import type { ChartSpec } from '../tree.ts';

/** What a kustomization file leads to. */
export interface References {
  /** Files or directories, or their addresses. */
  readonly resources: readonly string[];
  /** Files that can be nothing else. */
  readonly files: readonly string[];
  /** Charts, and the directories they may lie in already. */
  readonly charts: readonly { readonly directory: string; readonly spec: ChartSpec | undefined }[];
}

/** Everything that the fields of a kustomization name. */
export function referencesOf(fields: JsonObject): References {
  const charts = objectsOf(fields, 'helmCharts').map((chart) => ({
    ...objectOf(fields, 'helmGlobals'),
    ...chart,
  }));
  const files = [
    ...textsOf(fields, 'crds'),
    ...textsOf(fields, 'configurations'),
    textOf(objectOf(fields, 'openapi') ?? {}, 'path'),
    ...textsOf(fields, 'patchesStrategicMerge').filter(isPath),
    ...[
      ...objectsOf(fields, 'patches'),
      ...objectsOf(fields, 'patchesJson6902'),
      ...objectsOf(fields, 'replacements'),
    ].map((entry) => textOf(entry, 'path')),
    ...[
      ...objectsOf(fields, 'configMapGenerator'),
      ...objectsOf(fields, 'secretGenerator'),
      ...charts,
    ].flatMap(pluginFiles),
  ];
  return {
    resources: [
      ...textsOf(fields, 'resources'),
      ...textsOf(fields, 'components'),
      ...pluginEntries(fields).filter(isPath),
    ],
    files: files.filter((file) => file !== ''),
    charts: charts.map((chart) => ({ directory: chartDirectory(chart), spec: chartSpecOf(chart) })),
  };
}

/** The entries of `generators`, `transformers` and `validators`: paths, or configurations written out. */
export function pluginEntries(fields: JsonObject): string[] {
  return ['generators', 'transformers', 'validators'].flatMap((field) => textsOf(fields, field));
}

function isPath(entry: string): boolean {
  return entry !== '' && !entry.includes('\n');
}

/** The files that plugin configurations in a text name; none for a text that is no YAML. */
export function filesOfPlugins(text: string | Uint8Array): string[] {
  try {
    return parseAll(text)
      .map(({ value }) => value)
      .filter((value) => isObject(value))
      .flatMap((config) => [
        ...pluginFiles(config),
        ...objectsOf(config, 'replacements').map((entry) => textOf(entry, 'path')),
        ...textsOf(config, 'paths').filter(isPath),
      ])
      .filter((file) => file !== '');
  } catch (error) {
    if (error instanceof YamlError) return [];
    throw error;
  }
}

/** The fields of generators, charts and patches that name files. */
function pluginFiles(config: JsonObject): string[] {
  const names = ['path', 'env', 'valuesFile', 'targetFilePath'].map((field) =>
    textOf(config, field),
  );
  return [
    ...names,
    ...textsOf(config, 'envs'),
    ...textsOf(config, 'additionalValuesFiles'),
    ...textsOf(config, 'files').map((source) => source.slice(source.indexOf('=') + 1)),
  ];
}
