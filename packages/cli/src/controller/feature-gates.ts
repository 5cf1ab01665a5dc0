import type { KustomizeSettings, SourceSettings } from '@fluxts/dev';
import { UsageError } from '../error.ts';

/** The gates of all controllers together. */
export type FeatureGates = NonNullable<KustomizeSettings['featureGates']> &
  NonNullable<SourceSettings['featureGates']>;

/** Flux's names of the gates that do something here. */
const gates: Readonly<Record<string, keyof FeatureGates>> = {
  AdditiveCELDependencyCheck: 'additiveCELDependencyCheck',
  DisableFailFastBehavior: 'disableFailFastBehavior',
  ObjectLevelWorkloadIdentity: 'objectLevelWorkloadIdentity',
  StrictPostBuildSubstitutions: 'strictPostBuildSubstitutions',
};

/** Flux's gates that are accepted and change nothing: what they turn on is so anyway, or not needed. */
const inert: ReadonlySet<string> = new Set([
  'CacheSecretsAndConfigMaps',
  'CancelHealthCheckOnNewRevision',
  'DirectSourceFetch',
  'DisableConfigWatchers',
  'DisableStatusPollerCache',
  'ExternalArtifact',
  'GroupChangeLog',
  'MigrateAPIVersion',
]);

/** Reads `--feature-gates`. @throws UsageError `InvalidFlagValue` */
export function readFeatureGates(pairs: readonly string[]): FeatureGates {
  const chosen: { -readonly [K in keyof FeatureGates]: FeatureGates[K] } = {};
  for (const pair of pairs) {
    const parts = /^([A-Za-z0-9]+)=(true|false)$/.exec(pair);
    const name = parts?.[1] ?? '';
    if (parts === null || !(Object.hasOwn(gates, name) || inert.has(name))) {
      throw new UsageError(
        'InvalidFlagValue',
        `feature gate '${pair}' is not known; write Name=true or Name=false, with one of: ${[...Object.keys(gates), ...inert].sort().join(', ')}`,
      );
    }
    const gate = Object.hasOwn(gates, name) ? gates[name] : undefined;
    if (gate !== undefined) chosen[gate] = parts[2] === 'true';
  }
  return chosen;
}
