import { fluxtsVersion } from '../version.ts';
import { chooseComponents } from './components.ts';
import type { InstallOptions } from './options.ts';

/** The values of the flags that say what is installed; `flux install` and `flux bootstrap` share them. */
export interface InstallValues {
  readonly components: readonly string[];
  readonly 'components-extra': readonly string[];
  readonly registry: string;
  readonly 'image-tag': string;
  readonly 'image-pull-secret': string;
  readonly 'watch-all-namespaces': boolean;
  readonly 'log-level': string;
  readonly 'network-policy': boolean;
  readonly 'cluster-domain': string;
  readonly 'toleration-keys': readonly string[];
}

/** What the flags come to, in a namespace. @throws UsageError `InvalidFlagValue` for a component that there is not */
export function chosenOptions(flags: InstallValues, namespace: string): InstallOptions {
  return {
    namespace,
    components: chooseComponents(flags.components, flags['components-extra']),
    version: `v${fluxtsVersion}`,
    registry: flags.registry,
    imageTag: flags['image-tag'],
    imagePullSecret: flags['image-pull-secret'],
    watchAllNamespaces: flags['watch-all-namespaces'],
    logLevel: flags['log-level'],
    networkPolicy: flags['network-policy'],
    clusterDomain: flags['cluster-domain'],
    tolerationKeys: flags['toleration-keys'],
  };
}
