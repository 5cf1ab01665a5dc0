import { type FileKind, type FileSystem, normalizePath } from '@fluxts/base';

/** A directory of a file system as a file system of its own. */
export function subFileSystem(fs: FileSystem, directory: string): FileSystem {
  return new SubFileSystem(fs, normalizePath(directory));
}

class SubFileSystem implements FileSystem {
  readonly #fs: FileSystem;
  readonly #root: string;

  constructor(fs: FileSystem, root: string) {
    this.#fs = fs;
    this.#root = root;
  }

  #full(path: string): string {
    // Folded first, so that no `..` climbs out of the directory.
    return normalizePath(`${this.#root}/${normalizePath(path)}`);
  }

  read(path: string): Uint8Array {
    return this.#fs.read(this.#full(path));
  }

  list(path: string): readonly string[] {
    return this.#fs.list(this.#full(path));
  }

  kind(path: string): FileKind | undefined {
    return this.#fs.kind(this.#full(path));
  }

  realpath(path: string): string {
    return normalizePath(path);
  }
}
