import { type FileKind, type FileSystem, FileSystemError, normalizePath } from './file-system.ts';

/**
 * A {@link FileSystem} over values in memory.
 * @param files path relative to the root → content (a string is UTF-8)
 */
export function memoryFileSystem(files: Readonly<Record<string, string | Uint8Array>>): FileSystem {
  return new MemoryFileSystem(files);
}

class MemoryFileSystem implements FileSystem {
  readonly #files = new Map<string, Uint8Array>();
  readonly #directories = new Map<string, Set<string>>([['.', new Set()]]);

  constructor(files: Readonly<Record<string, string | Uint8Array>>) {
    const encoder = new TextEncoder();
    for (const [path, content] of Object.entries(files)) {
      const normal = normalizePath(path);
      this.#files.set(normal, typeof content === 'string' ? encoder.encode(content) : content);
      this.#addToParents(normal);
    }
  }

  #addToParents(path: string): void {
    let child = path;
    for (;;) {
      const slash = child.lastIndexOf('/');
      const parent = slash < 0 ? '.' : child.slice(0, slash);
      const names = this.#directories.get(parent) ?? new Set();
      names.add(child.slice(slash + 1));
      this.#directories.set(parent, names);
      if (parent === '.') return;
      child = parent;
    }
  }

  read(path: string): Uint8Array {
    const normal = normalizePath(path);
    const content = this.#files.get(normal);
    if (content !== undefined) return content;
    if (this.#directories.has(normal)) {
      throw new FileSystemError('IsDirectory', `'${path}' is a directory`, {
        place: { file: path },
      });
    }
    throw notFound(path);
  }

  list(path: string): readonly string[] {
    const normal = normalizePath(path);
    const names = this.#directories.get(normal);
    if (names !== undefined) return [...names].sort();
    if (this.#files.has(normal)) {
      throw new FileSystemError('NotDirectory', `'${path}' is not a directory`, {
        place: { file: path },
      });
    }
    throw notFound(path);
  }

  kind(path: string): FileKind | undefined {
    const normal = normalizePath(path);
    if (this.#files.has(normal)) return 'file';
    return this.#directories.has(normal) ? 'directory' : undefined;
  }

  realpath(path: string): string {
    const normal = normalizePath(path);
    if (this.kind(normal) === undefined) throw notFound(path);
    return normal;
  }
}

function notFound(path: string): FileSystemError {
  return new FileSystemError('NotFound', `'${path}' does not exist`, { place: { file: path } });
}
