import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type FileKind, type FileSystem, FileSystemError, normalizePath } from './file-system.ts';

/** The largest file that {@link diskFileSystem} reads unless told otherwise: 64 MiB. */
export const defaultMaxFileBytes: number = 64 * 1024 * 1024;

/**
 * A {@link FileSystem} over a folder. Links are followed as long as they stay within the folder;
 * devices, sockets and pipes do not exist for it.
 * @param root the folder, absolute or relative to the working directory
 * @throws FileSystemError `NotFound` when the folder does not exist
 */
export function diskFileSystem(
  root: string,
  options: { readonly maxFileBytes?: number } = {},
): FileSystem {
  return new DiskFileSystem(root, options.maxFileBytes ?? defaultMaxFileBytes);
}

class DiskFileSystem implements FileSystem {
  readonly #root: string;
  readonly #maxFileBytes: number;

  constructor(root: string, maxFileBytes: number) {
    const real = realOrUndefined(root);
    if (real === undefined) throw notFound(root);
    this.#root = real;
    this.#maxFileBytes = maxFileBytes;
  }

  /** The absolute path with links resolved; `undefined` if nothing is there. */
  #resolve(path: string): string | undefined {
    const real = realOrUndefined(join(this.#root, normalizePath(path)));
    if (real === undefined) return undefined;
    if (real !== this.#root && !real.startsWith(this.#root === sep ? sep : this.#root + sep)) {
      throw new FileSystemError('OutsideRoot', `'${path}' is a link that leaves the root`, {
        place: { file: path },
        retry: 'on-change',
      });
    }
    return real;
  }

  read(path: string): Uint8Array {
    const real = this.#resolve(path);
    if (real === undefined) throw notFound(path);
    const stat = statSync(real);
    if (stat.isDirectory()) {
      throw new FileSystemError('IsDirectory', `'${path}' is a directory`, {
        place: { file: path },
      });
    }
    if (!stat.isFile()) throw notFound(path);
    if (stat.size > this.#maxFileBytes) {
      throw new FileSystemError(
        'TooLarge',
        `'${path}' has ${stat.size} bytes, more than the ${this.#maxFileBytes} allowed`,
        { place: { file: path }, retry: 'on-change' },
      );
    }
    return readFileSync(real);
  }

  list(path: string): readonly string[] {
    const real = this.#resolve(path);
    if (real === undefined) throw notFound(path);
    if (!statSync(real).isDirectory()) {
      throw new FileSystemError('NotDirectory', `'${path}' is not a directory`, {
        place: { file: path },
      });
    }
    return readdirSync(real).sort();
  }

  kind(path: string): FileKind | undefined {
    const real = this.#resolve(path);
    if (real === undefined) return undefined;
    const stat = statSync(real);
    if (stat.isDirectory()) return 'directory';
    return stat.isFile() ? 'file' : undefined;
  }

  realpath(path: string): string {
    const real = this.#resolve(path);
    if (real === undefined) throw notFound(path);
    const inside = relative(this.#root, real).split(sep).join('/');
    return inside === '' ? '.' : inside;
  }
}

function realOrUndefined(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function notFound(path: string): FileSystemError {
  return new FileSystemError('NotFound', `'${path}' does not exist`, { place: { file: path } });
}
