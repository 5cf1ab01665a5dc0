import { existsSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { diskFileSystem, type FileKind, type FileSystem, FileSystemError } from '@fluxts/base';
import { ignoreFileName, sourceIgnore } from '@fluxts/source-controller';
import { CommandError } from '../error.ts';

/** A directory to build, within the tree that it may refer to. */
export interface LocalTree {
  readonly fs: FileSystem;
  /** The directory, relative to the tree. */
  readonly base: string;
}

/**
 * Opens a local directory as the controller would see it in an artifact. The tree around it is the git
 * working folder that it lies in, or else the current folder if it is above, or else itself.
 * @param ignore lines in .gitignore format; beside those of `.sourceignore` files in the directory
 * @throws CommandError `InvalidInput` when there is no such directory
 */
export function openLocalTree(path: string, cwd: string, ignore: readonly string[]): LocalTree {
  const directory = resolve(cwd, path);
  if (path === '' || !existsSync(directory) || !statSync(directory).isDirectory()) {
    throw new CommandError(
      'InvalidInput',
      `invalid resource path ${JSON.stringify(path)}: it is no directory`,
    );
  }
  const root = rootAround(directory, cwd);
  const inside = relative(root, directory).split(sep).join('/');
  const base = inside === '' ? '.' : inside;
  const disk = diskFileSystem(root);
  const files = disk.kind(join(base, ignoreFileName));
  const text =
    files === 'file' ? new TextDecoder().decode(disk.read(join(base, ignoreFileName))) : '';
  if (text === '' && ignore.length === 0) return { fs: disk, base };
  const excluded = sourceIgnore(
    text === '' ? [] : [{ path: ignoreFileName, text }],
    ignore.join('\n'),
  );
  return { fs: new NarrowedFileSystem(disk, base, excluded), base };
}

function rootAround(directory: string, cwd: string): string {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (existsSync(resolve(folder, '.git'))) return folder;
    if (dirname(folder) === folder) break;
  }
  const up = relative(cwd, directory);
  return up.startsWith('..') || resolve(cwd, up) !== directory ? directory : cwd;
}

function join(directory: string, name: string): string {
  return directory === '.' ? name : `${directory}/${name}`;
}

/** A tree without the files of one directory that ignore rules exclude. */
class NarrowedFileSystem implements FileSystem {
  readonly #whole: FileSystem;
  readonly #base: string;
  readonly #excluded: (path: string) => boolean;

  constructor(whole: FileSystem, base: string, excluded: (path: string) => boolean) {
    this.#whole = whole;
    this.#base = base;
    this.#excluded = excluded;
  }

  read(path: string): Uint8Array {
    if (this.#isHidden(path)) {
      throw new FileSystemError('NotFound', `'${path}' is ignored`, { place: { file: path } });
    }
    return this.#whole.read(path);
  }

  list(path: string): readonly string[] {
    return this.#whole.list(path).filter((name) => !this.#isHidden(join(path, name)));
  }

  kind(path: string): FileKind | undefined {
    return this.#isHidden(path) ? undefined : this.#whole.kind(path);
  }

  realpath(path: string): string {
    return this.#whole.realpath(path);
  }

  #isHidden(path: string): boolean {
    if (this.#whole.kind(path) !== 'file') return false;
    const real = this.#whole.realpath(path);
    const prefix = this.#base === '.' ? '' : `${this.#base}/`;
    return real.startsWith(prefix) && this.#excluded(real.slice(prefix.length));
  }
}
