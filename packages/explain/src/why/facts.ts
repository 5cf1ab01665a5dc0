import type { Place } from '@fluxts/base';
import type { GitRepositoryObject, KustomizationObject } from '@fluxts/flux-api';
import type { ObjectStatus } from '@fluxts/kube';
import type { Seen } from './explanation.ts';

/** What a `why` is asked about. */
export type Question =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'object'; readonly object: ObjectName };

/** An object by name. */
export interface ObjectName {
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent for objects of the cluster. */
  readonly namespace?: string;
  readonly name: string;
}

/** The local clone that the question is asked in. */
export interface CloneFacts {
  readonly directory: string;
  readonly remote: string;
  /** The branch checked out; absent when none is. */
  readonly branch?: string;
  readonly file: CloneFile;
  /** The branch on the server, as the clone last saw it; absent when it tracks none. */
  readonly upstream?: {
    /** `origin/main`. */
    readonly name: string;
    readonly commit: string;
    /** Whether the newest commit of the file is in it. */
    readonly hasFile: boolean;
  };
  /** How the newest commit of the file stands to the fetched revision. */
  readonly fetched: 'contains' | 'lacks' | 'unknown';
}

/** A file in a clone. */
export interface CloneFile {
  /** `absent`: neither in the folder nor in its branch. */
  readonly state: 'absent' | 'untracked' | 'ignored' | 'modified' | 'committed' | 'deleted';
  /** The newest commit that touched it. */
  readonly commit?: { readonly id: string; readonly subject: string };
}

/** What a source's artifact holds. */
export interface ArtifactFacts {
  readonly revision: string;
  /** Whether the asked path is in it. */
  readonly hasPath: boolean;
  /** The asked path's kinds, where it is a manifest; empty where it is none. */
  readonly kinds: readonly string[];
}

/** What building a Kustomization's path came to. */
export interface BuildFacts {
  /** Whether the build read the asked path. */
  readonly readsPath: boolean;
  /** What is made of the asked path. */
  readonly objects: readonly ObjectName[];
  /** Whether a directory on the way to the path belongs to what is built. */
  readonly covers: boolean;
  /** Where to list the path, when the build does not read it. */
  readonly listing?: ListingFacts;
  /** The line that lists the path, when the path is not there: the build fails of it. */
  readonly dangling?: Place;
  readonly error?: { readonly message: string; readonly place?: Place };
  /** The build failed on the way, so that what else it reads cannot be told. */
  readonly undecided?: boolean;
}

/** The kustomization file that would have to name a path. */
export interface ListingFacts {
  /** The file to edit. */
  readonly file: string;
  /** What to add under `resources:`. */
  readonly entry: string;
}

/** A Kustomization, and what its build says. */
export interface KustomizationFacts {
  readonly object: KustomizationObject;
  readonly build: Seen<BuildFacts>;
  /** The messages of its newest warnings. */
  readonly warnings: readonly string[];
}

/** A source with those that build from it: one way a change can go. */
export interface Lane {
  readonly source: GitRepositoryObject;
  readonly artifact: Seen<ArtifactFacts>;
  /** The builds are of the clone's files, as the artifact could not be read. */
  readonly judgedByClone: boolean;
  readonly kustomizations: readonly KustomizationFacts[];
}

/** An object as the cluster has it. */
export interface LiveObject {
  readonly name: ObjectName;
  /** `undefined`: there is none. */
  readonly status: ObjectStatus | undefined;
  /** The Kustomization that its labels name. */
  readonly owner?: { readonly namespace: string; readonly name: string };
  /** It carries a label or an annotation that tells Flux not to apply it. */
  readonly leftAlone?: boolean;
  /** Who else wrote fields of it, and when, newest first. */
  readonly otherManagers: readonly { readonly manager: string; readonly time: string }[];
  /** The messages of its newest warnings. */
  readonly warnings: readonly string[];
}

/** Everything that a `why` is answered from. */
export interface Facts {
  readonly question: Question;
  readonly clone: Seen<CloneFacts>;
  /** The ways that lead to, or could lead to, what was asked about; the most likely first. */
  readonly lanes: Seen<readonly Lane[]>;
  /** The asked object, or those that are made of the asked path. */
  readonly live: Seen<readonly LiveObject[]>;
  /** The path that the asked object is made of, with the line, where it was found. */
  readonly origin?: { readonly path: string; readonly line?: number };
}
