import type { KubeObject } from '@fluxts/kube-client';
import { type FluxKind, storageApiVersion } from '@fluxts/flux-api';

/** A cell of a `get` table: its header, and what an object shows under it. */
export interface Column {
  readonly header: string;
  value(object: KubeObject): string;
}

/** How the verbs of the command line speak of one kind of Flux object. */
export interface CliKind {
  readonly api: FluxKind;
  /** In progress lines: `kustomization`, `source git`. */
  readonly human: string;
  /** In the lines of `create`: `Kustomization`, `GitRepository source`. */
  readonly created: string;
  /** The words after a verb: `['kustomization']`, `['source', 'git']`. */
  readonly words: readonly string[];
  /** Other names of the last word. */
  readonly aliases: readonly string[];
  /** The last word after `get`: `kustomizations`, `git`. */
  readonly plural: string;
  /** Other names of {@link plural}. */
  readonly pluralAliases: readonly string[];
  /** What `get` shows of an object beside its name, in order. */
  readonly columns: readonly Column[];
  /** What became of a reconcile: `applied revision main@sha1:…`. */
  success(object: KubeObject): string;
}

/** What the API is asked for. */
export function kindRef(kind: CliKind): { readonly apiVersion: string; readonly kind: string } {
  return { apiVersion: storageApiVersion(kind.api), kind: kind.api.kind };
}
