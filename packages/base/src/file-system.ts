import { FluxtsError } from './error.ts';

/** What a path names once links are followed. */
export type FileKind = 'file' | 'directory';

/**
 * A synchronous, read-only tree of files that the engines read through. Paths are relative to the
 * root, use `/`, and may hold `.` and `..`; no path, and no symbolic link met on the way, can name
 * anything outside the root.
 */
export interface FileSystem {
  /** The bytes of a file. @throws FileSystemError `NotFound`, `IsDirectory`, `OutsideRoot`, `TooLarge` */
  read(path: string): Uint8Array;
  /** The names in a directory, sorted by code unit. @throws FileSystemError `NotFound`, `NotDirectory`, `OutsideRoot` */
  list(path: string): readonly string[];
  /** What the path names, links followed; `undefined` if nothing. @throws FileSystemError `OutsideRoot` */
  kind(path: string): FileKind | undefined;
  /** The path with links and dots resolved, relative to the root (`.` for the root). @throws FileSystemError `NotFound`, `OutsideRoot` */
  realpath(path: string): string;
}

/** Raised by every {@link FileSystem}. */
export class FileSystemError extends FluxtsError<
  'NotFound' | 'IsDirectory' | 'NotDirectory' | 'OutsideRoot' | 'TooLarge'
> {}

/**
 * Folds `.`, `..` and doubled slashes of a relative path; `.` for the root. A leading `/` is dropped:
 * it means the root.
 * @throws FileSystemError `OutsideRoot` when `..` climbs above the root
 */
export function normalizePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.pop() === undefined) {
        throw new FileSystemError('OutsideRoot', `path '${path}' points outside the root`, {
          place: { file: path },
          retry: 'on-change',
        });
      }
    } else {
      parts.push(part);
    }
  }
  return parts.length === 0 ? '.' : parts.join('/');
}
