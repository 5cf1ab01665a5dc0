import { type FileSystem, FileSystemError, normalizePath } from '@fluxts/base';
import { KustomizeError, type KustomizeErrorCode } from '../error.ts';
import type { LoadRestrictor } from '../options.ts';
import type { KustomizeTree, RepositorySpec } from '../tree.ts';
import { isRemoteFile, parseRepositorySpec } from './repository-spec.ts';

/** What all directories of one build share. */
export interface LoadContext {
  readonly tree: KustomizeTree;
  /**
   * Is told of every path that is looked at: the repository it is in ('' for the tree's own), the path,
   * and the content if it could be read.
   */
  readonly onRead: (read: {
    readonly fs: FileSystem;
    readonly repository: string;
    readonly path: string;
    readonly bytes: Uint8Array | undefined;
  }) => void;
  /** Is told of every file that comes from the web. */
  readonly onRemoteFile: (url: string) => void;
}

/** How deep directories may include each other. */
const maxDepth = 200;

/** A directory that a kustomization lies in, and what it may load. */
export class Directory {
  readonly #context: LoadContext;
  readonly #fs: FileSystem;
  /** Relative to the file system; `.` for its root. */
  readonly path: string;
  readonly #restrictor: LoadRestrictor;
  readonly #referrer: Directory | undefined;
  readonly #repository: RepositorySpec | undefined;

  private constructor(
    context: LoadContext,
    at: {
      readonly fs: FileSystem;
      readonly path: string;
      readonly restrictor: LoadRestrictor;
      readonly referrer: Directory | undefined;
      readonly repository: RepositorySpec | undefined;
    },
  ) {
    this.#context = context;
    this.#fs = at.fs;
    this.path = at.path;
    this.#restrictor = at.restrictor;
    this.#referrer = at.referrer;
    this.#repository = at.repository;
  }

  /** The directory that a build begins at. @throws KustomizeError `Resource` when it is none */
  static root(context: LoadContext, restrictor: LoadRestrictor): Directory {
    const { fs, root, remotes } = context.tree;
    const remote = remotes.get(root);
    if (remote?.kind === 'repository') {
      return new Directory(context, {
        fs: remote.fs,
        path: normalizePath(remote.spec.path),
        restrictor: 'LoadRestrictionsRootOnly',
        referrer: undefined,
        repository: remote.spec,
      });
    }
    const above = new Directory(context, {
      fs,
      path: '.',
      restrictor,
      referrer: undefined,
      repository: undefined,
    });
    return new Directory(context, {
      fs,
      path: above.#confirmDirectory(above.#join(root)),
      restrictor,
      referrer: undefined,
      repository: undefined,
    });
  }

  /** The file system it lies in. */
  get fs(): FileSystem {
    return this.#fs;
  }

  /** The repository it lies in, when it is not the tree's own. */
  get repository(): RepositorySpec | undefined {
    return this.#repository ?? this.#referrer?.repository;
  }

  /** The path as messages name it. */
  get display(): string {
    return this.#display(this.path);
  }

