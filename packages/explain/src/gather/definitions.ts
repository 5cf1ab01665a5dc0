import { type FileSystem, FluxtsError, isObject } from '@fluxts/base';
import { parseAll } from '@fluxts/yaml';
import type { ObjectName } from '../why/facts.ts';
import { nameOf, sameName } from './build.ts';

/** The most files that are searched, and the largest that is read. */
const maxFiles = 5000;
const maxBytes = 1024 * 1024;

/** Where a tree defines an object, whether or not anything builds it. Files that cannot be read are passed over. */
export function definitionsOf(
  fs: FileSystem,
  name: ObjectName,
): readonly { readonly path: string; readonly line: number }[] {
  const found: { path: string; line: number }[] = [];
  let files = 0;
  for (const path of manifests(fs, '.')) {
    if (++files > maxFiles) break;
    const bytes = fs.read(path);
    // Reading YAML is dear: only files that hold the name at all are looked into.
    if (bytes.length > maxBytes || Buffer.from(bytes).indexOf(name.name) < 0) continue;
    try {
      for (const { value, line } of parseAll(bytes)) {
        if (isObject(value) && sameName(nameOf(value), name)) found.push({ path, line });
      }
    } catch (error) {
      if (!(error instanceof FluxtsError)) throw error;
    }
  }
  return found;
}

function* manifests(fs: FileSystem, directory: string): Generator<string> {
  for (const entry of fs.list(directory)) {
    if (entry.startsWith('.')) continue;
    const path = directory === '.' ? entry : `${directory}/${entry}`;
    const kind = fs.kind(path);
    if (kind === 'directory') yield* manifests(fs, path);
    else if (kind === 'file' && /\.(ya?ml|json)$/.test(entry)) yield path;
  }
}
