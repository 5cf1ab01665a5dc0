import { type FileSystem, FileSystemError, normalizePath, type Place } from '@fluxts/base';
import type { KustomizationObject } from '@fluxts/flux-api';
import type { ListingFacts } from './facts.ts';

const fileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/**
 * Finds the kustomization file that would have to list a path for a build to read it: the nearest one
 * above it that the build did read. Directories on the way that have a file of their own, which nobody
 * lists either, are listed as a whole.
 * @param base the directory that is built
 * @param read the files that the build read
 */
export function listingFor(
  fs: FileSystem,
  base: string,
  read: ReadonlySet<string>,
  path: string,
): ListingFacts | undefined {
  let target = path;
  for (let directory = parentOf(path); ; directory = parentOf(directory)) {
    const file = kustomizationFileIn(fs, directory);
    if (file !== undefined) {
      if (read.has(file)) return { file, entry: relativeTo(directory, target) };
      target = directory;
    }
    if (directory === base || directory === '.') return undefined;
  }
}

/**
 * Finds the line of a kustomization file that names a path, looking from the path's directory up to the
 * root: what to mend when the path is not there.
 */
export function listedAt(fs: FileSystem, path: string): Place | undefined {
  for (let directory = parentOf(path); ; directory = parentOf(directory)) {
    const file = kustomizationFileIn(fs, directory);
    const entry = relativeTo(directory, path);
    const lines = file === undefined ? [] : Buffer.from(fs.read(file)).toString().split('\n');
    const index = lines.findIndex((line) => entryOf(line) === entry);
    if (file !== undefined && index >= 0) return { file, line: index + 1 };
    if (directory === '.') return undefined;
  }
}

/** What a line of a list names: `- ./app.yaml` and `- path: "app.yaml"` name `app.yaml`. */
function entryOf(line: string): string {
  return line
    .trim()
    .replace(/^- */, '')
    .replace(/^path: */, '')
    .replace(/^["']|["']$/g, '')
    .replace(/^\.\//, '');
}

/** The kustomization file of a directory, if it has one. */
function kustomizationFileIn(fs: FileSystem, directory: string): string | undefined {
  return fileNames
    .map((name) => (directory === '.' ? name : `${directory}/${name}`))
    .find((file) => fs.kind(file) === 'file');
}

/** Whether a path lies in a directory; `.` holds everything. */
export function liesIn(path: string, directory: string): boolean {
  return directory === '.' || path === directory || path.startsWith(`${directory}/`);
}

/** Whether a path lies in the directory that a Kustomization is told to build. */
export function isBuiltFrom(path: string, { spec }: KustomizationObject): boolean {
  try {
    return liesIn(path, normalizePath(spec.path ?? './'));
  } catch (error) {
    // A directory outside of the repository holds nothing of it.
    if (error instanceof FileSystemError) return false;
    throw error;
  }
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}

function relativeTo(directory: string, path: string): string {
  return directory === '.' ? path : path.slice(directory.length + 1);
}