  #display(path: string): string {
    const name = this.repository === undefined ? this.#context.tree.rootName : this.repository.url;
    return path === '.' ? name || '/' : `${name}/${path}`;
  }

  #join(path: string): string {
    const { rootName } = this.#context.tree;
    const isInside = path === rootName || path.startsWith(`${rootName}/`);
    const joined = !path.startsWith('/')
      ? `${this.path}/${path}`
      : isInside
        ? path.slice(rootName.length)
        : path;
    return normalizePath(joined);
  }

  /** The path of a file in the file system, with no questions asked. */
  pathOf(file: string): string {
    try {
      return this.#join(file);
    } catch {
      return file;
    }
  }

  /** Whether there is a file of a name in the directory. */
  has(name: string): boolean {
    try {
      const path = this.#join(name);
      const found = this.#fs.kind(path) === 'file';
      if (!found) this.#note(path, undefined);
      return found;
    } catch {
      return false;
    }
  }

  /**
   * Reads a file that the kustomization names.
   * @throws KustomizeError `LoadRestriction` for one that it may not read, `Resource` for one that is
   *   not there, `Remote`
   */
  load(file: string): Uint8Array {
    if (isRemoteFile(file)) return this.#loadRemote(file);
    const path = this.#confirmFile(file);
    try {
      const bytes = this.#fs.read(path);
      this.#note(path, bytes);
      return bytes;
    } catch (error) {
      if (!(error instanceof FileSystemError)) throw error;
      this.#note(path, undefined);
      const display = this.#display(path);
      throw this.#error(
        'Resource',
        error.code === 'IsDirectory'
          ? `read ${display}: is a directory`
          : error.code === 'NotFound'
            ? `open ${display}: no such file or directory`
            : error.message,
        path,
        error,
      );
    }
  }

  #loadRemote(url: string): Uint8Array {
    this.#context.onRemoteFile(url);
    const remote = this.#context.tree.remotes.get(url);
    if (remote?.kind === 'file') return remote.bytes;
    if (remote?.kind === 'repository') {
      throw this.#error('Remote', 'URL is a git repository', this.path);
    }
    throw this.#error('Remote', `HTTP Error: remote file '${url}' was not fetched`, this.path);
  }

  #note(path: string, bytes: Uint8Array | undefined): void {
    const repository = this.repository?.raw ?? '';
    this.#context.onRead({ fs: this.#fs, repository, path, bytes });
  }

  #confirmFile(file: string): string {
    const path = this.#resolve(file);
    if (this.#restrictor === 'LoadRestrictionsNone') return path;
    const real = this.#realPath(path);
    if (this.#fs.kind(real) === 'directory') {
      this.#note(path, undefined);
      throw this.#error('Resource', `'${this.#display(path)}' must resolve to a file`, path);
    }
    const slash = real.lastIndexOf('/');
    if (!isWithin(slash < 0 ? '.' : real.slice(0, slash), this.path)) {
      throw this.#error(
        'LoadRestriction',
        `security; file '${this.#display(path)}' is not in or below '${this.display}'`,
        path,
      );
    }
    return real;
  }

  #resolve(file: string): string {
    try {
      return this.#join(file);
    } catch (error) {
      throw this.#error(
        'LoadRestriction',
        `security; file '${file}' is not in or below '${this.display}': ${(error as Error).message}`,
        this.path,
        error,
      );
    }
  }

  /** The path with links resolved. @throws KustomizeError `Resource` for one that names nothing */
  #realPath(path: string): string {
    try {
      return this.#fs.realpath(path);
    } catch (error) {
      if (!(error instanceof FileSystemError)) throw error;
      this.#note(path, undefined);
      const display = this.#display(path);
      const what =
        error.code === 'NotFound'
          ? `lstat ${this.#display(this.#firstMissing(path))}: no such file or directory`
          : error.message;
      throw this.#error(
        error.code === 'OutsideRoot' ? 'LoadRestriction' : 'Resource',
        `evalsymlink failure on '${display}' : ${what}`,
        path,
        error,
      );
    }
  }

  #firstMissing(path: string): string {
    const parts = path.split('/');
    for (let length = 1; length < parts.length; length++) {
      const parent = parts.slice(0, length).join('/');
      if (this.#fs.kind(parent) === undefined) return parent;
    }
    return path;
  }

  #confirmDirectory(path: string): string {
    let real: string;
    try {
      real = this.#realPath(path);
    } catch (error) {
      if (!(error instanceof KustomizeError)) throw error;
      throw this.#error(
        error.code,
        `must build at directory: not a valid directory: ${error.message}`,
        path,
        error,
      );
    }
    if (this.#fs.kind(real) !== 'directory') {
      throw this.#error(
        'Resource',
        `must build at directory: '${this.#display(path)}': file is not directory`,
        path,
      );
    }
    return real;
  }

  /**
   * Goes to another directory that the kustomization names.
   * @throws KustomizeError `Resource` when it is none, `Cycle` when it was come through already, `Remote`
   */
  enter(path: string): Directory {
    if (path === '') throw this.#error('Resource', 'new root cannot be empty', this.path);
    if (this.#depth() >= maxDepth) {
      throw this.#error(
        'Cycle',
        `directories include each other more than ${maxDepth} deep`,
        this.path,
      );
    }
    const spec = parseRepositorySpec(path);
    if (spec !== undefined) return this.#enterRepository(path, spec);
    if (path.startsWith('/')) {
      throw this.#error('Resource', `new root '${path}' cannot be absolute`, this.path);
    }
    const real = this.#confirmDirectory(this.#resolve(path));
    this.#refuseCycle(this.#fs, real);
    return new Directory(this.#context, {
      fs: this.#fs,
      path: real,
      restrictor: this.#restrictor,
      referrer: this,
      repository: undefined,
    });
  }

  #enterRepository(path: string, spec: RepositorySpec): Directory {
    this.#refuseRepositoryCycle(spec);
    const remote = this.#context.tree.remotes.get(path);
    if (remote?.kind !== 'repository') {
      throw this.#error(
        'Remote',
        `remote base '${path}' was not fetched: remote bases are not allowed here`,
        this.path,
      );
    }
    const entered = new Directory(this.#context, {
      fs: remote.fs,
      path: '.',
      restrictor: 'LoadRestrictionsRootOnly',
      referrer: this,
      repository: spec,
    });
    return new Directory(this.#context, {
      fs: remote.fs,
      path: entered.#confirmDirectory(normalizePath(spec.path)),
      restrictor: 'LoadRestrictionsRootOnly',
      referrer: this,
      repository: spec,
    });
  }

  #depth(): number {
    return this.#referrer === undefined ? 0 : this.#referrer.#depth() + 1;
  }

  #refuseCycle(fs: FileSystem, candidate: string): void {
    if (this.#fs === fs && isWithin(this.path, candidate)) {
      throw this.#error(
        'Cycle',
        `cycle detected: candidate root '${this.#display(candidate)}' contains visited root '${this.display}'`,
        this.path,
      );
    }
    if (this.#referrer !== undefined) this.#referrer.#refuseCycle(fs, candidate);
  }

  #refuseRepositoryCycle(spec: RepositorySpec): void {
    if (this.#repository?.raw.startsWith(spec.raw) === true) {
      throw this.#error(
        'Cycle',
        `cycle detected: URI '${spec.raw}' referenced by previous URI '${this.#repository.raw}'`,
        this.path,
      );
    }
    if (this.#referrer !== undefined) this.#referrer.#refuseRepositoryCycle(spec);
  }

  #error(code: KustomizeErrorCode, message: string, file: string, cause?: unknown): KustomizeError {
    return new KustomizeError(code, message, {
      retry: code === 'Remote' ? 'backoff' : 'on-change',
      place: { file },
      ...(cause === undefined ? {} : { cause }),
    });
  }
}

function isWithin(path: string, directory: string): boolean {
  return directory === '.' || path === directory || path.startsWith(`${directory}/`);
}
