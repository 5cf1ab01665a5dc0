import type { JsonObject } from '@fluxts/base';

/** How files that a kubeconfig names are read; so that a tenant's can be refused them. */
export interface KubeconfigOptions {
  /** Context to use instead of `current-context`. */
  readonly context?: string | undefined;
  /** Cluster, user and namespace to use instead of the context's. */
  readonly cluster?: string | undefined;
  readonly user?: string | undefined;
  readonly namespace?: string | undefined;
  /** Whether certificates and tokens may lie in files. Default true; pass false for kubeconfigs of tenants. */
  readonly allowFiles?: boolean | undefined;
  /** Whether exec plugins are accepted. Default true; pass false for kubeconfigs of tenants. */
  readonly allowExec?: boolean | undefined;
  /** Whether `insecure-skip-tls-verify` is honoured. Default true; false ignores it, as Flux does for tenants. */
  readonly allowInsecureTls?: boolean | undefined;
}

/** A parsed kubeconfig, several files merged into one. Holds secrets: never log it. */
export interface Kubeconfig {
  readonly currentContext: string;
  readonly contexts: ReadonlyMap<string, KubeconfigContext>;
  /** The named entry of `clusters`/`users` as written, and the folder its relative paths count from. */
  readonly clusters: ReadonlyMap<string, KubeconfigEntry>;
  readonly users: ReadonlyMap<string, KubeconfigEntry>;
}

/** A context: which cluster, as whom, in which namespace. */
export interface KubeconfigContext {
  readonly cluster: string;
  readonly user: string;
  readonly namespace: string | undefined;
}

/** An entry as written. */
export interface KubeconfigEntry {
  readonly value: JsonObject;
  readonly directory: string | undefined;
}

/** A kubeconfig's text, with the folder that its relative paths count from. */
export interface KubeconfigSource {
  readonly text: string;
  /** File it came from, for errors. */
  readonly file?: string | undefined;
  readonly directory?: string | undefined;
}
