import type { Remote } from './credentials.ts';
import type { CommitObject, TagObject } from './object.ts';
import type { RefRule } from './ref-rule.ts';

/** The object names of a repository are SHA-1 (40 hex digits) or SHA-256 (64). */
export type ObjectFormat = 'sha1' | 'sha256';

/** A reference as the server advertises it. */
export interface RemoteRef {
  readonly name: string;
  readonly oid: string;
  /** What an annotated tag points to in the end. */
  readonly peeled?: string;
  /** Where a symbolic reference such as `HEAD` points. */
  readonly symbolic?: string;
}

/** The answer to one `ls-refs`. */
export interface RemoteRefs {
  readonly refs: readonly RemoteRef[];
  readonly objectFormat: ObjectFormat;
}

/** A commit that a {@link RefRule} came to. */
export interface ResolvedRef {
  /** The commit. */
  readonly commit: string;
  readonly objectFormat: ObjectFormat;
  /** The full name of the reference it was found by; absent for a rule that names a commit only. */
  readonly refName?: string;
  /** The rule names the commit itself; `refName`, if any, only says where to look for it. */
  readonly pinned: boolean;
  /** The annotated tag object on the way to the commit. */
  readonly tagOid?: string;
  /** As Flux writes it: `main@sha1:<hex>`, `refs/pull/1/head@sha1:<hex>`, `sha1:<hex>`. */
  readonly revision: string;
}

/** What every call takes. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** How long the call may take, in milliseconds; 60 s unless said otherwise. */
  readonly timeoutMs?: number;
}

/** What {@link Git.fetch} takes. */
export interface FetchOptions extends CallOptions {
  /** Directories to which the tree is narrowed; all of it unless given. They must exist. */
  readonly sparse?: readonly string[];
  /** Follow submodules, with the credentials only where scheme, host and port are the same. */
  readonly recurseSubmodules?: boolean;
}

/** A file of a commit's tree. Symbolic links are listed, so that a caller can drop them knowingly. */
export interface TreeFile {
  /** Relative, with `/`; checked: no `..`, no `.git`, no empty part, no control character. */
  readonly path: string;
  readonly kind: 'file' | 'executable' | 'symlink';
  readonly size: number;
}

/** Takes one file of {@link Snapshot.read}; `content` must be read to its end before it returns. */
export type FileSink = (file: TreeFile, content: AsyncIterable<Uint8Array>) => Promise<void>;

/**
 * One commit, fetched. It holds its objects in the cache until {@link Snapshot.release}.
 */
export interface Snapshot {
  readonly ref: ResolvedRef;
  readonly commit: CommitObject;
  /** The annotated tag that led here. */
  readonly tag?: TagObject;
  /** All files, submodules' among them if asked for, in order of their path's code units. */
  readonly files: readonly TreeFile[];
  /** Streams the contents of `files` (which must be of this snapshot) in the given order, one by one. */
  read(files: readonly TreeFile[], sink: FileSink, options?: CallOptions): Promise<void>;
  /** The content of one small file. @throws GitError `TooLarge` past `maxBytes` (1 MiB by default) */
  readFile(
    file: TreeFile,
    options?: CallOptions & { readonly maxBytes?: number },
  ): Promise<Uint8Array>;
  /** Lets the cache drop the objects. Safe to call twice. */
  release(): void;
}

/** Bounds on what a repository may cost. */
export interface GitLimits {
  /** Bytes of one ls-refs answer. */
  readonly refsBytes: number;
  /** Bytes of one pack. */
  readonly packBytes: number;
  /** Files in one tree, submodules included. */
  readonly files: number;
  /** Bytes of one file. */
  readonly fileBytes: number;
  /** Bytes of all files of a tree together. */
  readonly treeBytes: number;
  /** How deep submodules may nest. */
  readonly submoduleDepth: number;
  /** How many submodules in all. */
  readonly submodules: number;
  /** Bytes of all cached repositories together; the least recently used go first. */
  readonly cacheBytes: number;
  /** `git` processes at a time. */
  readonly processes: number;
}

/** What `createGit` takes. */
export interface GitOptions {
  /** A directory for this alone, made if missing. Only one process may use it at a time. */
  readonly cacheDir: string;
  readonly limits?: Partial<GitLimits>;
  /** Where `git`, `ssh` and `sh` are looked for, as in `PATH`. */
  readonly searchPath?: string;
  /** Proxy from the environment, asked for each URL without a proxy of its own. */
  readonly proxyFor?: (url: URL) => string | undefined;
  /** The `User-Agent` that servers see. */
  readonly userAgent?: string;
}

/**
 * Reads remote repositories. One value per process: connections, caches and running work are shared
 * by all callers with equal URL and credentials.
 */
export interface Git {
  /** What the server advertises under the prefixes; one request once the server is known. */
  lsRefs(remote: Remote, prefixes: readonly string[], options?: CallOptions): Promise<RemoteRefs>;
  /**
   * Finds the commit that a rule means now, by one ls-refs. Callers that ask the same while a request is
   * under way share the next one, so that an answer is never older than its question.
   * @throws GitError `ReferenceNotFound`, `EmptyRepository`, `RuleInvalid`, and those of the connection
   */
  resolve(remote: Remote, rule: RefRule, options?: CallOptions): Promise<ResolvedRef>;
  /** Gets the objects of a commit that {@link Git.resolve} found. Equal calls share one fetch. */
  fetch(remote: Remote, ref: ResolvedRef, options?: FetchOptions): Promise<Snapshot>;
  /** Ends connections and running processes. */
  close(): Promise<void>;
}
