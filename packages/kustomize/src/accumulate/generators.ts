import type { JsonObject } from '@fluxts/base';
import { decodeText } from '@fluxts/yaml';
import type { BuildContext } from '../build-context.ts';
import { KustomizeError } from '../error.ts';
import { generateFromPairs, withGlobalOptions } from '../generate/config-map.ts';
import { inflateChart } from '../generate/helm-chart.ts';
import { generateIamPolicy } from '../generate/iam-policy.ts';
import { objectOf, objectsOf, textOf } from '../kustomization/fields.ts';
import type { KustomizationFile } from '../kustomization/kustomization.ts';
import type { Directory } from '../load/directory.ts';
import type { Resource } from '../model/resource.ts';

/** One generator, prepared. */
export interface Generator {
  readonly kind: string;
  readonly run: () => Resource[];
}

type Generate = (config: JsonObject, directory: Directory, context: BuildContext) => Resource[];

/** Finds a builtin generator by the name of its kind; undefined for one that there is not. */
export function builtinGenerator(kind: string): Generate | undefined {
  return generators.get(kind);
}

const generators: ReadonlyMap<string, Generate> = new Map<string, Generate>([
  [
    'ConfigMapGenerator',
    (config, directory) => [generateFromPairs('ConfigMap', withOwnName(config), directory)],
  ],
  [
    'SecretGenerator',
    (config, directory) => [generateFromPairs('Secret', withOwnName(config), directory)],
  ],
  ['IAMPolicyGenerator', (config) => [generateIamPolicy(config)]],
  ['HelmChartInflationGenerator', inflateChart],
]);

/** The name and namespace in the metadata of a generator count where it gives no others. */
function withOwnName(config: JsonObject): JsonObject {
  const metadata = objectOf(config, 'metadata') ?? {};
  return {
    ...config,
    name: textOf(config, 'name') || textOf(metadata, 'name'),
    namespace: textOf(config, 'namespace') || textOf(metadata, 'namespace'),
  };
}

/** The generators that a kustomization has fields for, in the order they run. */
export function fieldGenerators(
  { fields, namespace }: KustomizationFile,
  directory: Directory,
  context: BuildContext,
  helmNamespace: string,
): Generator[] {
  const globals = objectOf(fields, 'generatorOptions');
  const fromPairs = (field: string, kind: 'ConfigMap' | 'Secret'): Generator[] =>
    objectsOf(fields, field).map((args) => ({
      kind: `${kind}Generator`,
      run: () => [generateFromPairs(kind, withGlobalOptions(args, globals), directory)],
    }));
  const charts = objectsOf(fields, 'helmCharts').map((chart) => {
    const config: JsonObject = { ...objectOf(fields, 'helmGlobals'), ...chart };
    if (textOf(config, 'namespace') === '') config['namespace'] = namespace || helmNamespace;
    return {
      kind: 'HelmChartInflationGenerator',
      run: () => inflateChart(config, directory, context),
    };
  });
  return [
    ...fromPairs('configMapGenerator', 'ConfigMap'),
    ...fromPairs('secretGenerator', 'Secret'),
    ...charts,
  ];
}

/** Reads a text file that a kustomization names. */
export function loadText(directory: Directory, path: string): string {
  return decodeText(directory.load(path), directory.pathOf(path));
}

/** The error for a plugin that is not built in. */
export function externalPlugin(kind: string): KustomizeError {
  return new KustomizeError(
    'Transformer',
    `external plugins disabled; unable to load external plugin '${kind}'`,
    { retry: 'on-change' },
  );
}
