import { type FileSystem, normalizePath } from '@fluxts/base';
import { unreferenced } from '@fluxts/kustomize';

const buildFileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/**
 * YAML files in the built directory that nothing refers to: usually forgotten in its kustomization file. A
 * directory below with a kustomization file of its own that was not read is the root of some other
 * build, so what lies in it is not forgotten.
 * @param files what the build read, relative to the file system
 */
export function unreferencedIn(
  fs: FileSystem,
  directory: string,
  files: readonly string[],
): readonly string[] {
  const root = normalizePath(directory);
  const read = new Set(files);
  const otherRoots = new Map<string, boolean>();
  const isOtherRoot = (path: string): boolean => {
    const known = otherRoots.get(path);
    if (known !== undefined) return known;
    const own = buildFileNames.map((name) => `${path}/${name}`);
    const other = own.some((file) => fs.kind(file) === 'file') && !own.some((f) => read.has(f));
    otherRoots.set(path, other);
    return other;
  };
  return unreferenced(fs, directory, files).filter(
    (file) => !parentsOf(file, root).some((parent) => isOtherRoot(parent)),
  );
}

/** The directories between a file and the root, the root left out. */
function parentsOf(file: string, root: string): string[] {
  const parents: string[] = [];
  for (let slash = file.lastIndexOf('/'); slash > 0; slash = file.lastIndexOf('/', slash - 1)) {
    const parent = file.slice(0, slash);
    if (parent === root) break;
    parents.push(parent);
  }
  return parents;
}
