import type { Component } from './components.ts';

/** What an installation is made of. */
export interface InstallOptions {
  readonly namespace: string;
  readonly components: readonly Component[];
  /** Written to `app.kubernetes.io/version`. */
  readonly version: string;
  readonly registry: string;
  readonly imageTag: string;
  readonly imagePullSecret: string;
  readonly watchAllNamespaces: boolean;
  readonly logLevel: string;
  readonly networkPolicy: boolean;
  readonly clusterDomain: string;
  readonly tolerationKeys: readonly string[];
}

/** The labels of everything that is installed. */
export function partLabels(options: InstallOptions): { [key: string]: string } {
  return {
    'app.kubernetes.io/instance': options.namespace,
    'app.kubernetes.io/part-of': 'flux',
    'app.kubernetes.io/version': options.version,
  };
}

/** {@link partLabels} and the name of the component. */
export function componentLabels(
  options: InstallOptions,
  component: string,
): { [key: string]: string } {
  return { ...partLabels(options), 'app.kubernetes.io/component': component };
}
