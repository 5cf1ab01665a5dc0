import { type FileSystem, normalizePath } from '@fluxts/base';

/** How many files are looked at, at most. */
const maxFiles = 100_000;

/**
 * YAML files at or below a directory that a build did not read: usually forgotten in a
 * `kustomization.yaml`. Sorted; paths relative to the file system. Hidden files and directories are
 * passed over.
 */
export function unreferenced(
  fs: FileSystem,
  directory: string,
  files: readonly string[],
): readonly string[] {
  const read = new Set(files);
  const found: string[] = [];
  const queue = [normalizePath(directory)];
  for (let at = 0; at < queue.length && queue.length < maxFiles; at++) {
    const parent = queue[at] as string;
    for (const name of fs.list(parent)) {
      if (name.startsWith('.')) continue;
      const path = normalizePath(`${parent}/${name}`);
      const kind = fs.kind(path);
      // A link to another place of the tree is that place's business.
      if (kind === undefined || fs.realpath(path) !== path) continue;
      if (kind === 'directory') queue.push(path);
      else if (/\.ya?ml$/.test(name) && !read.has(path)) found.push(path);
    }
  }
  return found.sort();
}
