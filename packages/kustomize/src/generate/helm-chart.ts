import {
  type FileSystem,
  getOwn,
  isObject,
  type Json,
  type JsonObject,
  setOwn,
} from '@fluxts/base';
import { decodeText, parse } from '@fluxts/yaml';
import type { BuildContext } from '../build-context.ts';
import { KustomizeError } from '../error.ts';
import { flagOf, objectOf, textOf, textsOf } from '../kustomization/fields.ts';
import type { Directory } from '../load/directory.ts';
import { parseResources } from '../load/parse-resources.ts';
import { subFileSystem } from '../load/sub-file-system.ts';
import type { Resource } from '../model/resource.ts';
import { chartKey, type ChartSpec } from '../tree.ts';

/** Renders an entry of `helmCharts` through the engine that the caller handed in. @throws KustomizeError `Helm` */
export function inflateChart(
  config: JsonObject,
  directory: Directory,
  context: BuildContext,
): Resource[] {
  const { helm } = context.options;
  if (helm === undefined) throw fail('must specify --enable-helm');
  const name = textOf(config, 'name');
  if (name === '') throw fail('chart name cannot be empty');
  const merge = textOf(config, 'valuesMerge') || 'override';
  if (!['merge', 'override', 'replace'].includes(merge)) {
    throw fail('valuesMerge must be one of [merge override replace]');
  }
  const chart = findChart(config, directory, context);
  // What an engine makes of a chart is not for us to compare.
  context.recorder.noteUnknown();
  const output = helm({
    chart,
    releaseName: textOf(config, 'releaseName'),
    nameTemplate: textOf(config, 'nameTemplate') || undefined,
    namespace: textOf(config, 'namespace') || 'default',
    values: chartValues(config, merge, chart, directory),
    includeCRDs: flagOf(config, 'includeCRDs'),
    skipHooks: flagOf(config, 'skipHooks'),
    skipTests: flagOf(config, 'skipTests'),
    apiVersions: textsOf(config, 'apiVersions'),
    kubeVersion: textOf(config, 'kubeVersion') || undefined,
  });
  context.budget.bytes(output.length);
  return parseResources(output, '', context.limits);
}

/** The directory of a chart in the tree, relative to the kustomization. */
export function chartDirectory(config: JsonObject): string {
  const home = textOf(config, 'chartHome') || 'charts';
  const [name, version, repo] = ['name', 'version', 'repo'].map((field) => textOf(config, field));
  return version !== '' && repo !== '' ? `${home}/${name}-${version}/${name}` : `${home}/${name}`;
}

/** What to fetch for an entry of `helmCharts`; undefined when it names no repository. */
export function chartSpecOf(config: JsonObject): ChartSpec | undefined {
  const repo = textOf(config, 'repo');
  if (repo === '') return undefined;
  return { name: textOf(config, 'name'), repo, version: textOf(config, 'version') || undefined };
}

function findChart(config: JsonObject, directory: Directory, context: BuildContext): FileSystem {
  const path = chartDirectory(config);
  const local = directory.pathOf(path);
  if (directory.fs.kind(local) === 'directory') return subFileSystem(directory.fs, local);
  const spec = chartSpecOf(config);
  if (spec === undefined) {
    throw fail(`no repo specified for pull, no chart found at '${directory.display}/${path}'`);
  }
  const fetched = context.load.tree.charts.get(chartKey(spec));
  if (fetched === undefined) {
    throw fail(
      `chart '${spec.name}' of '${spec.repo}' was not fetched: charts are not fetched here`,
    );
  }
  return fetched;
}

function chartValues(
  config: JsonObject,
  merge: string,
  chart: FileSystem,
  directory: Directory,
): JsonObject {
  const inline = objectOf(config, 'valuesInline') ?? {};
  let values = inline;
  if (Object.keys(inline).length === 0 || merge !== 'replace') {
    const file = readValuesFile(config, chart, directory);
    values = merge === 'merge' ? overlay(inline, file) : overlay(file, inline);
  }
  for (const path of textsOf(config, 'additionalValuesFiles')) {
    values = overlay(values, readValues(directory.load(path), directory.pathOf(path)));
  }
  return values;
}

function readValuesFile(config: JsonObject, chart: FileSystem, directory: Directory): JsonObject {
  const path = textOf(config, 'valuesFile');
  if (path !== '') return readValues(directory.load(path), directory.pathOf(path));
  return chart.kind('values.yaml') === 'file'
    ? readValues(chart.read('values.yaml'), 'values.yaml')
    : {};
}

function readValues(bytes: Uint8Array, file: string): JsonObject {
  const values = parse(decodeText(bytes, file), { file, duplicateKeys: 'last' });
  return isObject(values) ? values : {};
}

/** Lays maps over each other; everything else is replaced. */
function overlay(base: JsonObject, top: JsonObject): JsonObject {
  const result: JsonObject = { ...base };
  for (const key of Object.keys(top)) {
    const [below, above] = [getOwn(base, key), getOwn(top, key) as Json];
    setOwn(result, key, isObject(below) && isObject(above) ? overlay(below, above) : above);
  }
  return result;
}

function fail(message: string): KustomizeError {
  return new KustomizeError('Helm', message, { retry: 'on-change' });
}
