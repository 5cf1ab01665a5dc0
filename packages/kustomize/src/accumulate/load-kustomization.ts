import { decodeText } from '@fluxts/yaml';
import type { BuildContext } from '../build-context.ts';
import { KustomizeError } from '../error.ts';
import {
  type KustomizationFile,
  kustomizationFileNames,
  readKustomization,
} from '../kustomization/kustomization.ts';
import type { Directory } from '../load/directory.ts';

/** Reads the one kustomization file of a directory. @throws KustomizeError `KustomizationFile` */
export function loadKustomization(directory: Directory, context: BuildContext): KustomizationFile {
  const names = kustomizationFileNames.filter((name) => directory.has(name));
  const [name] = names;
  if (name === undefined) {
    throw fail(
      `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${directory.display}'`,
      directory.path,
    );
  }
  if (names.length > 1) {
    throw fail(`Found multiple kustomization files under: ${directory.display}\n`, directory.path);
  }
  const path = directory.pathOf(name);
  const text = decodeText(directory.load(name), path);
  const file = readKustomization(text, path, directory.display);
  context.warnings.push(...file.warnings);
  return file;
}

function fail(message: string, file: string): KustomizeError {
  return new KustomizeError('KustomizationFile', message, {
    retry: 'on-change',
    place: { file },
  });
}
